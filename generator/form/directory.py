"""Names and numbers: people write 周岚 where the campaign file says p01. What is still 【待填】 is no name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from generator.campaign import Ref, is_waiting

BY_NAME = frozenset({"team", "suppliers", "channels", "campaign.locations"})
"""Lists whose entries the form shows by name: their numbers are printed nowhere."""


class Directory:
    """The entries of the lists that fields refer to, by list (`team`, `campaign.locations`)."""

    def __init__(self, lists: Mapping[str, Iterable[Mapping[str, object]]]) -> None:
        self._ids: dict[str, dict[str, None]] = {}  # in order
        self._names: dict[str, dict[str, list[str]]] = {}
        for collection, entries in lists.items():
            self._add(collection, [entry for entry in entries if isinstance(entry, Mapping)])

    def _add(self, collection: str, entries: list[Mapping[str, object]]) -> None:
        names: dict[str, list[str]] = defaultdict(list)
        for entry in entries:
            number, name = _text(entry.get("id")), _text(entry.get("name"))
            if number and name and not is_waiting(name):
                names[name].append(number)
        self._names[collection] = dict(names)
        self._ids[collection] = dict.fromkeys(filter(None, (_text(entry.get("id")) for entry in entries)))

    def knows(self, ref: Ref, text: str) -> bool:
        """Tell whether a text stands for an entry, or for several."""
        return text in self._ids.get(ref.collection, ()) or text in self._names.get(ref.collection, {})

    def resolve(self, ref: Ref, text: str) -> str:
        """Return the number of the entry that a text names, else the text. Raises Ambiguous."""
        if text in self._ids.get(ref.collection, ()) or "name" in ref.keys:
            return text
        numbers = self._names.get(ref.collection, {}).get(text, [])
        if len(numbers) > 1:
            raise Ambiguous(text, tuple(numbers))
        return numbers[0] if numbers else text

    def shown(self, ref: Ref, number: str) -> str:
        """Return how the form shows an entry: by its name where that is read back as the same entry."""
        return self.shown_in(ref.collection, number) if "name" not in ref.keys else number

    def shown_in(self, collection: str, number: str) -> str:
        """Return how the form shows an entry of a list."""
        ref = Ref(collection)
        if collection not in BY_NAME:
            return number
        names = self._names.get(collection, {})
        name = next((name for name, numbers in names.items() if number in numbers), number)
        try:
            return name if self.resolve(ref, name) == number else number
        except Ambiguous:
            return number

    def numbers(self, collection: str) -> list[str]:
        """Return the numbers of a list, in its order."""
        return list(self._ids.get(collection, ()))


class Ambiguous(Exception):
    """A name that several entries bear."""

    def __init__(self, name: str, numbers: tuple[str, ...]) -> None:
        super().__init__(name)
        self.name, self.numbers = name, numbers


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""
