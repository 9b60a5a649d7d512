"""A campaign file as a `Campaign`, or everything that is wrong with its form.

Rules of the domain are not looked at here; but a file with faults still gives a campaign of its sound parts,
so that the rules can have their say in the same run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path as FilePath
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from generator.campaign import Campaign, Path, is_waiting, without_keys
from generator.diagnostics import Diagnostic, Place, Severity, has_errors
from generator.errors import InvalidCampaign
from generator.intake.data import diagnose, read_yaml
from generator.intake.files import read_file, read_text
from generator.intake.organization import NONE, LayeredMap, Organization, merge, read_organization
from generator.intake.overlay import Overlay, RowMap, lay_over
from generator.intake.partial import build_partial
from generator.intake.sources import Places, SourceMap
from generator.intake.syntax import chinese_colon
from generator.intake.tree import Document
from generator.intake.wording import UNKNOWN_KEY, FormFault, describe, without_consequences

if TYPE_CHECKING:
    from generator.intake.forms import FormDocument
    from generator.intake.series import SeriesRow

FORM_ENDING = ".xlsx"
TEXT_ENDINGS = (".yaml", ".yml")
ENDINGS = (*TEXT_ENDINGS, FORM_ENDING)
_MISPLACED = frozenset({"C-F15", "C-I04", "C-F04"})
"""With one of these a form cannot be understood: what else would be said follows from it."""
_UNREAD = frozenset({"C-F16", "C-F17", "C-F18"})
_KEPT = 4
"""How many files are kept as they were read: one of a series is read again with every row."""
_KEY = "[key]"  # what pydantic puts behind a key of a map that is itself wrong


class LoadedCampaign(Struct, frozen=True):
    """A campaign, the text it was read from, and where all of it stands.

    Of a form, and of a file that is completed by its organisation's, the text is what they say, as YAML.

    With errors among `diagnostics`, parts of the campaign are `Unsound`: fit for the rules, not for printing.
    `waiting` are the paths at which the file says 【待填】, with its own words.
    """

    campaign: Campaign
    text: str
    sources: Places
    diagnostics: tuple[Diagnostic, ...] = ()
    waiting: Mapping[Path, str] = field(default_factory=dict)

    @property
    def is_sound(self) -> bool:
        """Tell whether every value could be read."""
        return not has_errors(self.diagnostics)


def read_campaign(path: FilePath) -> LoadedCampaign:
    """Return the campaign of a file. Raises InvalidCampaign with every fault of its form."""
    loaded = examine_campaign(path)
    if not loaded.is_sound:
        raise InvalidCampaign(loaded.diagnostics)
    return loaded


def examine_campaign(path: FilePath, row: SeriesRow | None = None) -> LoadedCampaign:
    """Return what can be read of a file, with its faults. The ending tells a form (`.xlsx`) from a text.

    The values of `row` go before the file's, and those before the organisation's. Raises InvalidCampaign only when
    nothing can be read: no text, no YAML, no mapping, no form; SurroundingsFailed when the machine does not give the
    file.
    """
    organization = read_organization(path.parent)
    if path.suffix.lower() == FORM_ENDING:
        return parse_form(read_file(path), str(path), organization, row)
    read = read_text(path)
    loaded = parse_campaign(read.text, str(path), organization, row)
    return replace(loaded, diagnostics=in_order([*read.diagnostics, *loaded.diagnostics]))


def campaign_data(path: FilePath) -> Mapping[str, object]:
    """Return what a file says, as it was typed; nobody may change it. Raises what `examine_campaign` raises."""
    if path.suffix.lower() == FORM_ENDING:
        return _sound_form(_read_form(read_file(path), str(path))).data
    return _mapping(_read_document(read_text(path).text, str(path)))[0]


def parse_campaign(
    text: str, file: str, organization: Organization = NONE, row: SeriesRow | None = None
) -> LoadedCampaign:
    """Return what `text` says, with its faults; `file` is what messages call it."""
    document = _read_document(text, file)
    data, found = _mapping(document)
    said = _Said(data, document.sources, tuple(found), lambda: _read_comments(text), text)
    return _load(said, organization, row)


def parse_form(
    data: bytes, file: str, organization: Organization = NONE, row: SeriesRow | None = None
) -> LoadedCampaign:
    """Return what a form says, with its faults; `file` is what messages call it."""
    return load_form(_read_form(data, file), organization, row)


def load_form(
    form: FormDocument, organization: Organization = NONE, row: SeriesRow | None = None
) -> LoadedCampaign:
    """Return the campaign of a form. Raises InvalidCampaign where its blocks and columns cannot be told."""
    sound = _sound_form(form)
    said = _Said(sound.data, sound.sources, sound.problems, lambda: form.comments)
    return _load(said, organization, row)


# --- reading: of one file many campaigns of a series are made ---------------------------------------------------------


@lru_cache(maxsize=_KEPT)
def _read_document(text: str, file: str) -> Document:
    return read_yaml(text, file, typed=False)


@lru_cache(maxsize=_KEPT)
def _read_form(data: bytes, file: str) -> FormDocument:
    from generator.intake.forms import read_form_file  # openpyxl: only for whom it concerns

    return read_form_file(data, file)


@lru_cache(maxsize=_KEPT)
def _read_comments(text: str) -> Mapping[Path, str]:
    from generator.intake.yaml_text import read_comments

    return read_comments(text)


def _mapping(document: Document) -> tuple[dict[str, object], list[Diagnostic]]:
    """Return the data of a text and what is wrong with it. Raises InvalidCampaign where they are no mapping."""
    found = [diagnose(fault, document.sources) for fault in document.faults]
    if not isinstance(document.data, dict):
        raise InvalidCampaign((*found, _no_mapping(document.data, document.sources)))
    return document.data, found


def _sound_form(form: FormDocument) -> FormDocument:
    if any(each.code in _MISPLACED for each in form.problems):
        raise InvalidCampaign(form.problems)
    return form


def without_unread(told: Iterable[Diagnostic], diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Leave out what is said of cells that could not be read: `told` says so already."""
    cells = {place.spot for each in told if each.code in _UNREAD for place in (each.place, *each.also)}
    return tuple(each for each in diagnostics if not each.place.spot or each.place.spot not in cells)


class _Said(Struct, frozen=True):
    """What a file says: its data, which nobody changes, their places, what is wrong, its comments; of a text itself."""

    data: dict[str, object]
    places: Places
    found: tuple[Diagnostic, ...]
    comments: Callable[[], Mapping[Path, str]]
    text: str = ""


def _load(said: _Said, organization: Organization, row: SeriesRow | None) -> LoadedCampaign:
    over = lay_over(said.data, row, organization.data.get("team")) if row else Overlay(said.data, {}, ())
    merged = merge(over.data, organization)
    data = merged.data
    sources: Places = RowMap(said.places, over.cells) if row else said.places
    if merged.origins:
        sources = LayeredMap(sources, organization.sources, merged.origins)
    is_whole = said.text and not row and not merged.origins
    text = said.text if is_whole else _whole_text(data, said.comments())
    found = [*organization.diagnostics, *said.found, *(row.told if row else ()), *over.faults]
    try:
        campaign = Campaign.model_validate(data)
    except ValidationError as error:
        faults = [_fault(e) for e in error.errors(include_url=False)]
        found += without_unread(found, (describe(each, sources) for each in without_consequences(faults)))
        unknown = [fault.path for fault in faults if fault.type == UNKNOWN_KEY]
        faulty = [fault.path for fault in faults if fault.type != UNKNOWN_KEY]
        campaign = build_partial(data, faulty, unknown)
    waiting = dict(_waiting(data, ()))
    if waiting:
        found.append(_told_as_waiting(waiting, sources))
    told = tuple(map(in_words_of_the_form, found)) if sources.is_form else found
    return LoadedCampaign(campaign, text, sources, in_order(list(told)), waiting)


def in_words_of_the_form(told: Diagnostic) -> Diagnostic:
    """Return a diagnostic for somebody who knows labels and no keys."""
    return replace(told, message=without_keys(told.message), remedy=without_keys(told.remedy))


def _whole_text(data: dict[str, object], comments: Mapping[Path, str]) -> str:
    """Return data as text, with comments: what a form says, or a text that something else completes."""
    from generator.intake.campaign_text import campaign_text

    return campaign_text(data, comments)


def _waiting(data: object, path: Path) -> Iterator[tuple[Path, str]]:
    """Yield where the file says 【待填】, in its order, with its words."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _waiting(value, (*path, key))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from _waiting(value, (*path, number))
    elif is_waiting(data):
        yield path, str(data)


def _told_as_waiting(waiting: Mapping[Path, str], sources: Places) -> Diagnostic:
    """Tell of all places at once: a new file has many, and none is a mistake."""
    place, *others = (sources.place(path) for path in waiting)
    also = elsewhere(place, others)
    message = f"还有 {len(waiting)} 处【待填】,印出来是空白或【待填】"
    return Diagnostic("C-F14", message, "知道以后改成真正的内容", place, Severity.INFO, also)


def elsewhere(place: Place, others: Iterable[Place]) -> tuple[Place, ...]:
    """Return the other places that are not on the line, or in the cell, of the first."""
    distinct = (other for other in others if (other.line, other.spot) != (place.line, place.spot))
    return tuple(dict.fromkeys(distinct))


def in_order(diagnostics: list[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return diagnostics by place, each once: what an alias repeats is told once."""
    return tuple(sorted(dict.fromkeys(diagnostics), key=lambda d: (d.place.line or 0, d.place.column or 0)))


def _fault(error: ErrorDetails) -> FormFault:
    path = tuple(step for step in error["loc"] if step != _KEY)
    return FormFault(error["type"], path, error["input"], error["msg"], error.get("ctx", {}))


def _no_mapping(data: object, sources: SourceMap) -> Diagnostic:
    place = sources.place(())
    if data is None:
        return Diagnostic("C-F03", "活动文件是空的", "每行写一个「键: 值」,例如 company:", place)
    colon = chinese_colon(data) if isinstance(data, str) else None
    if colon:
        message, remedy = f"「{colon[0]}」后面是不是用了中文冒号「：」?", "改成英文冒号加一个空格"
        return Diagnostic("C-F02", message, remedy, place)
    what = "列表" if isinstance(data, list) else "一段文字"
    remedy = "最外层每行写一个「键: 值」,例如 company:、campaign:、team:"
    return Diagnostic("C-F03", f"活动文件的最外层应是「键: 值」,这里却是{what}", remedy, place)
