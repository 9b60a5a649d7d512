"""Paths that Excel, Word or Windows would not open: told before anything is written (domain specification 6.1)."""

from __future__ import annotations

from msgspec.structs import replace

from generator.app.situation import Decision, Situation
from generator.diagnostics import Diagnostic, Place, Severity
from generator.errors import InvalidInput
from generator.plan.names import LONGEST_PATH, LONGEST_WORKBOOK, too_long


def refuse_long_paths(situation: Situation, decision: Decision) -> None:
    """Stop before files are written that nobody could open, unless `--force` asks for them.

    A path of a person's own file stops nothing. Raises InvalidInput.
    """
    ours = [entry.path for entry in decision.contents.entries if entry.code]
    if not situation.request.force and (found := long_paths(situation, decision, ours)):
        raise InvalidInput(found)


def warn_of_long_paths(situation: Situation, decision: Decision) -> tuple[Diagnostic, ...]:
    """Return a warning of paths that are too long, of people's files as well."""
    found = long_paths(situation, decision, [entry.path for entry in decision.contents.entries])
    return tuple(replace(each, severity=Severity.WARNING) for each in found)


def long_paths(situation: Situation, decision: Decision, paths: list[str]) -> tuple[Diagnostic, ...]:
    """Return one diagnostic of those of `paths` that are too long below the pack, or none."""
    folder = situation.root.absolute() / str(decision.target.version)
    long = too_long(f"{folder}/{path}" for path in paths)
    if not long:
        return ()
    message = f"{len(long)} 个文件的完整路径太长,最长 {len(long[0])} 个字符:{long[0]}"
    limits = f"Excel 最多 {LONGEST_WORKBOOK} 个字符,Word 与 Windows {LONGEST_PATH} 个"
    where = "把资料包移到" if situation.pack else "用 --output 换到"
    remedy = f"{where}层级少、名称短的目录({limits});仍要放在这里请加 --force"
    return (Diagnostic("P-016", message, remedy, Place(str(situation.root))),)
