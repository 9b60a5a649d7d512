"""The form asks for every field of a campaign file, once, and by names that cannot be mixed up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from generator.campaign import Campaign, Entity, fields_of
from generator.form.layout import Block, Keys, form_sheets
from generator.form.region import plain_label
from generator.office.form_words import GUIDE, ITEM, LISTS, VALUE

BLOCKS = [block for sheet in form_sheets() for block in sheet.blocks]
LONGEST_NAME, FORBIDDEN = 31, set("[]:*?/\\'")


def fields(model: type[Entity], path: Keys = ()) -> Iterator[Keys]:
    """Yield every field that holds a value, or a list or map of values."""
    for name, shape in fields_of(model).items():
        inner = shape.element if shape.form in ("list", "map") and shape.element else shape
        if inner.model is not None:
            yield from fields(inner.model, (*path, name))
        else:
            yield (*path, name)


def asked(block: Block) -> Iterator[Keys]:
    for field in (*block.fields, *([block.spread] if block.spread else [])):
        yield (*block.path, *field.steps)


def test_every_field_is_asked_for_once() -> None:
    found = Counter(path for block in BLOCKS for path in asked(block))
    assert set(found) == set(fields(Campaign))
    assert {path for path, count in found.items() if count > 1} == set()


def test_every_list_and_map_of_groups_has_its_keys() -> None:
    assert [block.title for block in BLOCKS if block.parent and block.owner is None] == []
    assert {block.path for block in BLOCKS if block.key} == {
        ("budget", "category_caps"), ("monitoring", "thresholds"), ("archive", "start_item_no"), ("documents",),
    }  # fmt: skip


def test_titles_and_labels_cannot_be_mixed_up() -> None:
    titles = Counter(plain_label(block.title) for block in BLOCKS)
    assert [title for title, count in titles.items() if count > 1] == []
    for block in BLOCKS:
        labels = Counter(plain_label(field.label) for field in block.columns)
        assert [label for label, count in labels.items() if count > 1] == [], block.title
        assert not ({ITEM, VALUE} & set(labels)), block.title
        assert block.form == "table" or GUIDE not in labels, block.title


def test_excel_takes_the_names_of_the_sheets() -> None:
    names = [sheet.subject.name for sheet in form_sheets()]
    assert len(set(names)) == len(names)
    assert LISTS not in names
    assert all(len(name) <= LONGEST_NAME and not FORBIDDEN & set(name) for name in names)
