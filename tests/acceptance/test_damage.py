"""Whatever happens to a campaign file, the user is told: never a traceback, never a hang, never a figure that lies.

Damages are drawn from a printed seed and done to the example campaign, one at a time, in this process.
"""

from __future__ import annotations

import json
import random
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.command import EXAMPLE, run

SEED = 20261127
LONGEST = 2.0
ORIGINAL = EXAMPLE.read_bytes()
ODD_BYTES = (
    b"\x00", b"\xff\xfe", b"\t", b"\r\n", b"{", b"]", b"'", b'"', b"&a ", b"*a", b"!!x ", b"%", b": ", b"- ",
    "：".encode(), "\u2028".encode(), "😀".encode(), b"#", b"---\n", b"<<: ",
)  # fmt: skip
ODD_VALUES = (
    "", "null", "[]", "{}", "是", "-1", "1e400", "9" * 400, "2026-02-30", "24:61", "[[[[]]]]", "*x", "~", "3.1.4",
    "１２", "0x1F", ".inf", "👍", "a" * 5000,
)  # fmt: skip
Damage = Callable[[random.Random, bytes], bytes]


def flip(draw: random.Random, data: bytes) -> bytes:
    n = draw.randrange(len(data))
    return data[:n] + bytes([draw.randrange(256)]) + data[n + 1 :]


def cut(draw: random.Random, data: bytes) -> bytes:
    n = draw.randrange(len(data))
    return data[:n] + data[n + draw.randrange(1, 200) :]


def truncate(draw: random.Random, data: bytes) -> bytes:
    return data[: draw.randrange(len(data))]


def insert(draw: random.Random, data: bytes) -> bytes:
    n = draw.randrange(len(data))
    odd = draw.choice(ODD_BYTES)
    return data[:n] + odd + data[n:]


def lines(change: Callable[[random.Random, list[bytes]], None]) -> Damage:
    def damage(draw: random.Random, data: bytes) -> bytes:
        parts = data.splitlines(keepends=True)
        change(draw, parts)
        return b"".join(parts)

    return damage


def drop_line(draw: random.Random, parts: list[bytes]) -> None:
    del parts[draw.randrange(len(parts))]


def repeat_line(draw: random.Random, parts: list[bytes]) -> None:
    n = draw.randrange(len(parts))
    parts.insert(n, parts[n])


def swap_lines(draw: random.Random, parts: list[bytes]) -> None:
    a, b = draw.randrange(len(parts)), draw.randrange(len(parts))
    parts[a], parts[b] = parts[b], parts[a]


def indent(draw: random.Random, parts: list[bytes]) -> None:
    n = draw.randrange(len(parts))
    parts[n] = draw.choice([b" ", b"  ", b"\t", "\u3000".encode()]) + parts[n]


def repeat_block(draw: random.Random, parts: list[bytes]) -> None:
    n = draw.randrange(len(parts))
    parts[n:n] = parts[n : n + draw.randrange(2, 30)]


def replace_value(draw: random.Random, parts: list[bytes]) -> None:
    n = draw.randrange(len(parts))
    odd = draw.choice(ODD_VALUES)
    parts[n] = re.sub(rb"(:\s+).*", lambda found: found[1] + odd.encode(), parts[n], count=1)


DAMAGES: dict[str, Damage] = {
    "flip": flip,
    "cut": cut,
    "truncate": truncate,
    "insert": insert,
    "drop a line": lines(drop_line),
    "repeat a line": lines(repeat_line),
    "swap lines": lines(swap_lines),
    "indent": lines(indent),
    "repeat a block": lines(repeat_block),
    "replace a value": lines(replace_value),
}


@pytest.mark.parametrize(
    "count", [200, pytest.param(5000, marks=pytest.mark.large)], ids=lambda n: f"{n} damages"
)
def test_a_damaged_file_is_told_and_never_breaks_the_program(count: int, tmp_path: Path) -> None:
    draw, path = random.Random(SEED), tmp_path / EXAMPLE.name  # noqa: S311 - damages, not secrets
    codes: set[int] = set()
    for number in range(count):
        name = draw.choice(sorted(DAMAGES))
        path.write_bytes(DAMAGES[name](draw, ORIGINAL))
        began = time.process_time()
        done = run("check", path, "--as-of", "2026-09-10", "--format", "json")
        took = time.process_time() - began
        told = f"damage {number} ({name}) of seed {SEED}"
        assert done.code in (0, 1), (told, done)
        assert took < LONGEST, told
        found = json.loads(done.out)
        assert done.code == 0 or found, told
        for diagnostic in found:
            assert diagnostic["message"], told
            assert diagnostic["remedy"], told
            assert diagnostic["line"] or diagnostic["code"] in ("C-F01", "C-F12"), (told, diagnostic)
        codes.add(done.code)
    assert codes == {0, 1}


FIGURES = re.compile(rb"(?<=unit_price: )\d+|(?<=total_approved: )\d+|(?<=qty: )\d+(?=, unit: )")


@pytest.mark.parametrize(
    "count", [40, pytest.param(500, marks=pytest.mark.large)], ids=lambda n: f"{n} digits"
)
def test_a_changed_figure_that_another_field_contradicts_is_never_silent(count: int, tmp_path: Path) -> None:
    """Every figure of the budget takes part in the approved total: none can change without being told."""
    draw, path = random.Random(SEED), tmp_path / EXAMPLE.name  # noqa: S311 - damages, not secrets
    budget = slice(ORIGINAL.index(b"\nbudget:"), ORIGINAL.index(b"\napproval:"))
    places = list(FIGURES.finditer(ORIGINAL, budget.start, budget.stop))
    assert len(places) > 20
    for _ in range(count):
        place = draw.choice(places)
        changed = str(int(place[0]) + draw.choice([1, 10, 100, -1])).encode()
        path.write_bytes(ORIGINAL[: place.start()] + changed + ORIGINAL[place.end() :])
        done = run("check", path, "--as-of", "2026-09-10", "--stage", "执行版", "--format", "short")
        assert done.code == 1, (place, changed, done.out)
        assert "C-B0" in done.out
