"""Fonts without a face for Chinese: what prints then is the reader's computer's choice."""

from __future__ import annotations

from collections.abc import Iterator

from generator.office.inspection.faces import CHINESE, FACES, is_chinese_font, theme_face
from generator.office.inspection.finding import Finding, excerpt, found
from generator.office.inspection.word.document import Document, text_of
from generator.office.inspection.word.styles import label
from generator.office.word.names import w
from generator.office.xml import Element

_LATIN = tuple(map(w, ("ascii", "hAnsi", "asciiTheme", "hAnsiTheme")))
_EASTERN = tuple(map(w, ("eastAsia", "eastAsiaTheme")))
_SIMPLIFIED = ("zh-cn", "zh-sg", "zh-hans")


def has_eastern_face(fonts: Element) -> bool:
    return any(fonts.get(name) for name in _EASTERN)


def sets_latin_only(fonts: Element) -> bool:
    return any(fonts.get(name) for name in _LATIN) and not has_eastern_face(fonts)


def latin_face(fonts: Element) -> str:
    return next((text for name in _LATIN if (text := fonts.get(name))), "")


def default_font(document: Document) -> Iterator[Finding]:
    styles = document.styles
    if not any(has_eastern_face(fonts) for fonts in styles.fonts(styles.default_paragraph)):
        yield found("T-401", "默认字体")


def fonts_of_styles(document: Document) -> Iterator[Finding]:
    """Find styles with a Latin font of their own and no face for Chinese, or a Chinese font set as a Latin one."""
    for style in document.used_styles:
        fonts = style.find(f"{w('rPr')}/{w('rFonts')}")
        if fonts is None or not sets_latin_only(fonts):
            continue
        inherited = any(has_eastern_face(each) for each in document.styles.fonts(style))
        if not inherited or is_chinese_font(latin_face(fonts)):
            name = label(style)
            yield found("T-402", f"样式「{name}」", style=name, font=latin_face(fonts))


def fonts_of_runs(document: Document) -> Iterator[Finding]:
    """Find text in Chinese, or to become so, with a Latin font of its own and no face for Chinese."""
    for run, spot in document.runs():
        fonts = run.find(f"{w('rPr')}/{w('rFonts')}")
        if fonts is not None and sets_latin_only(fonts) and may_be_chinese(text := text_of(run)):
            yield found("T-403", spot, text=excerpt(text), font=latin_face(fonts))


def may_be_chinese(text: str) -> bool:
    """Tell whether a text holds Chinese, or a tag that may print some."""
    return bool(CHINESE.search(text)) or "{" in text


def faces_of_theme(document: Document) -> Iterator[Finding]:
    lacking = [FACES[kind] for kind in _used_faces(document) if not theme_face(document.theme, kind)]
    if lacking:
        yield found("T-404", "主题", faces="和".join(lacking))


def language_of_theme(document: Document) -> Iterator[Finding]:
    """Find a theme that is asked for another script than Chinese: it then gives no Chinese face."""
    settings = document.settings
    element = None if settings is None else settings.find(w("themeFontLang"))
    language = "" if element is None else element.get(w("eastAsia"), "")
    if _used_faces(document) and not language.casefold().startswith(_SIMPLIFIED):
        yield found("T-405", "文件设置", language=language or "未指定的语言")


def _used_faces(document: Document) -> list[str]:
    """Return which of the theme's fonts are used for Chinese: "major", "minor"."""
    roots = [document.root(r.target) for r in document.relations(document.main) if r.kind == "styles"]
    roots += [page.root for page in document.pages]
    named = {
        fonts.get(_EASTERN[1], "") for root in roots if root is not None for fonts in root.iter(w("rFonts"))
    }
    return [kind for kind in FACES if any(name.startswith(kind) for name in named)]
