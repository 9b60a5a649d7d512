"""What all campaigns of a company share: `organization.yaml` in the folder of the campaign files.

It holds the company, its people, the approval chain, the working calendar, the letters of campaign numbers and the
prefix of the share. What the campaign file says goes before; of the people only those are taken whom it names.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from pathlib import Path as FilePath

from msgspec import Struct

from generator.campaign import Campaign, Path, Shape, fields_of, is_blank, is_waiting, shape_of
from generator.diagnostics import Diagnostic, Place
from generator.errors import InvalidCampaign
from generator.intake.data import diagnose, read_yaml
from generator.intake.files import read_text
from generator.intake.sources import Places, SourceMap

FILE = "organization.yaml"
_GROUPS = ("company", "approval", "calendar")
_KEYS = (*_GROUPS, "team", "numbering", "share_prefix")
_PREFIX = re.compile(r"[A-Z]{2}")
_USUAL_PREFIX = "HD"
_TEAM: Path = ("team",)


class Organization(Struct, frozen=True):
    """What an organisation file says, and where."""

    data: Mapping[str, object]
    sources: SourceMap
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def prefix(self) -> str:
        """Return the two letters with which campaign numbers begin."""
        numbering = self.data.get("numbering")
        said = numbering.get("prefix") if isinstance(numbering, dict) else None
        return said if isinstance(said, str) and _PREFIX.fullmatch(said) else _USUAL_PREFIX

    @property
    def share_prefix(self) -> str:
        """Return what the share is called on people's machines, empty when it is not said."""
        said = self.data.get("share_prefix")
        return said.strip() if isinstance(said, str) else ""

    @property
    def company_name(self) -> str:
        """Return the name of the company, empty when it is not said."""
        company = self.data.get("company")
        said = company.get("name") if isinstance(company, dict) else None
        return said.strip() if isinstance(said, str) else ""


NONE = Organization({}, SourceMap("", ()))


def read_organization(folder: FilePath) -> Organization:
    """Return what the organisation file in a folder says, `NONE` without one. Raises InvalidCampaign for no mapping."""
    path = folder / FILE
    if not path.is_file():
        return NONE
    read = read_text(path)
    document = read_yaml(read.text, str(path), typed=False)
    found = [*read.diagnostics, *(diagnose(fault, document.sources) for fault in document.faults)]
    if document.data is None:
        return NONE
    if not isinstance(document.data, dict):
        remedy = "每行写一个「键: 值」,例如 company:、team:、calendar:"
        raise InvalidCampaign(
            (Diagnostic("C-F03", f"{FILE} 的最外层应是「键: 值」", remedy, Place(str(path), 1, 1)),)
        )
    found += _misplaced(document.data, document.sources)
    return Organization(document.data, document.sources, tuple(found))


def _misplaced(data: Mapping[str, object], sources: SourceMap) -> Iterator[Diagnostic]:
    for key in data:
        if key not in _KEYS:
            remedy = f"{FILE} 里可以写:{'、'.join(_KEYS)}"
            yield Diagnostic(
                "C-I04", f"「{key}」不是各个活动共用的内容", remedy, sources.place_of_key((key,))
            )
    numbering = data.get("numbering")
    prefix = numbering.get("prefix") if isinstance(numbering, dict) else numbering
    if prefix is not None and not (isinstance(prefix, str) and _PREFIX.fullmatch(prefix)):
        place = sources.place(("numbering", "prefix"))
        yield Diagnostic(
            "C-I02", f"「{prefix}」不能作活动编号的开头", "写两位大写字母,例如 prefix: HD", place
        )


# --- merging ---------------------------------------------------------------------------------------------------------


class Merged(Struct, frozen=True):
    """The data of a campaign with what the organisation adds; `origins` say where in the other file it stands."""

    data: dict[str, object]
    origins: Mapping[Path, Path]


def merge(data: Mapping[str, object], organization: Organization) -> Merged:
    """Return the data of a campaign, completed by those of its organisation."""
    if not organization.data:
        return Merged(dict(data), {})
    merged, origins = dict(data), dict[Path, Path]()
    for key in _GROUPS:
        if key in organization.data:
            merged[key] = _filled(merged.get(key), organization.data[key], (key,), (key,), origins)
    people = organization.data.get("team")
    if isinstance(people, list):
        merged["team"] = _team(merged, people, origins)
    return Merged({key: value for key, value in merged.items() if value is not None}, origins)


def _filled(mine: object, theirs: object, here: Path, there: Path, origins: dict[Path, Path]) -> object:
    """Return a value of the campaign with what it leaves open taken from the organisation."""
    if is_blank(mine) or is_waiting(mine):
        if not is_blank(theirs) and not is_waiting(theirs):
            origins[here] = there
            return theirs
        return mine
    if not (isinstance(mine, dict) and isinstance(theirs, dict)):
        return mine
    added = {
        key: _filled(mine.get(key), value, (*here, key), (*there, key), origins)
        for key, value in theirs.items()
    }
    return {**mine, **{key: value for key, value in added.items() if value is not None}}


def _team(data: Mapping[str, object], people: list[object], origins: dict[Path, Path]) -> object:
    """Return the campaign's team: its people completed, and those it names without having them."""
    team = data.get("team")
    if not (is_blank(team) or isinstance(team, list)):
        return team
    mine: list[object] = list(team) if isinstance(team, list) else []
    known = {_id(person): number for number, person in enumerate(people) if _id(person)}
    for index, person in enumerate(mine):
        there = known.get(_id(person))
        if there is not None:
            mine[index] = _filled(person, people[there], (*_TEAM, index), (*_TEAM, there), origins)
    while wanted := [
        n for n in sorted(_named({**data, "team": mine})) if n in known and n not in map(_id, mine)
    ]:
        for number in wanted:
            origins[*_TEAM, len(mine)] = (*_TEAM, known[number])
            mine.append(people[known[number]])
    return mine or team


def _id(person: object) -> str:
    said = person.get("id") if isinstance(person, dict) else None
    return said.strip() if isinstance(said, str) else ""


def _named(data: Mapping[str, object]) -> set[str]:
    """Return the numbers of all people that the data name."""
    return set(_people(data, shape_of(Campaign)))


def _people(data: object, shape: Shape) -> Iterator[str]:
    if isinstance(data, dict):
        fields = fields_of(shape.model) if shape.model else {}
        for key, value in data.items():
            inner = fields.get(key, shape.element) if shape.model or shape.element else None
            if inner is not None:
                yield from _people(value, inner)
    elif isinstance(data, list) and shape.element is not None:
        for value in data:
            yield from _people(value, shape.element)
    elif isinstance(data, str):
        ref = (shape.element or shape).ref
        if ref is not None and ref.collection == "team":
            yield data.strip()


class LayeredMap(Struct, frozen=True):
    """The places of a campaign that is completed by its organisation's file."""

    campaign: Places
    organization: SourceMap
    origins: Mapping[Path, Path]

    @property
    def is_form(self) -> bool:
        """Tell whether the campaign file is a form."""
        return self.campaign.is_form

    @property
    def keys(self) -> Container[Path]:
        """Return the keys of the campaign file."""
        return self.campaign.keys

    def place(self, path: Path) -> Place:
        """Return the place of a value in the file that says it."""
        there = self._there(path)
        return self.campaign.place(path) if there is None else self.organization.place(there)

    def place_of_key(self, path: Path) -> Place:
        """Return the place of a key in the file that says it."""
        there = self._there(path)
        return self.campaign.place_of_key(path) if there is None else self.organization.place_of_key(there)

    def _there(self, path: Path) -> Path | None:
        for length in range(len(path), 0, -1):
            if path[:length] in self.origins:
                return (*self.origins[path[:length]], *path[length:])
        return None
