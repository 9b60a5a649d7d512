"""What a change to a form may do to its campaign without anybody being told.

A cell of a value may give its field another value, and no other field; an entry may come or go with its row; whatever
else there is in a form carries no meaning of its own: if the campaign changes with it, somebody has to be told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from generator.campaign import UNSOUND, Campaign, Entity, Path, fields_of
from generator.campaign.shape import shape_at
from generator.diagnostics import Diagnostic, Severity
from generator.errors import InvalidCampaign
from generator.form.layout import Block, Field
from generator.form.spot import Spot
from generator.intake.campaign import LoadedCampaign, load_form
from generator.office.cells import At
from tests.support.forms import Form, Site, Workbook

Kind = Literal["title", "label", "value", "guide", "beside", "front"]
Prefix = tuple[str | int | None, ...]
"""A path; None stands for any step."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What may differ without being told (`paths`, references where `renames`), and what is demanded.

    `silent`: nothing may be told, nothing may differ. `tells`: something has to be told, on one of `sheets`.
    `shuffles`: the entries of this block may stand in another order.
    """

    sheets: frozenset[str] = frozenset()
    paths: tuple[Prefix, ...] = ()
    renames: bool = False
    tells: bool = False
    silent: bool = False
    shuffles: Block | None = None
    said: Mapping[Path, str] = field(default_factory=dict)

    def __or__(self, other: Effect) -> Effect:
        return Effect(
            self.sheets | other.sheets,
            self.paths + other.paths,
            self.renames or other.renames,
            self.tells or other.tells,
            self.silent and other.silent,
            self.shuffles or other.shuffles,
            {**self.said, **other.said},
        )


class Places:
    """What every cell of an untouched form is there for."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self._paths = {spot: path for path, spot in form.document.sources.values.items()}
        self._sites: dict[str, list[Site]] = {}
        for site in form.sites.values():
            self._sites.setdefault(site.sheet, []).append(site)
        self._guides = {
            cell.text
            for sheet in form.sheets
            for at, cell in sheet.cells.items()
            if self.kind(sheet.name, at) == "guide"
        }

    def sites(self, sheet: str) -> Sequence[Site]:
        return self._sites.get(sheet, ())

    def site(self, sheet: str, row: int) -> Site | None:
        """Return the block that a row belongs to; the rows below it up to the next title are its own too."""
        return next((site for site in reversed(self.sites(sheet)) if site.title <= row), None)

    def kind(self, sheet: str, at: At) -> Kind:
        site, (row, column) = self.site(sheet, at[0]), at
        if site is None:
            return "front"
        if row == site.title:
            return "title" if column == 1 else "guide"
        if site.block.form == "card":
            return self._kind_in_card(site, row, column)
        if row < site.head:
            return "guide"
        if column not in site.labels.values():
            return "beside"
        return "label" if row == site.head else "value"

    @staticmethod
    def _kind_in_card(site: Site, row: int, column: int) -> Kind:
        if column > 3 or (row not in site.labels.values() and row != site.head):
            return "beside"
        if column == 3:
            return "guide"
        return "label" if row == site.head or column == 1 else "value"

    def column(self, site: Site, number: int) -> Field | None:
        """Return what a table has in a column; of a map within entries the map."""
        label = next((label for label, at in site.labels.items() if at == number), "")
        if label and "·" in label and site.block.spread and label.startswith(site.block.spread.label):
            return site.block.spread
        return next((each for each in site.block.columns if each.label == label), None)

    def typed(self, sheet: str, at: At, text: str) -> Effect:
        """Return what may happen when a text is typed into a cell, or its content is deleted."""
        kind, site = self.kind(sheet, at), self.site(sheet, at[0])
        here = frozenset({sheet})
        if site is None or kind in ("title", "label"):
            return Effect(here)
        if kind != "value":
            return Effect(here, tells=bool(text.strip()) and not self._is_guide(text))
        path = self._paths.get(Spot(sheet, *at))
        asked = None if site.block.form == "card" else self.column(site, at[1])
        renames = asked is not None and asked.steps in (("id",), ("name",))
        paths: tuple[Prefix, ...] = (path,) if path else (self.entries(site.block),)
        if path and (text == "(空)" or self._alone(site, at)):
            paths = (self.entries(site.block),)
        said = {path: text} if path and text not in ("", "(空)") else {}
        return Effect(here, paths, renames, said=said)

    def _alone(self, site: Site, at: At) -> bool:
        """Tell whether nothing else stands in the row of an entry."""
        cells = next(each.cells for each in self.form.sheets if each.name == site.sheet)
        return site.block.form == "table" and sum(row == at[0] for row, _ in cells) <= 1

    def _is_guide(self, text: str) -> bool:
        return text in self._guides or text.startswith(("例:", "说明:例:"))

    @staticmethod
    def entries(block: Block) -> Prefix:
        """Return the path of any entry of a table."""
        if block.parent is not None:
            return (*block.parent, None, block.path[-1], None)
        return (*block.path, None)

    def columned(self, site: Site, number: int) -> Effect:
        """Return what may happen when a column of a table is not there any more."""
        asked = self.column(site, number)
        here = frozenset({site.sheet})
        if asked is None or not asked.steps:
            return Effect(here)
        renames = asked.steps in (("id",), ("name",))
        return Effect(here, ((*self.entries(site.block), *asked.steps),), renames)

    def rowed(self, sheet: str, row: int) -> Effect:
        """Return what may happen when a row is not there any more."""
        site = self.site(sheet, row)
        if site is None or row <= site.head:
            return Effect(frozenset({sheet}))
        if site.block.form == "table":
            return Effect(frozenset({sheet}), (self.entries(site.block),), renames=True)
        path = self._paths.get(Spot(sheet, row, 2))
        return Effect(frozenset({sheet}), (path,) if path else ())


# --- judging ---


def judge(form: Form, book: Workbook, effect: Effect) -> str:
    """Return what is wrong with how a changed form is read; nothing where all is well."""
    try:
        document = book.read()
        if not document.problems and document.data == form.document.data:
            return "something that cannot be placed is not told" if effect.tells else ""
        loaded = load_form(document)
    except InvalidCampaign as invalid:
        return _half_told(invalid.diagnostics) or ("refused, but harmless" if effect.silent else "")
    told = [each for each in loaded.diagnostics if each.code != "C-F14"]
    if wrong := _half_told(told):
        return wrong
    if effect.silent or (effect.tells and not told):
        return f"told, but harmless: {told}" if told else "something that cannot be placed is not told"
    return _judge_differences(form, loaded, told, effect)


def _half_told(told: Sequence[Diagnostic]) -> str:
    for each in told:
        if not (each.message and each.remedy and (each.place.spot or each.code in ("C-F03", "C-F05"))):
            return f"half told: {each}"
    return ""


def _judge_differences(form: Form, loaded: LoadedCampaign, told: Sequence[Diagnostic], effect: Effect) -> str:
    """Look at what is different: all of it where nothing is told of the sheet, else what stands on other sheets."""
    cells = {place.spot for each in told for place in (each.place, *each.also)}
    differing = [
        path
        for path in differences(form.campaign, loaded.campaign)
        if loaded.sources.place(path).spot not in cells
    ]
    if any(each.severity is not Severity.INFO and _is_on(each, effect.sheets) for each in told):
        places = form.document.sources
        differing = [p for p in differing if places.place(p).spot.partition("!")[0] not in effect.sheets]
        effect = replace(
            effect, shuffles=None, said={}, renames=True
        )  # whom nobody is any more, the rules tell
    return _judge_silent(form, loaded.campaign, differing, effect)


def _is_on(told: Diagnostic, sheets: frozenset[str]) -> bool:
    spots = [place.spot.partition("!")[0] for place in (told.place, *told.also)]
    return told.code == "C-F19" or any(spot in sheets for spot in spots)


def _judge_silent(form: Form, campaign: Campaign, differing: Sequence[Path], effect: Effect) -> str:
    if effect.shuffles is not None:
        before, after = (sorted(_entries(each, effect.shuffles)) for each in (form.campaign, campaign))
        if before != after:
            return f"entries of {effect.shuffles.title} differ"
    for path in differing:
        is_allowed = any(_begins(path, prefix) for prefix in effect.paths)
        if not is_allowed and not (effect.renames and _refers(path)):
            return f"silently different: {path}"
    for path, text in effect.said.items():
        if path in differing and (wrong := _misread(campaign, path, text)):
            return wrong
    return ""


def _misread(campaign: Campaign, path: Path, text: str) -> str:
    """Return how a text has been read otherwise than it stands in its cell."""
    shape = shape_at(Campaign, path)
    if shape is None or shape.form != "value" or shape.type is not str or shape.ref is not None:
        return ""
    found = _at(campaign, path)
    return "" if found in (text.strip(), None) else f"{path} is {found!r}, not {text!r}"


def _entries(campaign: Campaign, block: Block) -> Iterator[str]:
    if block.parent is None:
        found = _at(campaign, block.path)
        yield from map(repr, found.items() if isinstance(found, dict) else found)
        return
    for parent in _at(campaign, block.parent):
        yield from (repr((getattr(parent, "id", ""), each)) for each in getattr(parent, block.path[-1]))


def _at(value: Any, path: Path) -> Any:
    for step in path:
        if isinstance(step, int):
            value = value[step] if isinstance(value, tuple) and step < len(value) else None
        else:
            value = value.get(step) if isinstance(value, dict) else getattr(value, step, None)
    return value


def _begins(path: Path, prefix: Prefix) -> bool:
    return len(path) >= len(prefix) and all(b in (a, None) for a, b in zip(path, prefix, strict=False))


def _refers(path: Path) -> bool:
    """Tell whether a value, an entry of a list, or a key of a map names an entry of another list."""
    shape, holder = shape_at(Campaign, path), shape_at(Campaign, path[:-1])
    shapes = [shape, shape and shape.element, holder and holder.key]
    return any(each is not None and each.ref is not None for each in shapes)


def differences(one: object, other: object, path: Path = ()) -> Iterator[Path]:
    """Yield the innermost paths at which two campaigns differ; an entry more or less is one difference."""
    if one is UNSOUND or other is UNSOUND:
        yield path
    elif isinstance(one, Entity) and type(one) is type(other):
        for name in fields_of(type(one)):
            yield from differences(getattr(one, name, None), getattr(other, name, None), (*path, name))
    elif isinstance(one, dict) and isinstance(other, dict):
        for key in [*one, *(key for key in other if key not in one)]:
            yield from differences(one.get(key), other.get(key), (*path, key))
    elif isinstance(one, tuple) and isinstance(other, tuple):
        yield from _between(one, other, path)
    elif one != other:
        yield path


def _between(one: tuple[object, ...], other: tuple[object, ...], path: Path) -> Iterator[Path]:
    if abs(len(one) - len(other)) == 1:
        longer, shorter = (one, other) if len(one) > len(other) else (other, one)
        same = (not any(differences(each, longer[n])) for n, each in enumerate(shorter))
        odd = next((n for n, is_same in enumerate(same) if not is_same), len(shorter))
        rest = longer[:odd] + longer[odd + 1 :]
        yield (*path, odd)
        for number, (each, twin) in enumerate(zip(rest, shorter, strict=True)):
            yield from differences(each, twin, (*path, number))
    elif len(one) == len(other):
        for number, (each, twin) in enumerate(zip(one, other, strict=True)):
            yield from differences(each, twin, (*path, number))
    else:
        yield path
