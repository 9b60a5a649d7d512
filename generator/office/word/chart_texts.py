"""The texts drawn in a chart (its title, those of its axes, text labels) that may hold tags."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.office.word.attributes import has_braces
from generator.office.xml import Element

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_RICH = "{http://schemas.openxmlformats.org/drawingml/2006/chart}rich"


def tagged_texts(chart: Element) -> dict[int, str]:
    """Return the paragraphs of a chart (`c:chartSpace`) that hold tags, by their numbers from 0."""
    texts = {number: _text(paragraph) for number, paragraph in enumerate(_paragraphs(chart))}
    return {number: text for number, text in texts.items() if has_braces(text)}


def put_texts(chart: Element, texts: Mapping[int, str]) -> None:
    """Write texts into paragraphs of a chart; each takes the looks of its first run."""
    for number, paragraph in enumerate(_paragraphs(chart)):
        runs = list(paragraph.iter(f"{_A}t"))
        if number in texts and runs:
            runs[0].text = texts[number]
            for other in runs[1:]:
                other.text = ""


def _paragraphs(chart: Element) -> Iterator[Element]:
    for rich in chart.iter(_RICH):
        yield from rich.iter(f"{_A}p")


def _text(paragraph: Element) -> str:
    return "".join(run.text or "" for run in paragraph.iter(f"{_A}t"))
