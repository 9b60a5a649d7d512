"""What the command line names, as units: files, folders and patterns, or one file with the rows of a table."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from generator.app.batch.unit import Fortune, Outcome, Unit
from generator.app.check import default_output
from generator.diagnostics import Diagnostic, Place, Severity
from generator.intake.campaign import campaign_data
from generator.intake.gathering import gather, peek_id
from generator.intake.series import read_series
from generator.store.packs import PackIndex, index_packs

_NAMED = 3


def units_of(named: Sequence[Path], output: Path | None) -> tuple[Unit, ...]:
    """Return the units that files, folders and patterns mean. Raises InvalidInput with all that mean none."""
    units = (
        Unit(number, str(path), path, campaign_id=peek_id(path))
        for number, path in enumerate(gather(named), start=1)
    )
    return _with_folders(tuple(units), output)


def units_of_series(source: Path, table: Path, output: Path | None) -> tuple[Unit, ...]:
    """Return a unit for each row of a table, whose values go before those of the one campaign file.

    Raises InvalidInput with everything that is wrong with the table, or where the file cannot be read at all.
    """
    rows = read_series(table, campaign_data(source))
    units = (
        Unit(number, f"{table} {row.label}", source, row, row.campaign_id)
        for number, row in enumerate(rows, start=1)
    )
    return _with_folders(tuple(units), output)


def _with_folders(units: Sequence[Unit], output: Path | None) -> tuple[Unit, ...]:
    """Return units with the folders that may hold their packs: each output folder is looked through once."""
    indexes: dict[Path, PackIndex] = {}
    return tuple(replace(unit, folders=_index(unit, output, indexes).of(unit.campaign_id)) for unit in units)


def _index(unit: Unit, output: Path | None, indexes: dict[Path, PackIndex]) -> PackIndex:
    place = output or default_output(unit.source)
    if place not in indexes:
        indexes[place] = index_packs(place)
    return indexes[place]


def refused_doubles(units: Sequence[Unit], output: Path | None) -> tuple[Outcome, ...]:
    """Return what is said of units that share number and output folder: each would be the other's next version."""
    shared: dict[tuple[str, Path], list[Unit]] = {}
    for unit in units:
        shared.setdefault((unit.campaign_id, output or default_output(unit.source)), []).append(unit)
    doubles = (held for (campaign_id, _), held in shared.items() if campaign_id and len(held) > 1)
    return tuple(_double(unit, held) for held in doubles for unit in held)


def _double(unit: Unit, doubles: Sequence[Unit]) -> Outcome:
    others = [each.label for each in doubles if each is not unit]
    named = "、".join(others[:_NAMED]) + (f" 等 {len(others)} 个" if len(others) > _NAMED else "")
    message = f"活动编号 {unit.campaign_id} 与 {named} 相同,会互相成为对方的新版本"
    told = Diagnostic("P-020", message, "给每个活动自己的编号", Place(unit.label))
    return Outcome(unit, Fortune.INVALID, unit.campaign_id, diagnostics=(told,))


def met(outcome: Outcome, owner: Unit) -> Outcome:
    """Return the outcome of a unit that has come into another's pack: of a form the number is not known before."""
    message = f"活动编号 {outcome.campaign_id} 与 {owner.label} 相同,两者成了同一个资料包的两个版本"
    remedy = "给每个活动自己的编号;把多出的版本移走后重新生成"
    told = Diagnostic("P-020", message, remedy, Place(outcome.unit.label), Severity.WARNING)
    return replace(outcome, look=True, diagnostics=(told, *outcome.diagnostics))
