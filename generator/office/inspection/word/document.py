"""A Word template under inspection: its pages with the spots of their paragraphs, its styles and settings."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from msgspec import Struct

from generator.office.inspection.subject import Subject
from generator.office.inspection.word.styles import Styles
from generator.office.word.names import PARAGRAPH, TEXT, holder, w
from generator.office.word.pages import pages_beside
from generator.office.word.spots import BODY, Spotted, spotted_paragraphs
from generator.office.xml import Element

_RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_STYLED = tuple(map(w, ("pStyle", "rStyle", "tblStyle")))
_ELSEWHERE = {"settings": "文件设置", "styles": "样式", "numbering": "编号", "theme": "主题"}


class Page(Struct, frozen=True):
    """A part that a reader sees; `where` is what it is called. Every paragraph has its spot."""

    part: str
    root: Element
    where: str
    paragraphs: tuple[Spotted, ...]
    spots: dict[Element, str]

    @classmethod
    def of(cls, part: str, root: Element, where: str) -> Page:
        paragraphs = tuple(spotted_paragraphs(root, where))
        return cls(part, root, where, paragraphs, dict(paragraphs))

    def spot(self, element: Element) -> str:
        """Return the spot of the paragraph around an element, or of one as near to it as there is."""
        for around in (element, *element.iterancestors()):
            if around in self.spots:
                return self.spots[around]
        for around in (element, *element.iterancestors()):
            inside = (self.spots[each] for each in around.iter(PARAGRAPH) if each in self.spots)
            if spot := next(inside, ""):
                return spot
        return self.where


class Document(Subject):
    """A Word template as far as it can be read."""

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """The body, then headers, footers and notes."""
        body = self.root(self.main)
        if body is None:
            return ()
        beside = pages_beside(body, self.relations(self.main))
        roots = [(part, self.root(part), where) for part, where in beside]
        pages = [Page.of(part, root, where) for part, root, where in roots if root is not None]
        return (Page.of(self.main, body, BODY), *pages)

    @cached_property
    def styles(self) -> Styles:
        return Styles(self.related("styles"), self.related("numbering"))

    @cached_property
    def named_styles(self) -> tuple[tuple[str, Page, Element], ...]:
        """The ids of styles as the pages name them, each with its page and the element that names it."""
        return tuple(
            (element.get(w("val"), ""), page, element)
            for page in self.pages
            for element in page.root.iter(*_STYLED)
            if not _is_sign_of_comment(element)
        )

    @cached_property
    def used_styles(self) -> tuple[Element, ...]:
        """The styles that print something, and those that they are based on, in the order of the file."""
        named = [self.styles.by_id.get(name) for name, _, _ in self.named_styles]
        roots = [self.styles.default_paragraph, *named]
        used = {id(each) for style in roots for each in self.styles.chain(style)}
        return tuple(style for style in self.styles.by_id.values() if id(style) in used)

    @cached_property
    def settings(self) -> Element | None:
        return self.related("settings")

    def spot_of_relation(self, part: str, key: str) -> str:
        page = next((page for page in self.pages if page.part == part), None)
        if page is None:
            kinds = {relation.target: relation.kind for relation in self.relations(self.main)}
            return _ELSEWHERE.get(kinds.get(part, ""), part or "文件属性")
        users = (each for each in page.root.iter() if key in _related(each))
        user = next(users, None)
        return page.where if user is None else page.spot(user)

    def runs(self) -> Iterator[tuple[Element, str]]:
        """Yield every run with its spot."""
        for page in self.pages:
            for paragraph, spot in page.paragraphs:
                yield from ((run, spot) for run in own(paragraph, w("r")))


def _is_sign_of_comment(element: Element) -> bool:
    """Tell whether a style is only that of a comment's sign, which is not printed."""
    run = holder(element, w("r"))
    return run is not None and run.find(w("commentReference")) is not None


def _related(element: Element) -> list[str]:
    return [str(value) for name, value in element.attrib.items() if str(name).startswith(_RELATIONS)]


def own(paragraph: Element, name: str) -> Iterator[Element]:
    """Yield the elements of a paragraph, without those of paragraphs in its text boxes."""
    return (each for each in paragraph.iter(name) if holder(each, PARAGRAPH) is paragraph)


def text_of(element: Element) -> str:
    """Return the text of a run or a paragraph as it is printed, without its text boxes."""
    paragraph = element if element.tag == PARAGRAPH else holder(element, PARAGRAPH)
    pieces = (each for each in element.iter(TEXT) if holder(each, PARAGRAPH) is paragraph)
    return "".join(each.text or "" for each in pieces)


def is_on(element: Element | None) -> bool:
    """Tell whether a switch such as `w:vanish` is there and not turned off."""
    return element is not None and element.get(w("val"), "1") not in ("0", "false", "off")
