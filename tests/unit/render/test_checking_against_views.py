"""What the check says of a name and a filter is what happens when the template is filled with real views."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pytest

from generator.diagnostics import Place
from generator.office.blank import Blank
from generator.office.checking import check_names
from generator.office.language import Language
from generator.office.programs import compile_program
from generator.office.scans import TagScan
from generator.office.schema import Kind, named_fields
from generator.office.syntax import Grammar
from generator.office.tags import PlacedTag, Tag, find_tags
from tests.unit.render.test_schema import CAMPAIGNS, SCHEMA, view

LANGUAGE = Language()
FILTERS = (
    *("", "|money", "|number", "|wan", "|percent", "|rmb", "|date", "|date_cn", "|time", "|weekday_cn"),
    *("|mask_phone", "|join_cn", "|join_cn('name')", "|upper", "|length", "|first", "|sum", "|abs", "|round"),
    *(
        "|list|length",
        "|sort|length",
        "|map(attribute='id')|join_cn",
        "|groupby('id')|length",
        "|reverse|list|length",
    ),
    *("|default('')", "|trim", "|string", "|max", "|replace('a', 'b')", "|batch(2)|list|length"),
)
VALUES = {name: view(CAMPAIGNS[name]()) for name in ("example", "closed")}
FIELDS = dict(named_fields(SCHEMA))
NAMES = [name for name, field in FIELDS.items() if not name.startswith("documents.") and field.kind != "map"]
# What may happen to fill something in and is told all the same: the keys of a record, a list of one, nothing at all.
LUCKY: dict[Kind, tuple[str, ...]] = {
    "record": ("|first", "|sort", "|reverse", "|max", "|batch", "|groupby"),
    "chart": ("|first", "|sort", "|reverse", "|max", "|batch", "|groupby"),
    "list": ("|sort", "|max", "|groupby"),
    "number": ("|mask_phone", "|map", "|groupby"),
    "yes_no": ("|mask_phone", "|map", "|groupby", "|abs", "|round"),
}


def source_of(name: str) -> str:
    """Return a template that uses a name with every filter, in the loops it needs; each tag on its own line."""
    *lists, last = name.split("[]")
    opening, path = "", ""
    for number, step in enumerate(lists):
        opening += f"{{% for x{number} in {path}{step} %}}"
        path = f"x{number}"
    tags = "".join(f"{{{{ {path}{last}{each} }}}}" for each in FILTERS)
    return opening + tags + "{% endfor %}" * len(lists)


def verdicts(name: str) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """Return what is said of each tag without data, and what is when it is filled."""
    text = source_of(name)
    tags = [tag for tag in find_tags(text) if isinstance(tag, Tag)]
    placed = [PlacedTag(tag, Place(spot=tag.text)) for tag in tags]
    said: dict[str, set[str]] = {}
    for problem in check_names(TagScan(tuple(placed)), SCHEMA, Grammar(LANGUAGE)).diagnostics:
        said.setdefault(problem.place.spot, set()).add(problem.code)
    program = compile_program(LANGUAGE, "".join(tag.source for tag in tags), placed, lambda _: "string")
    happened: dict[str, set[str]] = {}
    for values in VALUES.values():
        for problem in program.run(values).problems:
            happened.setdefault(problem.place.spot, set()).add(problem.code)
    return said, happened


def values_of(value: object, steps: Sequence[str]) -> Iterator[object]:
    """Yield the known values to which a name leads."""
    if isinstance(value, Blank):
        return
    if not steps:
        yield value
    elif isinstance(value, Mapping):
        inner = value[steps[0].removesuffix("[]")]
        for each in inner if steps[0].endswith("[]") and isinstance(inner, list) else [inner]:
            yield from values_of(each, steps[1:])


@pytest.mark.parametrize("name", NAMES[::20])
def test_a_check_tells_what_fails_in_a_real_view_and_nothing_else(name: str) -> None:
    assert differences(name) == ([], [])


@pytest.mark.large
@pytest.mark.parametrize("name", NAMES)
def test_a_check_tells_what_fails_of_every_name(name: str) -> None:
    assert differences(name) == ([], [])


def differences(name: str) -> tuple[list[str], list[str]]:
    """Return the tags that fail and were not told, and those that were told and do not fail."""
    said, happened = verdicts(name)
    missed = [tag for tag in happened if tag not in said]
    kind = FIELDS[name].kind
    known = [value for each in VALUES.values() for value in values_of(each, name.split("."))]
    if kind == "text" or not any(value not in ([], {}) for value in known):
        return missed, []  # some texts are numbers or days, and of what nobody knows nothing can fail
    lucky = LUCKY.get(kind, ())
    return missed, [tag for tag in said if tag not in happened and not any(each in tag for each in lucky)]
