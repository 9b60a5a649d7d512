"""Seeds for reading documents back: names of cells, tables and passages are the keys of what they print.

One rule: the key with its dots as underscores, `[]` left out (`research.needs[].text` is research_needs_text); of one
document's own control block `documents_CODE_key`; a second place of the same key has `_2` behind it.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.app.templates import process_schema
from generator.intake.resources import read_process, template_paths
from generator.office.schema import Field

SCHEMA = process_schema(read_process())
# Figures, tables and places that are nobody's key: they bear the key of what they are about, and a word more.
OF_SHEETS = {
    "archive_completeness": "the check of the register",
    "assets_opinions": "the second sheet of assets",
    "budget_adjustment_total": "the sum of approved adjustments",
    "budget_execution": "the final accounts",
    "budget_variance_rate_max": "from where a variance is called large",
    "Material": "where the page of a material begins, for the index",
    "monitoring_board": "the dashboard",
    "monitoring_curve": "one indicator over time",
    "schedule_first_days_before": "days from the first publication to the campaign",
}
TEMPLATES = sorted(template_paths().values())


def names_in(path: Path) -> Iterator[str]:
    """Yield the names that a template gives to cells, tables and passages; Office's own begin with _."""
    with zipfile.ZipFile(path) as archive:
        for part in archive.namelist():
            text = archive.read(part).decode("utf-8", "ignore") if part.endswith(".xml") else ""
            if part == "xl/workbook.xml":
                yield from re.findall(r'<definedName name="([^"_][^"]*)"', text)
            elif part.startswith("xl/tables/"):
                yield from re.findall(r'<table [^>]*\bdisplayName="([^"]*)"', text)
            elif part.startswith("word/"):
                yield from re.findall(r'<w:bookmarkStart\b[^>]*\bw:name="([^"_][^"]*)"', text)


def leads_somewhere(name: str, field: Field = SCHEMA) -> bool:
    """Tell whether a name is the key of a value, as the rule writes it."""
    for key, inner in field.fields.items():
        if name == key:
            return True
        below = inner.element if inner.kind in ("list", "map") else inner
        if name.startswith(f"{key}_") and leads_somewhere(name[len(key) + 1 :], below):
            return True
    return False


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem[:2])
def test_names_are_keys(path: Path) -> None:
    names = [re.sub(r"_\d$", "", name) for name in names_in(path)]
    assert [name for name in names if name not in OF_SHEETS and not leads_somewhere(name)] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem[:2])
def test_every_template_has_seeds(path: Path) -> None:
    assert len(set(names_in(path))) >= 3


def test_the_rule_tells_keys_from_other_words() -> None:
    assert leads_somewhere("research_needs_text")
    assert leads_somewhere("documents_DY_approved_by")
    assert not leads_somewhere("research_needs_words")
    assert not leads_somewhere("other")
