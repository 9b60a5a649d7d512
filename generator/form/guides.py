"""The explanations that a form shows, and how they are told from what people write in their place."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from generator.form.layout import Block, Field
from generator.form.region import GUIDE

SPREAD_GUIDE = "再加指标时照样加一列"
_REFERS = re.compile(r"填(?:写)?(?:\S{0,12} 里的)?(\S{2,3})编号(?:或名称)?")
_EXAMPLE = "例:"
_ALIKE = 0.7


def guide_of(asked: Field) -> str:
    """Return the explanation of a field in the words of the form: people are chosen, not numbered."""
    element, ref = asked.shape.element, (asked.shape.element or asked.shape).ref
    said = asked.description
    if ref is not None:
        said = _REFERS.sub(r"写\1" if element else r"从下拉列表选\1", said)
    if asked.shape.form == "list" and element is not None:
        by_line = element.type is str and ref is None
        how = "每行一条(Alt+Enter 换行)" if by_line else "多项用、隔开"
        bare = re.sub("每条一项|,可写多[个家]|,每[^,;]{1,4}一项", "", said).rstrip(";,")
        said = f"{bare};{how}".lstrip(";")
    return said


def opens_guides(text: str, asked: Field) -> bool:
    """Tell whether a text is what the row of explanations begins with."""
    return text.strip().startswith(f"{GUIDE}:") and _bare(text) == guide_of(asked)


def is_guide(text: str, asked: Field | None, block: Block) -> bool:
    """Tell whether a text explains a field, perhaps in the words of an older form, or another one of its block."""
    said = _bare(text)
    if not said or (asked is not None and is_alike(said, guide_of(asked))):
        return True
    return said in (SPREAD_GUIDE, *map(guide_of, block.columns))


def is_alike(text: str, known: str) -> bool:
    """Tell whether a text is an explanation, perhaps as an older form has it."""
    return text == known or SequenceMatcher(None, text, known).ratio() >= _ALIKE


def _bare(text: str) -> str:
    return text.strip().removeprefix(f"{GUIDE}:").partition(_EXAMPLE)[0].strip()
