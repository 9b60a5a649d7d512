"""What is wrong with the tags of a template as they are written: all of it, each with its place.

Tags are read one by one and their blocks paired by a stack, so one slip hides no other. What the language
leaves out is refused here by name: whatever could switch escaping off, load other files, or carry markup.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

from jinja2 import Environment, TemplateSyntaxError, nodes
from msgspec import Struct, field

from generator.diagnostics import Diagnostic, Place
from generator.office.faults import diagnose
from generator.office.slips import LOOK_IT_UP, guess, meant_word, remedy_of
from generator.office.tags import PlacedTag, Stray, Tag, TagKind

MOST_TAGS = 50_000
DEEPEST = 15  # Python itself allows 20 nested loops in a function
_CLOSERS = {"if": "endif", "for": "endfor", "with": "endwith"}
_OPENERS = {closer: opener for opener, closer in _CLOSERS.items()}
_MIDDLES = {"elif": ("if",), "else": ("if", "for")}
_PLAIN_WORDS = frozenset({*_CLOSERS, *_OPENERS, *_MIDDLES, "set"})
_NO_FILES = "模板只能是一个完整的文件, 把内容直接写在这里"
_NO_MARKUP = "去掉它, 直接写出内容"
_REFUSED = {
    "autoescape": "去掉它: 转义始终打开, 值中的 & < > 会原样印出",
    "endautoescape": "去掉它: 转义始终打开, 值中的 & < > 会原样印出",
    **dict.fromkeys(("include", "import", "from", "extends", "block", "endblock"), _NO_FILES),
    **dict.fromkeys(("macro", "endmacro", "call", "endcall", "filter", "endfilter", "do"), _NO_MARKUP),
    **dict.fromkeys(("raw", "endraw"), "要印出大括号请写 {{ '{{' }}"),
    "endset": "改写为 {% set 名称 = 值 %}",
}
_SIMPLE = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*")


class Grammar(Struct, frozen=True):
    """What may stand in tags: the environment's filters and tests, an engine's own block words, and prose.

    `prose` allows `{{p … }}`.
    """

    environment: Environment
    words: frozenset[str] = frozenset()
    prose: bool = False

    @property
    def known(self) -> frozenset[str]:
        return _PLAIN_WORDS | self.words


def check_tags(placed: Sequence[PlacedTag], grammar: Grammar) -> tuple[Diagnostic, ...]:
    """Return everything that is wrong with these tags, in the order of the file."""
    if len(placed) > MOST_TAGS:
        return (diagnose("T-118", placed[MOST_TAGS].place, limit=MOST_TAGS),)
    found: list[tuple[int, Diagnostic]] = []
    blocks = _Blocks()
    for number, each in enumerate(placed):
        if isinstance(each.tag, Stray):
            found.append((number, diagnose("T-102", each.place, tag=each.tag.text)))
            continue
        found += [(number, problem) for problem in _check_tag(each.tag, each.place, grammar)]
        if each.tag.kind is TagKind.BLOCK and each.tag.closed:
            found += [(number, problem) for problem in blocks.take(number, each.tag, each.place)]
    found += blocks.left_open()
    return tuple(problem for _, problem in sorted(found, key=lambda item: item[0]))


def _check_tag(tag: Tag, place: Place, grammar: Grammar) -> Iterator[Diagnostic]:
    if not tag.closed:
        yield diagnose("T-101", place, tag=tag.text, closer=tag.kind.value[1])
    elif tag.kind is TagKind.COMMENT:
        return
    elif not tag.body:
        yield diagnose("T-103", place, tag=tag.text)
    elif tag.kind is TagKind.OUTPUT and tag.scope and not (grammar.prose and tag.scope == "p"):
        yield diagnose("T-110", place, tag=tag.text, plain=f"{{{{ {tag.body} }}}}")
    elif tag.scope == "r":
        yield diagnose("T-110", place, tag=tag.text, plain=f"{{% {tag.body} %}}")
    elif tag.kind is TagKind.BLOCK and (problem := _check_word(tag, place, grammar)):
        yield problem
    else:
        for code, words in _check_body(complete(tag), grammar.environment):
            yield diagnose(code, place, tag=tag.text, **words)


def _check_word(tag: Tag, place: Place, grammar: Grammar) -> Diagnostic | None:
    word = tag.word
    if word in _REFUSED:
        return diagnose("T-106", place, tag=tag.text, word=word, advice=_REFUSED[word])
    if word == "set" and "=" not in tag.body:
        return diagnose("T-106", place, tag=tag.text, word="set … endset", advice=_REFUSED["endset"])
    if word not in grammar.known:
        known = "、".join(sorted(grammar.known))
        meant = meant_word(tag.body, grammar.known)
        near = f", 是否想写「{meant}」?" if meant else ""
        return diagnose("T-105", place, tag=tag.text, word=word, guess=near, known=known)
    return None


def complete(tag: Tag) -> str:
    """Return the tag as a template that is whole by itself."""
    if tag.kind is TagKind.OUTPUT:
        return f"{{{{ {tag.body} }}}}"
    word = tag.word
    if word in _CLOSERS:
        return f"{{% {tag.body} %}}{{% {_CLOSERS[word]} %}}"
    if word in _MIDDLES:
        return f"{{% if x %}}{{% {tag.body} %}}{{% endif %}}"
    if word in _OPENERS:
        opening = {"if": "if x", "for": "for x in x", "with": "with"}[_OPENERS[word]]
        return f"{{% {opening} %}}{{% {tag.body} %}}"
    if word == "set":
        return f"{{% {tag.body} %}}"
    rest = tag.body.removeprefix(word).strip()
    return f"{{{{ {rest} }}}}" if rest else ""


Problem = tuple[str, dict[str, str]]


def _check_body(source: str, environment: Environment) -> tuple[Problem, ...]:
    if _SIMPLE.fullmatch(source[2:-2].strip()) and "__" not in source:
        return ()
    return _check_source(source, environment)


@functools.lru_cache(maxsize=4096)
def _check_source(source: str, environment: Environment) -> tuple[Problem, ...]:
    try:
        tree = environment.parse(source)
    except TemplateSyntaxError as error:
        return (("T-104", {"reason": explain(error), "remedy": remedy_of(source)}),)
    except RecursionError:
        return (("T-104", {"reason": "括号套得太深", "remedy": LOOK_IT_UP}),)
    return tuple(_check_tree(tree, environment))


def _check_tree(tree: nodes.Template, environment: Environment) -> Iterator[Problem]:
    for used in tree.find_all(nodes.Filter):
        if used.name in ("safe", "Markup"):
            yield "T-107", {"word": used.name}
        elif used.name not in environment.filters:
            yield "T-108", {"word": used.name, "guess": guess(used.name, environment.filters)}
    for tested in tree.find_all(nodes.Test):
        if tested.name not in environment.tests:
            yield "T-109", {"word": tested.name, "guess": guess(tested.name, environment.tests)}
    for loop in tree.find_all(nodes.For):
        if loop.recursive:
            yield "T-106", {"word": "recursive", "advice": "改为逐层写出循环"}
    for word in _private_names(tree):
        yield "T-115", {"word": word}


def _private_names(tree: nodes.Template) -> Iterator[str]:
    for name in tree.find_all(nodes.Name):
        if name.name.startswith("__"):
            yield name.name
    for access in tree.find_all(nodes.Getattr):
        if access.attr.startswith("__"):
            yield access.attr
    for item in tree.find_all(nodes.Getitem):
        if isinstance(item.arg, nodes.Const) and str(item.arg.value).startswith("__"):
            yield str(item.arg.value)


_REASONS = (
    (re.compile(r"expected token '(.+?)', got '(.+?)'"), "此处应为 {0}, 实际是 {1}"),
    (re.compile(r"expected name or number"), "点号之后缺少名称"),
    (re.compile(r"unexpected char (.+?) at"), "不认识的字符 {0}"),
    (re.compile(r"unexpected '(.+?)', expected '(.+?)'"), "此处应为 {1}, 实际是 {0}"),
    (re.compile(r"unexpected '(.+?)'"), "多出 {0}"),
    (re.compile(r"Expected an expression, got '(.+?)'"), "缺少名称或值"),
    (re.compile(r"[Cc]an.?t assign to"), "这个名称不能用作变量名"),
)
_TOKENS = {
    "end of print statement": "标签结尾",
    "end of statement block": "标签结尾",
    "end of template": "标签结尾",
    "begin of statement block": "{%",
    "name": "名称",
    "integer": "数字",
    "string": "文字",
    "in": "in",
}


def explain(error: TemplateSyntaxError) -> str:
    """Return Jinja's complaint in Chinese."""
    for pattern, sentence in _REASONS:
        if found := pattern.search(error.message or ""):
            return sentence.format(*(_TOKENS.get(word, word) for word in found.groups()))
    return "语法不对"


class _Blocks(Struct):
    """The blocks that are open at this point of the file."""

    open: list[tuple[Tag, Place, int]] = field(default_factory=list)

    def take(self, number: int, tag: Tag, place: Place) -> Iterator[Diagnostic]:
        word = tag.word
        if word in _CLOSERS:
            self.open.append((tag, place, number))
            if len(self.open) == DEEPEST + 1:
                yield diagnose("T-114", place, tag=tag.text, limit=DEEPEST)
        elif word in _MIDDLES:
            if not self.open or self.open[-1][0].word not in _MIDDLES[word]:
                yield diagnose("T-112", place, tag=tag.text, opener=f"{{%{tag.scope} if … %}}")
        elif word in _OPENERS:
            yield from self._close(tag, place, _OPENERS[word])

    def _close(self, tag: Tag, place: Place, wanted: str) -> Iterator[Diagnostic]:
        if self.open and self.open[-1][0].word == wanted:
            self.open.pop()
            return
        inner = self.open[-1] if self.open else None
        matching = next(
            (at for at in reversed(range(len(self.open))) if self.open[at][0].word == wanted), None
        )
        if inner is None or matching is None:
            yield diagnose("T-112", place, tag=tag.text, opener=f"{{%{tag.scope} {wanted} … %}}")
            return
        yield diagnose("T-113", place, tag=tag.text, opener=inner[0].text, where=inner[1].spot)
        del self.open[matching]

    def left_open(self) -> Iterator[tuple[int, Diagnostic]]:
        for tag, place, number in self.open:
            yield (
                number,
                diagnose("T-111", place, tag=tag.text, closer=f"{{%{tag.scope} {_CLOSERS[tag.word]} %}}"),
            )
