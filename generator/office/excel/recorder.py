"""What a rendering of a sheet's Jinja source leaves behind: rows in order, with the values put into them.

The source prints nothing; it calls the recorder. Rows and columns know the iterations they were made in, so
that the maps can be built from them. A repeated sheet leaves one record for each of its copies.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from markupsafe import Markup
from msgspec import Struct, field

from generator.office.blank import Blank
from generator.office.excel.moving.layout import Layout
from generator.office.excel.moving.rowmap import Line
from generator.office.filters import name_kind
from generator.office.guards import text_of
from generator.office.pictures import BrokenPicture, Picture, PictureSource, no_pictures
from generator.office.running import count_made, note
from generator.office.unknown import Unknown

# Pieces of text, each with the number of the run whose formatting it has.
Written = list[tuple[int, str]]
_PIECE = 16  # a piece of text takes room beside its characters


class Drawn(Struct):
    """A text of a drawing as it was printed, and the picture that it begins with, if there is one."""

    picture: Picture | None = None
    text: Written = field(default_factory=list)


class RenderedRow(Struct):
    """One output row: its origin, the values of its typed cells and the text runs of its mixed cells.

    Both go by the number of the output column; `drawn` goes by the number of the text and that of the column.
    """

    origin: Line
    values: dict[int, object] = field(default_factory=dict)
    texts: dict[int, Written] = field(default_factory=dict)
    drawn: dict[tuple[int, int], Drawn] = field(default_factory=dict)

    def shown(self) -> dict[int, str]:
        """Return what was put into the row as text, by column."""
        texts = {column: "".join(text for _, text in runs) for column, runs in self.texts.items()}
        return texts | {column: str(value) for column, value in self.values.items()}


class Record(Struct):
    """What a rendering left of one sheet; `columns` are the copies up to the last control column."""

    name: Written = field(default_factory=list)
    columns: list[Line] = field(default_factory=list)
    rows: list[RenderedRow] = field(default_factory=list)
    headers: dict[int, Written] = field(default_factory=dict)
    drawn: dict[tuple[int, int], Drawn] = field(default_factory=dict)


class Recorder:
    """Takes one rendering down. `literals` is the text between tags, which the source names by number."""

    def __init__(
        self,
        literals: Sequence[str],
        columns: Layout,
        *,
        repeated: bool,
        pictures: PictureSource = no_pictures,
    ) -> None:
        """Begin; a sheet that is `repeated` (or dropped) has no record before its tag says so.

        `pictures` opens the pictures that values name.
        """
        self.records: list[Record] = [] if repeated else [Record()]
        self._literals = literals
        self._layout = columns
        self._paths: tuple[list[int], list[int]] = [], []
        self._iterations = 0
        self._open: Written = []
        self._drawn = Drawn()
        self._pictures = pictures
        self._column = 0
        self._fixed: dict[int, int] = {}

    @property
    def calls(self) -> dict[str, Callable[..., str]]:
        """The functions of the source, by their names in it."""
        return {
            "__sheet": self._begin_sheet,
            "__name": self._begin_name,
            "__row": self._begin_row,
            "__column": self._begin_column,
            "__columns_end": self._end_columns,
            "__value": self._put_at if self._layout.depth else self._put,
            "__text": self._begin_text,
            "__header": self._begin_header,
            "__drawn": self._begin_drawn,
            "__picture": self._put_picture,
            "__literal": self._write_literal,
            "__print": self._write_value,
            "__code": self._write_code,
            "__next": lambda depth: self._next_iteration(self._paths[0], depth),
            "__done": lambda depth: self._leave_loop(self._paths[0], depth),
            "__next_column": lambda depth: self._next_iteration(self._paths[1], depth),
            "__done_column": lambda depth: self._leave_loop(self._paths[1], depth),
        }

    def _begin_sheet(self) -> str:
        self.records.append(Record())
        self._fixed = {}
        return ""

    def _begin_name(self) -> str:
        self._open = self.records[-1].name
        return ""

    def _begin_row(self, number: int) -> str:
        self._check_columns()
        self.records[-1].rows.append(RenderedRow(Line(number, tuple(self._paths[0]))))
        return ""

    def _begin_column(self, number: int) -> str:
        """Begin a column: a copy of its own before the rows, within a row the copy that was made then."""
        columns = self.records[-1].columns
        if not self._fixed:
            columns.append(Line(number, tuple(self._paths[1])))
        elif self._column < len(columns) and columns[self._column].template == number:
            self._column += 1
        else:
            note("T-129")
        return ""

    def _end_columns(self) -> str:
        columns = self.records[-1].columns
        self._fixed = {line.template: number for number, line in enumerate(columns, start=1)}
        self._fixed[0] = len(columns) - self._layout.depth
        return ""

    def _check_columns(self) -> None:
        """Report a row that ran through fewer columns than there are."""
        if 0 < self._column < len(self.records[-1].columns):
            note("T-129")
        self._column = 0

    def _at(self, column: int) -> int:
        """Return the output column of a cell: in repeated columns it is the one that the row is at."""
        if column > self._layout.depth:
            return column + self._fixed.get(0, 0)
        return self._column or self._fixed.get(column, column)

    def _put(self, column: int, value: object) -> str:
        """Take the value of a cell as it is."""
        if isinstance(value, Unknown):
            value.note()
            value = None
        self.records[-1].rows[-1].values[column] = value.unescape() if isinstance(value, Markup) else value
        return ""

    def _put_at(self, column: int, value: object) -> str:
        return self._put(self._at(column), value)

    def _begin_text(self, column: int) -> str:
        self._open = self.records[-1].rows[-1].texts[self._at(column)] = []
        return ""

    def _begin_header(self, number: int) -> str:
        self._open = self.records[-1].headers[number] = []
        return ""

    def _begin_drawn(self, number: int, column: int) -> str:
        """Begin a text of a drawing that begins in `column` of this row, or (0) in no cell at all."""
        self._drawn = Drawn()
        self._open = self._drawn.text
        holder = self.records[-1].rows[-1] if column else self.records[-1]
        holder.drawn[number, self._at(column) if column else 0] = self._drawn
        return ""

    def _put_picture(self, value: object) -> str:
        """Take the picture that a value names; an unknown one leaves an empty frame."""
        match value:
            case Unknown():
                value.note()
            case None | Blank() | "":
                pass
            case Picture():
                self._drawn.picture = value
            case str():
                self._drawn.picture = self._opened(value.unescape() if isinstance(value, Markup) else value)
            case _:
                note("T-211", value=name_kind(value))
        return ""

    def _opened(self, path: str) -> Picture | None:
        try:
            return self._pictures(path)
        except BrokenPicture as broken:
            note("T-240", path=path, reason=broken.reason, remedy=broken.remedy)
            return None

    def _write_literal(self, number: int, run: int) -> str:
        return self._write(run, self._literals[number])

    def _write_value(self, run: int, value: object) -> str:
        return self._write(run, text_of(value))

    def _write(self, run: int, text: str) -> str:
        count_made(len(text) + _PIECE)
        self._open.append((run, text))
        return ""

    def _write_code(self, apart: bool, value: object) -> str:
        """Write a value into a header: `&` begins a code there, and a digit would lengthen a font size."""
        text = text_of(value).replace("&", "&&")
        self._open.append((0, f" {text}" if apart and text[:1].isdigit() else text))
        return ""

    def _next_iteration(self, path: list[int], depth: int) -> str:
        """Begin the next iteration of a loop that lies within `depth` others."""
        self._iterations += 1
        path[depth:] = [self._iterations]
        return ""

    def _leave_loop(self, path: list[int], depth: int) -> str:
        del path[depth:]
        return ""
