"""Pictures and charts put into their places in a printed part.

A chart that is shown several times is copied before any of them is filled, so that each starts from the
template's. What a place no longer needs (a placeholder's picture, a chart that nothing shows) leaves the file.
"""

from __future__ import annotations

import copy
import functools
import re
from collections.abc import Sequence

from lxml import etree
from msgspec import Struct, field

from generator.diagnostics import Diagnostic
from generator.errors import InvalidTemplate
from generator.office.blank import Blank
from generator.office.charts.data import ChartData, read_chart
from generator.office.filters import WrongKind, name_kind
from generator.office.media import Media
from generator.office.parts import Parts
from generator.office.pictures import BrokenPicture, Picture, PictureSource
from generator.office.pictures.drawing import CLEAR_PIXEL
from generator.office.running import Kept
from generator.office.searching import matches_at, replaced_at
from generator.office.word.chart_texts import put_texts
from generator.office.word.charts import NO_DATA, copy_chart, fill_chart, own_chart
from generator.office.word.names import CHART, DRAWING_PROPERTIES, RELATION_ID
from generator.office.word.objects import PLACE, ObjectTemplate, related_keys, words_of
from generator.office.word.pictures import empty_frame, with_picture
from generator.office.word.writing import text_runs
from generator.office.xml import Element

_UNKNOWN = object()


class _Place(Struct, frozen=True):
    """One place of a printed part: the object that belongs there, its value and its texts.

    `value` is None where the alternative text names no value and only the texts are filled.
    """

    template: ObjectTemplate
    value: Kept | None
    words: list[str]

    def drawing(self) -> Element:
        """Return the template's drawing with the texts of its attributes."""
        made = copy.deepcopy(self.template.drawing)
        elements = list(made.iter(etree.Element))
        attributes = self.template.attributes
        texts = self.words[len(self.words) - len(attributes) :]
        for (number, name), text in zip(attributes, texts, strict=True):
            elements[number].set(name, text)
        return made


class Placing(Struct):
    """The objects of one part while they are put in; what does not fit goes to `problems`."""

    parts: Parts
    part: str
    media: Media
    pictures: PictureSource
    problems: list[Diagnostic]
    charts: dict[str, list[str]] = field(default_factory=dict)

    def fill(self, text: str, templates: Sequence[ObjectTemplate], kept: Sequence[Kept]) -> str:
        """Return the printed part with its objects in place."""
        places = [_place(found, templates, kept) for found in matches_at("<?object ", PLACE, text)]
        data = [self._data_of(place) if place.template.kind == "chart" else None for place in places]
        self._copy_charts(places, data)
        filled = (self._filled(place, shown) for place, shown in zip(places, data, strict=True))
        text = replaced_at("<?object ", PLACE, lambda _: next(filled), text)
        self._release(text, templates)
        return text

    def _filled(self, place: _Place, data: object) -> str:
        if place.template.kind == "picture":
            return self._picture(place)
        return self._chart(place, data)

    # --- pictures ------------------------------------------------------------------------------------------

    def _picture(self, place: _Place) -> str:
        drawing = place.drawing()
        picture = self._open(place)
        if picture is None:
            embed = self.media.relate(self.part, CLEAR_PIXEL, "png")
            empty_frame(drawing, place.words[0], embed)
            return _written(drawing)
        vector = None
        if picture.fallback is not None:
            vector = self.media.relate(self.part, picture.content, picture.ending)
        raster = (picture.content, picture.ending) if picture.fallback is None else (picture.fallback, "png")
        embed = self.media.relate(self.part, *raster)
        with_picture(drawing, picture, embed, vector, place.words[0] or picture.name)
        return _written(drawing)

    def _open(self, place: _Place) -> Picture | None:
        """Return the picture that a place shows; None where there is none, or none that can be shown."""
        kept = place.value
        if kept is None or kept.value is None or isinstance(kept.value, Blank) or kept.value == "":
            return None
        if isinstance(kept.value, Picture):
            return kept.value
        if not isinstance(kept.value, str):
            self.problems.append(kept.problem("T-211", value=name_kind(kept.value)))
            return None
        try:
            return self.pictures(kept.value)
        except BrokenPicture as broken:
            words = {"path": kept.value, "reason": broken.reason, "remedy": broken.remedy}
            self.problems.append(kept.problem("T-240", **words))
            return None

    # --- charts --------------------------------------------------------------------------------------------

    def _data_of(self, place: _Place) -> ChartData | object | None:
        """Return what a chart shows, None for nothing; `_UNKNOWN` where only its texts are filled."""
        if place.value is None:
            return _UNKNOWN
        try:
            return read_chart(place.value.value)
        except WrongKind as wrong:
            found = name_kind(place.value.value)
            self.problems.append(place.value.problem("T-212", value=found, remedy=wrong.wanted))
            return None

    def _copy_charts(self, places: Sequence[_Place], data: Sequence[object]) -> None:
        """Give every place that shows a chart one of its own; the first has the template's."""
        targets = {relation.id: relation.target for relation in self.parts.relations(self.part)}
        for place, shown in zip(places, data, strict=True):
            if place.template.kind == "chart" and shown is not None:
                made = self.charts.setdefault(place.template.relation, [])
                original = targets[place.template.relation]
                made.append((copy_chart if made else own_chart)(self.parts, original))

    def _chart(self, place: _Place, data: object) -> str:
        if data is None:
            return text_runs(NO_DATA)
        template = place.template
        chart = self.charts[template.relation].pop(0)
        if isinstance(data, ChartData) and place.value is not None:
            try:
                fill_chart(self.parts, chart, data, place.value.tag.place)
            except InvalidTemplate as invalid:
                self.problems += invalid.diagnostics
        if template.texts:
            put_texts(self.parts.xml(chart), dict(zip(template.texts, place.words[1:], strict=False)))
        return self._chart_drawing(place, chart)

    def _chart_drawing(self, place: _Place, chart: str) -> str:
        template, drawing = place.template, place.drawing()
        relation = next(r for r in self.parts.relations(self.part) if r.id == template.relation)
        key = template.relation
        if chart != relation.target:
            key = self.parts.relate_like(self.part, relation, chart)
        for element in drawing.iter(CHART):
            element.set(RELATION_ID, key)
        for element in drawing.iter(DRAWING_PROPERTIES):
            element.set("descr", place.words[0])
        return _written(drawing)

    # --- what is left over ---------------------------------------------------------------------------------

    def _release(self, text: str, templates: Sequence[ObjectTemplate]) -> None:
        """Drop the parts that the template's objects named and that the printed part names no more."""
        named = sorted({key for each in templates for key in _named_by(each)})
        for key in named:
            if f'"{key}"' not in text:
                self.parts.release(self.part, key)


@functools.lru_cache(maxsize=256)
def _named_by(template: ObjectTemplate) -> frozenset[str]:
    """Return the ids of the relationships that an object of a template names."""
    return frozenset((*related_keys(template.drawing), *template.released))


def _place(found: re.Match[str], templates: Sequence[ObjectTemplate], kept: Sequence[Kept]) -> _Place:
    value = kept[int(found[2])] if found[2] else None
    return _Place(templates[int(found[1])], value, words_of(found))


def _written(drawing: Element) -> str:
    return etree.tostring(drawing, encoding="unicode", with_tail=False)
