"""What became of a batch: a workbook for people, JSON for programs, both with the same content."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from pathlib import Path

from msgspec import Struct

from generator.app.batch.unit import Fortune, Outcome
from generator.diagnostics import Diagnostic, Severity, as_plain
from generator.office.tables import Column, Sheet, Value, write_tables
from generator.store.files import refuse_existing, write_new_files

FORMAT = 1
_TITLE = "批量生成报告"
_COLUMNS = (
    Column("序号", 6, "middle"),
    Column("活动文件", 34),
    Column("活动编号", 15, "middle"),
    Column("活动名称", 26),
    Column("结果", 12, "middle"),
    Column("版本", 8, "middle"),
    Column("用时(秒)", 9, "middle"),
    Column("说明", 52),
    Column("资料包", 46),
)
_LOOKS = {
    Fortune.BUILT.value: "good",
    Fortune.INVALID.value: "bad",
    Fortune.FAILED.value: "bad",
    Fortune.LEFT.value: "look",
}
_MOST_SAID = 3


class Batch(Struct, frozen=True):
    """A batch that has ended; `seconds` are those of the whole, `jobs` says by whom it was done."""

    outcomes: tuple[Outcome, ...]
    as_of: dt.date
    began: dt.datetime
    seconds: float
    jobs: str
    stopped: bool = False

    def count(self, *fortunes: Fortune) -> int:
        """Return how many units had one of these fortunes."""
        return sum(outcome.fortune in fortunes for outcome in self.outcomes)


def report_paths(said: Path | None, output: Path, began: dt.datetime) -> tuple[Path, Path]:
    """Return where the report goes, as a workbook and as JSON. Raises FileExists for one that is there already."""
    place = said or output / f"{_TITLE}_{began:%Y%m%d-%H%M%S}"
    stem = place.with_suffix("") if place.suffix.lower() in (".xlsx", ".json") else place
    paths = stem.with_name(f"{stem.name}.xlsx"), stem.with_name(f"{stem.name}.json")
    refuse_existing(paths)
    return paths


def write_report(batch: Batch, paths: tuple[Path, Path]) -> None:
    """Write both reports. Raises SurroundingsFailed."""
    book, text = paths
    write_new_files({book: _book(batch), text: _json(batch).encode()})


def _book(batch: Batch) -> bytes:
    sheets = [
        Sheet("结果", _TITLE, _COLUMNS, [_row(each) for each in batch.outcomes], _lines(batch), looks=_LOOKS)
    ]
    return write_tables(sheets, title=_TITLE, author="", created=batch.began)


def _lines(batch: Batch) -> list[str]:
    counts = Counter(outcome.fortune for outcome in batch.outcomes)
    told = "    ".join(f"{fortune.value} {counts[fortune]}" for fortune in Fortune if counts[fortune])
    when = (
        f"{batch.began:%Y-%m-%d %H:%M} 开始,用时 {batch.seconds:,.0f} 秒;{batch.jobs};统计日期 {batch.as_of}"
    )
    return [f"共 {len(batch.outcomes)} 个活动    {told}", when]


def _row(outcome: Outcome) -> tuple[Value, ...]:
    seconds = f"{outcome.seconds:.2f}" if outcome.seconds else ""
    return (
        outcome.unit.number,
        outcome.unit.label,
        outcome.campaign_id,
        outcome.name,
        outcome.fortune.value,
        outcome.version,
        seconds,
        said_of(outcome),
        outcome.folder,
    )


def said_of(outcome: Outcome, most: int = _MOST_SAID) -> str:
    """Return in a few lines why a unit failed, or what somebody should look at."""
    weight = Severity.ERROR if outcome.fortune is Fortune.INVALID else Severity.WARNING
    told = [each for each in outcome.diagnostics if each.severity is weight]
    lines = [outcome.reason] if outcome.reason else []
    lines += ["有文件需要您比对"] if outcome.look else []
    lines += [f"{each.severity} {each.code} {_where(each)}{each.message}" for each in told[:most]]
    lines += [f"… 等 {len(told)} 条" for _ in told[most : most + 1]]
    return "\n".join(lines)


def _where(told: Diagnostic) -> str:
    return (
        f"第 {told.place.line} 行 " if told.place.line else f"{told.place.spot} " if told.place.spot else ""
    )


def _json(batch: Batch) -> str:
    data = {
        "format": FORMAT,
        "began": batch.began.isoformat(),
        "seconds": round(batch.seconds, 3),
        "as_of": batch.as_of.isoformat(),
        "stopped": batch.stopped,
        "counts": {fortune.name.lower(): batch.count(fortune) for fortune in Fortune},
        "campaigns": [_campaign(outcome) for outcome in batch.outcomes],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _campaign(outcome: Outcome) -> dict[str, object]:
    return {
        "number": outcome.unit.number,
        "source": str(outcome.unit.source),
        "label": outcome.unit.label,
        "id": outcome.campaign_id,
        "name": outcome.name,
        "result": outcome.fortune.name.lower(),
        "version": outcome.version,
        "folder": outcome.folder,
        "seconds": outcome.seconds,
        "reason": outcome.reason,
        "diagnostics": [as_plain(told) for told in outcome.diagnostics],
    }
