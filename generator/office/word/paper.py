"""What a part prints, made sound and compressed as it comes: a long table never lies in memory as a whole.

The text is cut into windows before a paragraph begins. There every repair sees all it needs: a row, a table or a
cell that lost what it held has no paragraph, so none is cut in two; and what stands before an empty cell's end
belongs to the paragraph that began its window.
"""

from __future__ import annotations

from generator.office.package import Member, Packer
from generator.office.word.repair import Repair, Repairs

_HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WINDOW = 200_000  # characters: it stays in the processor's cache


class Paper:
    """Takes the text of one rendering of a part, piece by piece."""

    def __init__(self, repairs: Repairs) -> None:
        self._steps = repairs.begin()
        self._whole = repairs.whole
        self._held: list[str] = []
        self._pieces: list[str] = []
        self._size = 0
        self._packer = Packer()
        self._packer.add(_HEAD)
        if self._whole:  # nothing can be packed before the end, so pieces are only taken in
            self.write = self._pieces.append  # type: ignore[assignment]  # as fast as it can be

    def write(self, piece: str) -> None:
        self._pieces.append(piece)
        self._size += len(piece)
        if self._size > _WINDOW:
            self._end_window()

    def prepare(self, first: Repair) -> None:
        """Change the whole text before any repair sees it; of a part that is kept as a whole."""
        self._pieces[:] = [first("".join(self._pieces))]

    def finish(self, last: Repair) -> None:
        """Change the whole text after every repair has seen it; of a part that is kept as a whole."""
        self._steps = (*self._steps, last)

    def _end_window(self) -> None:
        """Pack what is before the last paragraph; the rest is held until there is a paragraph behind it."""
        text = "".join(self._pieces)
        cut = -1 if self._whole else max(text.rfind("<w:p "), text.rfind("<w:p>"))
        if cut >= 0:
            self._pack("".join([*self._held, text[:cut]]))
            self._held, text = [], text[cut:]
        self._held.append(text)
        self._pieces, self._size = [], 0

    def _pack(self, text: str) -> None:
        for repair in self._steps:
            text = repair(text)
        self._packer.add(text.encode())

    def member(self) -> Member:
        """Return the part, compressed."""
        self._pack("".join([*self._held, *self._pieces]))
        return self._packer.member()
