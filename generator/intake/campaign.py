"""A campaign file as a `Campaign`, or everything that is wrong with its form.

Rules of the domain are not looked at here; but a file with faults still gives a campaign of its sound parts,
so that the rules can have their say in the same run.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path as FilePath
from typing import TYPE_CHECKING

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from generator.campaign import Campaign, Path, is_waiting, without_keys
from generator.diagnostics import Diagnostic, Place, Severity, has_errors
from generator.errors import InvalidCampaign
from generator.intake.data import diagnose, read_yaml
from generator.intake.files import read_file, read_text
from generator.intake.organization import NONE, LayeredMap, Organization, merge, read_organization
from generator.intake.partial import build_partial
from generator.intake.sources import Places, SourceMap
from generator.intake.syntax import chinese_colon
from generator.intake.wording import UNKNOWN_KEY, FormFault, describe, without_consequences

if TYPE_CHECKING:
    from generator.intake.forms import FormDocument

FORM_ENDING = ".xlsx"
TEXT_ENDINGS = (".yaml", ".yml")
ENDINGS = (*TEXT_ENDINGS, FORM_ENDING)
_MISPLACED = frozenset({"C-F15", "C-I04", "C-F04"})
"""With one of these a form cannot be understood: what else would be said follows from it."""
_UNREAD = frozenset({"C-F16", "C-F17", "C-F18"})
_KEY = "[key]"  # what pydantic puts behind a key of a map that is itself wrong


@dataclass(frozen=True, slots=True)
class LoadedCampaign:
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


def examine_campaign(path: FilePath) -> LoadedCampaign:
    """Return what can be read of a file, with its faults. The ending tells a form (`.xlsx`) from a text.

    Raises InvalidCampaign only when nothing can: no text, no YAML, no mapping, no form; SurroundingsFailed when the
    machine does not give the file.
    """
    organization = read_organization(path.parent)
    if path.suffix.lower() == FORM_ENDING:
        return parse_form(read_file(path), str(path), organization)
    read = read_text(path)
    loaded = parse_campaign(read.text, str(path), organization)
    return replace(loaded, diagnostics=in_order([*read.diagnostics, *loaded.diagnostics]))


def parse_campaign(text: str, file: str, organization: Organization = NONE) -> LoadedCampaign:
    """Return what `text` says, with its faults; `file` is what messages call it."""
    document = read_yaml(text, file, typed=False)
    found = [diagnose(fault, document.sources) for fault in document.faults]
    if not isinstance(document.data, dict):
        raise InvalidCampaign((*found, _no_mapping(document.data, document.sources)))
    return _load(document.data, text, document.sources, found, organization)


def parse_form(data: bytes, file: str, organization: Organization = NONE) -> LoadedCampaign:
    """Return what a form says, with its faults; `file` is what messages call it."""
    from generator.intake.forms import read_form_file  # openpyxl: only for whom it concerns

    return load_form(read_form_file(data, file), organization)


def load_form(form: FormDocument, organization: Organization = NONE) -> LoadedCampaign:
    """Return the campaign of a form. Raises InvalidCampaign where its blocks and columns cannot be told."""
    from generator.intake.campaign_text import campaign_text

    if any(each.code in _MISPLACED for each in form.problems):
        raise InvalidCampaign(form.problems)
    text = campaign_text(form.data, form.comments)
    return _load(form.data, text, form.sources, list(form.problems), organization)


def without_unread(told: Iterable[Diagnostic], diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Leave out what is said of cells that could not be read: `told` says so already."""
    cells = {place.spot for each in told if each.code in _UNREAD for place in (each.place, *each.also)}
    return tuple(each for each in diagnostics if not each.place.spot or each.place.spot not in cells)


def _load(
    said: dict[str, object], text: str, places: Places, found: list[Diagnostic], organization: Organization
) -> LoadedCampaign:
    merged = merge(said, organization)
    data, sources = merged.data, places
    found = [*organization.diagnostics, *found]
    if merged.origins:
        sources = LayeredMap(places, organization.sources, merged.origins)
        text = _whole_text(data, text)
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


def _whole_text(data: dict[str, object], text: str) -> str:
    """Return completed data as text, with the comments of the text that they complete."""
    from generator.intake.campaign_text import campaign_text
    from generator.intake.yaml_text import read_comments

    return campaign_text(data, read_comments(text))


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
