"""The content of a Word or Excel file as plain values that can be compared."""

from __future__ import annotations

import hashlib

from msgspec import Struct

from generator.office.package import Package, read_package


class Line(Struct, frozen=True):
    """A paragraph (one cell), a row of a table in Word, or a row of a sheet.

    `place` says where it stands (正文第 12 段, 表 2 第 3 行, 第 9 行), `heads` what its cells are called, where the
    file says so. `names` are the columns of a sheet. None of these take part when contents are compared.
    """

    cells: tuple[str, ...]
    place: str = ""
    heads: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


class Section(Struct, frozen=True):
    """The lines of one sheet, or of the body, the headers, the notes; `more` are things that have no line."""

    title: str
    lines: tuple[Line, ...]
    more: tuple[str, ...] = ()


class Content(Struct, frozen=True):
    """What a file says. `pictures` are digests; `remarks` are comments and tracked changes, as sentences."""

    sections: tuple[Section, ...]
    pictures: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def essence(self) -> object:
        """Return what is equal in two files that are one document."""
        sections = tuple(
            (each.title, tuple(line.cells for line in each.lines), each.more) for each in self.sections
        )
        return sections, self.pictures, self.remarks


def read_content(data: bytes, file: str) -> Content:
    """Return what a file says; `file` is its name, for messages. Raises InvalidTemplate where it is no Office file."""
    package = read_package(data, file)
    if "word/document.xml" in package:
        from generator.office.comparison.word import read_word

        return read_word(package)
    from generator.office.comparison.excel import read_excel

    return read_excel(package, data)


def digests(package: Package, folder: str) -> tuple[str, ...]:
    """Return the digests of the pictures in a folder of a package, whatever they are called."""
    members = (name for name in package.members if name.startswith(folder))
    return tuple(sorted(hashlib.sha256(package.read(name)).hexdigest() for name in members))
