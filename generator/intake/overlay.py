"""A row of a series over the data of its campaign file: the values it says, and the cells where they stand."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from generator.campaign import Campaign, Path, Ref, Shape, is_blank, is_waiting, shape_at
from generator.diagnostics import Diagnostic, Place
from generator.form.directory import Ambiguous, Directory
from generator.form.entries import split_short
from generator.intake.sources import Places

if TYPE_CHECKING:
    from generator.intake.series import Override, SeriesRow


class Overlay(Struct, frozen=True):
    """The data of a campaign file with a row's values, the cells of these by path, and what is wrong with them.

    A group that the file does not have has the cell of the first value in it.
    """

    data: dict[str, object]
    cells: Mapping[Path, Place]
    faults: tuple[Diagnostic, ...]


def lay_over(data: Mapping[str, object], row: SeriesRow, people: object = ()) -> Overlay:
    """Return the data with the values of a row; nothing in `data` is changed. `people` are the organisation's."""
    whole: Any = dict(data)
    cells: dict[Path, Place] = {}
    for each in row.overrides:
        cells[each.path] = each.place
        for length in range(1, len(each.path)):
            if _is_open(_at(whole, each.path[:length])) and each.value is not None:
                cells.setdefault(each.path[:length], each.place)
        whole = _with(whole, each.path, each.value) if each.value is not None else _without(whole, each.path)
    references = [each for each in row.overrides if each.value is not None and _ref(each) is not None]
    names = _Names(whole, people)
    for each in references:
        whole = _with(whole, each.path, names.numbers(each))
    return Overlay(whole, cells, tuple(names.faults))


def _at(held: object, path: Path) -> object:
    for step in path:
        if isinstance(step, int):
            held = held[step] if isinstance(held, list) else None
        else:
            held = held.get(step) if isinstance(held, dict) else None
    return held


def _is_open(held: object) -> bool:
    """Tell whether a group is still to be made."""
    return is_blank(held) or is_waiting(held)


def _with(held: object, path: Path, value: object) -> object:
    """Return a group or a list with a value in it, copied as far as it changes; missing groups are made."""
    if not path:
        return value
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        entries = held if isinstance(held, list) else []
        return [_with(each, rest, value) if number == step else each for number, each in enumerate(entries)]
    group = held if isinstance(held, dict) else {}
    return {**group, step: _with(group.get(step), rest, value)}


def _without(held: object, path: Path) -> object:
    """Return a group or a list without a value; a group that holds nothing any more is none."""
    step, rest = path[0], path[1:]
    if isinstance(held, list):
        return [_without(each, rest) if number == step else each for number, each in enumerate(held)]
    if not isinstance(held, dict) or step not in held:
        return held
    kept = {key: each for key, each in held.items() if key != step}
    left = _without(held[step], rest) if rest else None
    return {**held, step: left} if rest and left != {} else kept


# --- references ------------------------------------------------------------------------------------------------------


def _ref(override: Override) -> Ref | None:
    shape = shape_at(Campaign, override.path)
    return (shape.element or shape).ref if shape else None


class _Names:
    """Replaces the names of people and others by their numbers, as a form does, by what the row itself says of them."""

    def __init__(self, data: object, people: object) -> None:
        self.faults: list[Diagnostic] = []
        self._data, self._people = data, people
        self._directories: dict[str, Directory] = {}

    def numbers(self, override: Override) -> object:
        """Return the value of a reference, or of a list of them."""
        said, ref = override.value, _ref(override)
        if ref is None or not isinstance(said, str) or is_waiting(said):
            return said
        directory = self._directory(ref.collection)
        shape = shape_at(Campaign, override.path) or Shape("value", str)
        if shape.form != "list":
            return self._number(directory, ref, said, override.place)
        parts = [said] if directory.knows(ref, said) else split_short(said)
        return [self._number(directory, ref, each, override.place) for each in parts]

    def _number(self, directory: Directory, ref: Ref, said: str, place: Place) -> str:
        try:
            return directory.resolve(ref, said)
        except Ambiguous as several:
            message = f"名为「{several.name}」的有 {len(several.numbers)} 个:{'、'.join(several.numbers)}"
            self.faults.append(Diagnostic("C-I01", message, "写编号,不写名称", place))
            return said

    def _directory(self, collection: str) -> Directory:
        if collection not in self._directories:
            entries = _groups(_at(self._data, tuple(collection.split("."))))
            known = _completed(entries, _groups(self._people)) if collection == "team" else entries
            self._directories[collection] = Directory({collection: known})
        return self._directories[collection]


def _groups(entries: object) -> list[Mapping[str, object]]:
    return [each for each in entries if isinstance(each, dict)] if isinstance(entries, list) else []


def _completed(
    mine: Sequence[Mapping[str, object]], theirs: Iterable[Mapping[str, object]]
) -> list[Mapping[str, object]]:
    """Return the people of a campaign with the names that the organisation knows, and its other people."""
    known = {_id(each): each for each in theirs if _id(each)}
    own = {_id(each) for each in mine}
    completed = [{**known.get(_id(each), {}), **_said(each)} for each in mine]
    return [*completed, *(each for number, each in known.items() if number not in own)]


def _said(person: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in person.items() if not is_blank(value)}


def _id(person: Mapping[str, object]) -> str:
    said = person.get("id")
    return said.strip() if isinstance(said, str) else ""


# --- places ----------------------------------------------------------------------------------------------------------


class RowMap(Struct, frozen=True):
    """The places of a campaign in a series: the cells of its row, and for the rest those of the campaign file."""

    campaign: Places
    cells: Mapping[Path, Place] = field(default_factory=dict)

    @property
    def is_form(self) -> bool:
        """Tell whether the campaign file is a form."""
        return self.campaign.is_form

    @property
    def keys(self) -> Container[Path]:
        """Return the keys of the campaign file that hold for this row."""
        return _Fewer(self.campaign.keys, self.cells)

    def place(self, path: Path) -> Place:
        """Return the place of a value: its cell, or where the file says it."""
        return self._cell(path) or self.campaign.place(path)

    def place_of_key(self, path: Path) -> Place:
        """Return the place of a key: the cell of its value, or where the file has it."""
        return self._cell(path) or self.campaign.place_of_key(path)

    def _cell(self, path: Path) -> Place | None:
        begun = (path[:length] for length in range(len(path), 0, -1))
        return next((self.cells[each] for each in begun if each in self.cells), None)


class _Fewer(Struct, frozen=True):
    """The keys of a file without those whose values a row says."""

    keys: Container[Path]
    cells: Container[Path]

    def __contains__(self, path: object) -> bool:
        return path in self.keys and path not in self.cells
