"""The deflate libraries on the parts that a pack deflates anew, level by level, in time and size (ADR 0018)."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from typing import Any

from generator.app.rendering import Target
from generator.intake.resources import template_paths
from generator.office import package
from generator.office.package import read_package
from generator.plan.version import FIRST
from tests.bench.pack import DAY, pack_of
from tests.bench.result import Remark, Said, Section
from tests.bench.timing import OURS, beside, here, in_turn

LEVELS = {
    "zlib": ("zlib", (1, 3, 6, 9)),
    "zlib-ng": ("zlib_ng.zlib_ng", (1, 2, 6, 9)),
    "ISA-L": ("isal.isal_zlib", (1, 2, 3)),
}
TEXT = """
The parts of the example's documents that are deflated anew, one after another on one core: the product's way (ISA-L
at level 2, or zlib at level 3 where there is no ISA-L) beside the libraries that are installed here. Parts that
filling leaves as they are keep their compressed bytes and are not among them.
"""
Squeeze = Callable[[bytes], bytes]


def run() -> Iterator[Said]:
    parts = parts_of_a_pack()
    ways = {OURS: partial(_squeezed, package.compressobj, package._LEVEL), **dict(_ways())}
    yield Remark(f"{len(parts)} parts of together {sum(map(len, parts)):,} bytes.")
    runs = {name: here(partial(_all, way, parts)) for name, way in ways.items()}
    yield from beside("the parts of a pack", in_turn(runs))
    sizes = (f"{name} {sum(map(len, _all(way, parts))):,}" for name, way in ways.items())
    yield Remark(f"Bytes: {'; '.join(sizes)}.")


def parts_of_a_pack() -> list[bytes]:
    """Return the contents of what is deflated in the example's documents and not as it was in their templates."""
    pack = pack_of()
    made = pack.renderer.make(pack.plan, Target(None, FIRST, DAY), lambda *_: None)
    templates = {file.code: template_paths()[file.deliverable.template] for file in pack.plan.files}
    return [
        part for each in made for part in _anew(each.content, templates[each.generated.code].read_bytes())
    ]


def _anew(document: bytes, template: bytes) -> Iterator[bytes]:
    before = {member.packed for member in read_package(template, "").members.values()}
    for member in read_package(document, "").members.values():
        if member.method == zipfile.ZIP_DEFLATED and member.packed not in before:
            yield member.content()


def _ways() -> Iterator[tuple[str, Squeeze]]:
    for name, (module, levels) in LEVELS.items():
        try:
            begin = import_module(module).compressobj
        except ImportError:
            continue
        yield from ((f"{name} {level}", partial(_squeezed, begin, level)) for level in levels)


def _squeezed(begin: Callable[..., Any], level: int, part: bytes) -> bytes:
    squeeze = begin(level, zlib.DEFLATED, -15)
    packed: bytes = squeeze.compress(part) + squeeze.flush()
    return packed


def _all(way: Squeeze, parts: list[bytes]) -> list[bytes]:
    return [way(part) for part in parts]


SECTION = Section("deflate", "Deflating", TEXT, run)
