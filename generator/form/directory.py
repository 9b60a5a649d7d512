"""Names and numbers: where the campaign file says p01, a form says `p01 周岚`, and people may write either of them.

The number counts: somebody who is renamed stays the same. What is still 【待填】 is no name, but its hint is shown.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from generator.campaign import Ref, is_waiting
from generator.form.entries import is_short

_HINT = re.compile(r"【待填[：:]?([^】]*)】")
_LONGEST = 24


class Directory:
    """The entries of the lists that fields refer to, by list (`team`, `campaign.locations`)."""

    def __init__(self, lists: Mapping[str, Iterable[Mapping[str, object]]]) -> None:
        self._ids: dict[str, dict[str, None]] = {}  # in order
        self._names: dict[str, dict[str, list[str]]] = {}
        self._shown: dict[str, dict[str, str]] = {}
        for collection, entries in lists.items():
            self._add(collection, [entry for entry in entries if isinstance(entry, Mapping)])

    def _add(self, collection: str, entries: list[Mapping[str, object]]) -> None:
        names: dict[str, list[str]] = defaultdict(list)
        self._shown[collection] = {}
        for entry in entries:
            number, name = _text(entry.get("id")), _text(entry.get("name"))
            self._shown[collection].setdefault(number, _HINT.sub(r"\1", name))
            if number and name and not is_waiting(name):
                names[name].append(number)
        self._names[collection] = dict(names)
        self._ids[collection] = dict.fromkeys(filter(None, (_text(entry.get("id")) for entry in entries)))

    def knows(self, ref: Ref, text: str) -> bool:
        """Tell whether a text stands for an entry, or for several."""
        known = text in self._ids.get(ref.collection, ()) or text in self._names.get(ref.collection, {})
        return known or (is_short(text) and self._leading(ref.collection, text) is not None)

    def resolve(self, ref: Ref, text: str) -> str:
        """Return the number of the entry that a text names, else the text. Raises Ambiguous."""
        names = self._names.get(ref.collection, {})
        if text in self._ids.get(ref.collection, ()) or ("name" in ref.keys and text in names):
            return text
        numbers = names.get(text, [])
        if len(numbers) > 1:
            raise Ambiguous(text, tuple(numbers))
        return numbers[0] if numbers else self._leading(ref.collection, text) or text

    def _leading(self, collection: str, text: str) -> str | None:
        """Return the number with which a text begins: `p01 周岚`. Raises Ambiguous where the name is another's."""
        begun = [number for number in self._ids.get(collection, ()) if text.startswith(f"{number} ")]
        if not begun:
            return None
        number = max(begun, key=len)
        others = self._names.get(collection, {}).get(text[len(number) :].strip(), [number])
        if number not in others:
            raise Ambiguous(text, (number, *others))
        return number

    def is_doubtful(self, ref: Ref, text: str) -> bool:
        """Tell whether a text is the number of an entry, and the name of another one or its number with the name."""
        if text not in self._ids.get(ref.collection, ()) or "name" in ref.keys:
            return False
        named = self._names.get(ref.collection, {})
        number, _, name = text.partition(" ")
        return number in named.get(name.strip(), ()) or any(each != text for each in named.get(text, ()))

    def shown(self, ref: Ref, text: str) -> str:
        """Return how the form shows an entry: by number and name where that is read back as the same entry."""
        return self.shown_in(ref.collection, text)

    def shown_in(self, collection: str, number: str) -> str:
        """Return how the form shows an entry of a list."""
        name = self._shown.get(collection, {}).get(number, "")
        if not name or len(name) > _LONGEST or not is_short(name):
            return number
        try:
            return (
                f"{number} {name}" if self.resolve(Ref(collection), f"{number} {name}") == number else number
            )
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
