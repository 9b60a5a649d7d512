"""What is filled after a part has been printed: prose, addresses of links, pictures and charts.

A template part prints a place for each of them (`prose.PLACE`, `objects.PLACE`) with the number of the value that
the run kept. Here the places become paragraphs and drawings, and the file gets what these need: numberings,
relationships, pictures, charts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from lxml import etree
from msgspec import Struct, field

from generator.diagnostics import Diagnostic
from generator.office.filters import WrongKind, name_kind
from generator.office.media import Media
from generator.office.parts import Parts
from generator.office.pictures import PictureSource
from generator.office.running import Kept
from generator.office.searching import replaced_at
from generator.office.word import prose
from generator.office.word.links import drop_tagged_addresses, fill_addresses
from generator.office.word.list_styles import ProseStyles
from generator.office.word.numbering import Numbering
from generator.office.word.objects import ObjectTemplate
from generator.office.word.placing import Placing
from generator.office.word.prose import ProseTemplate, ProseWriter, prose_of


class Places(Struct, frozen=True):
    """What a part has to be filled with after it has been printed; `links` are ids of tagged addresses."""

    prose: tuple[ProseTemplate, ...] = ()
    styles: ProseStyles | None = None
    links: tuple[str, ...] = ()
    objects: tuple[ObjectTemplate, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.prose or self.links or self.objects)

    def markup(self) -> str:
        """Return what is put in besides the values, to be searched for ids."""
        marks = [mark for each in self.prose for mark in (each.before, each.behind)]
        marks += [etree.tostring(each.drawing, encoding="unicode", with_tail=False) for each in self.objects]
        return "".join(marks)


class Filling(Struct, dict=True):
    """One document while it is filled; `problems` are values that do not fit their places."""

    parts: Parts
    pictures: PictureSource
    problems: list[Diagnostic] = field(default_factory=list)

    @cached_property
    def media(self) -> Media:
        return Media(self.parts, "word/media")

    def fill(self, part: str, text: str, places: Places, kept: Sequence[Kept]) -> str:
        """Return the printed part with everything in its place."""
        if places.prose and places.styles:
            text = self._fill_prose(text, places.prose, places.styles, kept)
        if places.objects:
            placing = Placing(self.parts, part, self.media, self.pictures, self.problems)
            text = placing.fill(text, places.objects, kept)
        if places.links:
            text = fill_addresses(text, part, self.parts)
            drop_tagged_addresses(part, places.links, self.parts)
        return text

    def _fill_prose(
        self, text: str, templates: Sequence[ProseTemplate], styles: ProseStyles, kept: Sequence[Kept]
    ) -> str:
        writer = ProseWriter(styles, Numbering(self.parts, styles.numbering_part))

        def put(place: re.Match[str]) -> str:
            value = kept[int(place[2])]
            try:
                blocks = prose_of(value.value)
            except WrongKind as wrong:
                found = name_kind(value.value)
                self.problems.append(value.problem("T-210", value=found, remedy=wrong.wanted))
                return ""
            return writer.write(templates[int(place[1])], blocks)

        return replaced_at("<?prose ", prose.PLACE, put, text)
