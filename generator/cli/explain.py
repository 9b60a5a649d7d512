"""`campaign-pack explain`: what a code or a field means."""

from __future__ import annotations

from collections.abc import Iterator

import click

from generator.app.explain import CodeText, FieldText, explain

_LISTED = 6


def run(word: str) -> int:
    """Print every meaning of a word."""
    found = explain(word)
    for number, each in enumerate(found[:_LISTED]):
        if number:
            click.echo()
        for line in _code(each) if isinstance(each, CodeText) else _field(each):
            click.echo(line)
    if len(found) > _LISTED:
        rest = "、".join(each.path for each in found[_LISTED:] if isinstance(each, FieldText))
        click.echo(f"\n另有同名的:{rest}")
    return 0


def _code(text: CodeText) -> Iterator[str]:
    yield f"{text.code}  {text.meaning}"
    if text.said:
        yield f"例如: {text.said}"
    if text.line:
        yield f"    {text.line}"
    if text.remedy:
        yield f"改法: {text.remedy}"


def _field(text: FieldText) -> Iterator[str]:
    yield f"{text.path}  {text.place}"
    if text.description:
        yield f"    {text.description}"
    yield f"    写法: {text.kind}"
    if text.required:
        yield f"    何时要写: {';'.join(text.required)}"
    if text.example:
        yield f"    例如: {text.example}"
