"""Whatever happens to a form, the user is told: never a traceback, never a hang, never another campaign in silence.

Damages are drawn from a printed seed and done to two examples, one at a time: to their cells, and to the bytes of one.
"""

from __future__ import annotations

import json
import random
import time
from functools import partial
from pathlib import Path

import pytest

from tests.form.byte_damages import BYTE_DAMAGES
from tests.form.damages import DAMAGES, Draw
from tests.form.oracle import Places, judge
from tests.support.command import run
from tests.support.forms import Form

SEED = 20261128
LONGEST, LONGEST_OF_BYTES = 2.0, 5.0
OF_THE_FILE = ("C-F03", "C-F05")
"""Codes that may have no cell: no form at all, a part that is not there."""
large = partial(pytest.param, marks=pytest.mark.large)


@pytest.mark.parametrize("count", [85, large(1700)], ids=lambda n: f"{n} damages")
def test_a_damaged_form_is_told_or_says_what_it_shows(count: int, planned: Form, closed: Form) -> None:
    draw, places = random.Random(SEED), [Places(form) for form in (planned, closed)]  # noqa: S311 - no secrets
    for number in range(count):
        of, damage = draw.choice(places), draw.choice(DAMAGES)
        told = f"damage {number} ({damage.__name__} of {of.form.path.stem}) of seed {SEED}"
        book = of.form.workbook()
        effect = damage(Draw(draw, book, of))
        began = time.process_time()
        wrong = judge(of.form, book, effect)
        assert time.process_time() - began < LONGEST, told
        assert not wrong, (told, wrong)


@pytest.mark.parametrize("count", [20, large(400)], ids=lambda n: f"{n} damages")
def test_a_damaged_file_is_told_and_never_breaks_the_program(
    count: int, planned: Form, tmp_path: Path
) -> None:
    draw, path = random.Random(SEED), tmp_path / planned.path.name  # noqa: S311 - damages, not secrets
    original, codes = planned.path.read_bytes(), set[int]()
    for number in range(count):
        damage = draw.choice(BYTE_DAMAGES)
        told = f"damage {number} ({damage.__name__}) of seed {SEED}"
        path.write_bytes(damage(draw, original))
        began = time.process_time()
        done = run("check", path, "--as-of", "2026-09-10", "--format", "json")
        assert time.process_time() - began < LONGEST_OF_BYTES, told
        assert done.code in (0, 1), (told, done)
        found = json.loads(done.out)
        assert done.code == 0 or found, told
        for each in found:
            assert each["message"], (told, each)
            assert each["remedy"], (told, each)
            assert each["spot"] or each["code"] in OF_THE_FILE or each["code"].startswith("T-"), (told, each)
        codes.add(done.code)
    assert codes == {0, 1}
