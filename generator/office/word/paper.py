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
_LEVEL = 3  # four times as fast as 6, and on the repetitions of long tables it packs tighter (measured)


class Paper:
    """Takes the text of one rendering of a part, piece by piece."""

    def __init__(self, repairs: Repairs) -> None:
        self._steps = repairs.begin()
        self._window = None if repairs.whole else _WINDOW
        self._pieces: list[str] = []
        self._size = 0
        self._packer = Packer(_LEVEL)
        self._packer.add(_HEAD)

    def write(self, piece: str) -> None:
        self._pieces.append(piece)
        self._size += len(piece)
        if self._window is not None and self._size > self._window:
            self._write_window()

    def prepare(self, first: Repair) -> None:
        """Change the whole text before any repair sees it; of a part that is kept as a whole."""
        self._pieces = [first("".join(self._pieces))]

    def finish(self, last: Repair) -> None:
        """Change the whole text after every repair has seen it; of a part that is kept as a whole."""
        self._steps = (*self._steps, last)

    def _write_window(self) -> None:
        text = "".join(self._pieces)
        cut = max(text.rfind("<w:p "), text.rfind("<w:p>"))
        if cut > 0:
            self._pack(text[:cut])
        self._pieces = [text[max(cut, 0) :]]
        self._size = len(self._pieces[0])
        self._window = max(_WINDOW, 2 * self._size)

    def _pack(self, text: str) -> None:
        for repair in self._steps:
            text = repair(text)
        self._packer.add(text.encode())

    def member(self) -> Member:
        """Return the part, compressed."""
        self._pack("".join(self._pieces))
        return self._packer.member()
