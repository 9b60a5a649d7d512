"""What may happen to the bytes of an .xlsx file: on a disk, in a mail, or in the hands of another program."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping

from generator.office.package import Package, read_package, write_package

Damage = Callable[[random.Random, bytes], bytes]
_ELEMENT = re.compile(rb"<(?:c|row|mergeCell|si|sheet|xf|Override|Relationship|comment)\b[^>]*?(?:/>|>)")
_VALUE = re.compile(rb'(?<=\w=")[^"]*(?=")')
_TEXT = re.compile(rb"(?<=<v>)[^<]*(?=</v>)")
ODD = (
    b"", b"-1", b"0", b"99999999999", b"1e999", b"XFD1048576", b"A1:XFD1048576", b"NaN", b"\xff", b"&#0;", b"<", b"d",
    b"inlineStr", "名".encode(), b"rId1", b"a" * 5000,
)  # fmt: skip


def flip(draw: random.Random, data: bytes) -> bytes:
    n = draw.randrange(len(data))
    return data[:n] + bytes([draw.randrange(256)]) + data[n + 1 :]


def cut(draw: random.Random, data: bytes) -> bytes:
    n = draw.randrange(len(data))
    return data[:n] + data[n + draw.randrange(1, 200) :]


def truncate(draw: random.Random, data: bytes) -> bytes:
    return data[: draw.randrange(len(data))]


def flip_directory(draw: random.Random, data: bytes) -> bytes:
    """Change a byte of the list of members at the end."""
    start = data.index(b"PK\x01\x02")
    return data[:start] + flip(draw, data[start:])


def drop_member(draw: random.Random, data: bytes) -> bytes:
    return _changed(data, lambda package: {_member(draw, package): None})


def empty_member(draw: random.Random, data: bytes) -> bytes:
    return _changed(data, lambda package: {_member(draw, package): b""})


def swap_members(draw: random.Random, data: bytes) -> bytes:
    def change(package: Package) -> Mapping[str, bytes]:
        one, other = draw.sample(sorted(package.members), 2)
        return {one: package.read(other), other: package.read(one)}

    return _changed(data, change)


def drop_element(draw: random.Random, data: bytes) -> bytes:
    return _within(draw, data, _ELEMENT, lambda _: b"")


def repeat_element(draw: random.Random, data: bytes) -> bytes:
    return _within(draw, data, _ELEMENT, lambda found: found * 2)


def change_attribute(draw: random.Random, data: bytes) -> bytes:
    return _within(draw, data, _VALUE, lambda _: draw.choice(ODD))


def change_value(draw: random.Random, data: bytes) -> bytes:
    return _within(draw, data, _TEXT, lambda _: draw.choice(ODD))


def damage_text(draw: random.Random, data: bytes) -> bytes:
    """Flip or cut bytes of a member, and pack it again as if it were sound."""

    def change(package: Package) -> Mapping[str, bytes]:
        name = _member(draw, package)
        return {name: draw.choice((flip, cut, truncate))(draw, package.read(name))}

    return _changed(data, change)


def _changed(data: bytes, change: Callable[[Package], Mapping[str, bytes | None]]) -> bytes:
    package = read_package(data, "")
    return write_package(package, change(package))


def _member(draw: random.Random, package: Package) -> str:
    return draw.choice([name for name, member in sorted(package.members.items()) if member.size])


def _within(
    draw: random.Random, data: bytes, pattern: re.Pattern[bytes], change: Callable[[bytes], bytes]
) -> bytes:
    package = read_package(data, "")
    found: list[re.Match[bytes]] = []
    while not found:
        name = _member(draw, package)
        text = package.read(name)
        found = list(pattern.finditer(text))
    place = draw.choice(found)
    return write_package(package, {name: text[: place.start()] + change(place[0]) + text[place.end() :]})


BYTE_DAMAGES: tuple[Damage, ...] = (
    flip, cut, truncate, flip_directory, drop_member, empty_member, swap_members, drop_element, repeat_element,
    change_attribute, change_attribute, change_value, damage_text,
)  # fmt: skip
