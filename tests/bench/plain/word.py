"""Word with docxtpl: texts of several paragraphs are written as one, charts and contents tables left as they are."""

from __future__ import annotations

from pathlib import Path
from typing import IO

from docxtpl import DocxTemplate

from tests.bench.plain.language import Names, make_environment

_JINJA = make_environment(autoescape=True)  # what is printed becomes part of XML


class _Document(DocxTemplate):
    """docxtpl wants a document for `{{p … }}`; here it is a text, written where the tag stands."""

    def patch_xml(self, src_xml: str) -> str:
        return str(super().patch_xml(src_xml.replace("{{p ", "{{ ")))


def fill_word(template: Path | IO[bytes], values: Names, target: Path | IO[bytes]) -> None:
    document = _Document(template)
    document.render(values, _JINJA)
    document.save(target)
