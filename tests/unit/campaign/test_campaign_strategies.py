"""The strategy for campaign files: what it draws is a campaign, and no field of the model is left out."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import pytest
from hypothesis import Phase, given, settings

from generator.campaign import Campaign, is_waiting
from generator.intake.resources import read_process
from generator.rules.finding import Check
from generator.rules.identity import document_codes_are_known, ids_are_unique, references_resolve
from generator.standard.stage import Stage
from tests.campaign_strategies import all_slots, campaign_data

PROCESS = read_process()
MAPS = frozenset(path for path, slot in all_slots().items() if slot.shape.form == "map")


def places(data: object, path: str = "") -> Iterator[str]:
    """Yield the paths of what is written, with neither the numbers of entries nor the keys of maps."""
    if isinstance(data, list):
        for entry in data:
            yield from places(entry, path)
    elif isinstance(data, dict):
        for key, value in data.items():
            here = f"{path}.{key}".lstrip(".")
            yield here
            yield from places(list(value.values()) if here in MAPS else value, here)


def says_something(data: object) -> bool:
    """Tell whether data are texts, each group and list of which says something."""
    if isinstance(data, str):
        controls = [sign for sign in data if unicodedata.category(sign) == "Cc" and sign != "\n"]
        return data != "" and data == data.strip() and not controls
    inside = list(data.values()) if isinstance(data, dict) else data
    assert isinstance(inside, list), inside
    return any(not is_waiting(each) for each in inside) and all(map(says_something, inside))


@settings(max_examples=100)
@given(campaign_data())
def test_what_is_drawn_is_a_campaign_whose_references_find_their_entries(data: dict[str, object]) -> None:
    check = Check(Campaign.model_validate(data), Stage.PLANNING, PROCESS)
    for rule in (ids_are_unique, references_resolve, document_codes_are_known):
        assert list(rule(check)) == []


@settings(max_examples=50)
@given(campaign_data())
def test_what_is_drawn_are_texts_that_say_something(data: dict[str, object]) -> None:
    assert says_something(data)


@pytest.mark.parametrize("part", list(Campaign.model_fields))
def test_every_field_is_drawn(part: str) -> None:
    missing = {path for path in all_slots() if f"{path}.".startswith(f"{part}.")}

    @settings(max_examples=12, derandomize=True, database=None, phases=[Phase.generate])
    @given(campaign_data(focus=part))
    def look(data: dict[str, object]) -> None:
        missing.difference_update(places(data))

    look()
    assert missing == set()
