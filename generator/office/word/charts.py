"""Charts in Word: the chart part, and the workbook that lies behind it for 「编辑数据」, get the same numbers."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from generator.diagnostics import Diagnostic, Place
from generator.errors import InvalidTemplate
from generator.office.charts import data as shown
from generator.office.charts.block import Block, find_block
from generator.office.charts.data import ChartData
from generator.office.charts.series import c, series_of
from generator.office.charts.space import (
    SPACE,
    category_values,
    named_cells,
    points_in,
    refill,
    series_taken,
)
from generator.office.charts.workbook import Workbook
from generator.office.faults import diagnose
from generator.office.package import Member, Package
from generator.office.parts import Parts
from generator.office.relations import Relation, relations_part
from generator.office.xml import Element

NO_DATA = shown.NO_DATA
# Parts that the copies of a chart share; its workbook, style and colours are its own.
_SHARED = frozenset({"image", "hdphoto"})
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def chart_faults(parts: Parts, chart_part: str, place: Place) -> tuple[Diagnostic, ...]:
    """Return why a chart of a template could not be filled whatever the data are; nothing for a sound one."""
    root = parts.xml(chart_part)
    if root.tag != SPACE:
        return (diagnose("T-232", place),)
    if not series_of(root):
        return (diagnose("T-233", place),)
    source = _source(parts, chart_part, root)
    if source is not None and source.external:
        return (diagnose("T-230", place, target=source.target),)
    if source is not None and not source.target.lower().endswith(".xlsx"):
        return (diagnose("T-231", place, ending=source.target.rpartition(".")[2]),)
    return ()


def own_chart(parts: Parts, chart_part: str) -> str:
    """Give a chart a workbook of its own, where it has the same as another, and return the name of its part."""
    for relation in parts.relations(chart_part):
        if relation.kind == "package":
            parts.separate(chart_part, relation)
    return chart_part


def copy_chart(parts: Parts, chart_part: str) -> str:
    """Copy a chart with everything that is its own, and return the name of its part."""
    return parts.copy_tree(chart_part, _SHARED)


def fill_chart(parts: Parts, chart_part: str, data: ChartData, place: Place | None = None) -> None:
    """Show `data` in a chart of `parts`: its points, and the workbook behind it if it has one.

    Raises InvalidTemplate, at `place` if it is given, where the chart cannot show them.
    """
    related = [each.target for each in parts.relations(chart_part) if not each.external]
    needed = [name for name in (chart_part, relations_part(chart_part), *related) if name in parts]
    members = tuple((name, parts.member(name)) for name in needed)
    filled = _filled(members, chart_part, data, place or Place(file=parts.package.file))
    for name, member in filled.items():
        parts.put(name, member)


# A build makes each document twice (as it was, and anew), with the same numbers in its charts.
@functools.lru_cache(maxsize=32)
def _filled(
    members: tuple[tuple[str, Member], ...], chart_part: str, data: ChartData, place: Place
) -> Mapping[str, Member]:
    """Return what becomes different of a chart and its workbook. Raises InvalidTemplate."""
    parts = Parts(Package(place.file, dict(members)))
    _fill(parts, chart_part, data, place)
    return parts.changed()


def forget() -> None:
    """Forget what has been filled: for measuring."""
    _filled.cache_clear()


def _fill(parts: Parts, chart_part: str, data: ChartData, place: Place) -> None:
    if faults := chart_faults(parts, chart_part, place):
        raise InvalidTemplate(faults)
    root = parts.xml(chart_part)
    taken = series_taken(root, len(data.series))
    if taken != len(data.series):
        raise InvalidTemplate((diagnose("T-234", place, wanted=taken, count=len(data.series)),))
    source = _source(parts, chart_part, root)
    if source is None:
        refill(root, data, find_block(named_cells(root), ()))
    else:
        refill(root, data, _fill_workbook(parts, source.target, root, data, place))


def _fill_workbook(parts: Parts, part: str, root: Element, data: ChartData, place: Place) -> Block:
    """Put the data into the workbook `part` behind a chart, and return where they stand there."""
    named = named_cells(root)
    try:
        book = Workbook(parts.read(part), part)
        block = find_block(named, book.sheets) or Block(book.sheets[0])
        old = [area for each in named for area in each.areas] or [block.area(len(named), points_in(root))]
        parts.put(part, book.filled(block, data, category_values(root, data), old))
    except InvalidTemplate as error:
        reason = error.diagnostics[0].message
        raise InvalidTemplate((diagnose("T-235", place, reason=reason),)) from error
    except ValueError as error:
        raise InvalidTemplate((diagnose("T-235", place, reason="单元格无法读取"),)) from error
    return block


def _source(parts: Parts, chart_part: str, root: Element) -> Relation | None:
    """Return the relationship to the workbook behind a chart, None where there is none."""
    element = root.find(c("externalData"))
    key = None if element is None else element.get(_ID)
    return next((each for each in parts.relations(chart_part) if each.id == key), None)
