"""The names that the template of a document may use, with examples from the campaign that the program ships."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct

from generator.app.templates import process_schema
from generator.derive.figures import derive_figures
from generator.derive.numbers import document_numbers
from generator.diagnostics import Diagnostic
from generator.errors import WrongUsage
from generator.intake.campaign import examine_campaign
from generator.intake.files import read_file
from generator.intake.resources import example_path, read_process, template_paths
from generator.office.filters import WrongKind, plain_text
from generator.office.scanning import check_template
from generator.office.schema import LABELS, Field, named_fields
from generator.plan.pack import plan_pack
from generator.plan.version import FIRST
from generator.render.views import PackView, campaign_view
from generator.standard.process import Deliverable, Process

COMMON = ("document", "company", "campaign", "doc")
"""The names that every document prints: its head and its control block."""

_LONGEST = 24
_SEVERAL = frozenset({"record", "list", "map", "chart"})


class FieldRow(Struct, frozen=True):
    """One name: its label, kind, what it is in Chinese (列表, 每项同 team[]), an example, and whether it is used."""

    name: str
    label: str
    kind: str
    type: str
    example: str
    used: bool


class FieldGroup(Struct, frozen=True):
    """A name at top level with everything behind it."""

    name: str
    label: str
    rows: tuple[FieldRow, ...]


class FieldList(Struct, frozen=True):
    """The names of one document's template; `others` are the groups left out, by name and label."""

    deliverable: Deliverable
    has_template: bool
    groups: tuple[FieldGroup, ...]
    others: tuple[tuple[str, str], ...]


def list_fields(code: str, *, everything: bool) -> FieldList:
    """Return the names for the template of a document, those that belong to it or all of them.

    To it belong the groups that its template uses, those the process requires of it, and the `COMMON` ones; of a
    document that has no template yet nobody can tell, so all are listed.
    Raises WrongUsage where there is no such code.
    """
    process = read_process()
    deliverable = _deliverable(code, process)
    schema = process_schema(process)
    path = template_paths().get(deliverable.template)
    names = check_template(read_file(path), path.name, schema).names if path else ()
    used = frozenset(name.removesuffix("[]") for name in names)
    belonging = {*COMMON, *map(_top, used), *map(_top, _required(deliverable))}
    shown = [top for top in schema.fields if everything or path is None or top in belonging]
    example = _example(deliverable, process)
    groups = tuple(
        FieldGroup(top, schema.fields[top].label, _rows(top, schema, used, example)) for top in shown
    )
    others = tuple((top, field.label) for top, field in schema.fields.items() if top not in shown)
    return FieldList(deliverable, path is not None, groups, others)


def _deliverable(code: str, process: Process) -> Deliverable:
    found = next((d for d in process.deliverables if d.code == code.upper()), None)
    if found is None:
        known = "、".join(f"{d.code} {d.name}" for d in process.deliverables)
        raise WrongUsage((Diagnostic("P-011", f"没有代码为「{code}」的文件", f"可用的代码:{known}"),))
    return found


def _top(name: str) -> str:
    return name.partition(".")[0].removesuffix("[]")


def _required(deliverable: Deliverable) -> Iterator[str]:
    return (each.path for stage in deliverable.required.values() for each in stage)


def _rows(
    top: str, schema: Field, used: frozenset[str], example: Mapping[str, object]
) -> tuple[FieldRow, ...]:
    """Return the rows of a group; under a reference stand the names that are used through it."""
    listed = dict(named_fields(Field("record", inside=lambda: {top: schema.fields[top]})))
    fields = {name: field for name, field in listed.items() if not name.endswith("[]")}
    through = [name for name in sorted(used - fields.keys()) if _top(name) == top]
    names: list[str] = []
    for name in fields:
        names += [name, *(each for each in through if _holder(each, fields) == name)]
    return tuple(
        _row(name, fields.get(name) or _lookup(name, schema), name in used, example) for name in names
    )


def _holder(name: str, fields: Mapping[str, Field]) -> str:
    """Return the longest of the listed names under which `name` stands."""
    return max((each for each in fields if name.startswith((f"{each}.", f"{each}[]."))), key=len, default="")


def _lookup(name: str, schema: Field) -> Field:
    field = schema
    for step in name.split("."):
        field = field.fields[step.removesuffix("[]")]
        field = field.element if step.endswith("[]") else field
    return field


def _row(name: str, field: Field, used: bool, example: Mapping[str, object]) -> FieldRow:
    single = field.element if field.kind == "list" else field
    shown = "" if single.kind in _SEVERAL else _example_text(example, name.split(".")) or single.example
    return FieldRow(name, field.label, field.kind, type_of(field), shown, used)


def type_of(field: Field) -> str:
    """Return in Chinese what a name stands for."""
    if field.kind == "record":
        return f"记录, 同 {field.same_as}" if field.same_as else LABELS["record"]
    if field.kind == "list" and field.element.same_as:
        return f"列表, 每项同 {field.element.same_as}"
    if field.kind == "list" and field.element.kind != "record":
        return f"列表({LABELS[field.element.kind]})"
    return LABELS[field.kind]


def _example(deliverable: Deliverable, process: Process) -> Mapping[str, object]:
    """Return what the template sees of the example campaign."""
    campaign = examine_campaign(example_path()).campaign
    figures = derive_figures(campaign, process, as_of=campaign.doc.date)
    templates = [d.template for d in process.deliverables]
    plan = plan_pack(campaign, process, document_numbers(campaign, process), templates)
    planned = next(file for file in plan.files if file.code == deliverable.code)
    versions = dict.fromkeys(figures.documents, FIRST)
    return PackView(campaign_view(campaign, figures), campaign, plan, figures).document(planned, versions)


def _example_text(value: object, steps: Sequence[str]) -> str:
    """Return the first value that is known on the way that the steps lead, cut short."""
    if isinstance(value, list):
        return next((text for each in value if (text := _example_text(each, steps))), "")
    if steps:
        inner = value.get(steps[0].removesuffix("[]")) if isinstance(value, Mapping) else None
        return "" if inner is None else _example_text(inner, steps[1:])
    return _shortened(value) if value or value in (0, False) else ""


def _shortened(value: object) -> str:
    if isinstance(value, Decimal):
        value = min(value, round(value, 4), key=lambda number: len(str(number)))
    try:
        text = " ".join(plain_text(value).split())
    except WrongKind:
        return ""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
