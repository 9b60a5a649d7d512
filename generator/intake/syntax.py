"""YAML's syntax errors in the words of someone who has never heard of YAML."""

from __future__ import annotations

import re
from collections.abc import Callable

import yaml

from generator.intake.sources import Span
from generator.intake.yaml_nodes import Fault

_CODE = "C-F02"
_CHINESE_COLON = re.compile(r"^\s*(?:- +)?[\"']?([\w-]+)[\"']?\s*(：)")
_QUOTES = "给这一项的内容加上英文引号"
_INDENT = "同一层的键左边对齐,下一层多缩进两个空格"
_BRACKETS = "检查括号是否成对、各项之间是否用英文逗号隔开"


def chinese_colon(line: str) -> tuple[str, int] | None:
    """Return the key that a Chinese colon follows and the colon's column, from 0."""
    found = _CHINESE_COLON.match(line)
    return (found[1], found.start(2)) if found else None


def explain(error: yaml.YAMLError, lines: tuple[str, ...]) -> Fault:
    """Return what is wrong, where a person would look for it."""
    if not isinstance(error, yaml.MarkedYAMLError):
        return _explain_character(error, lines)
    marks = [mark for mark in (error.context_mark, error.problem_mark) if mark is not None]
    spans = [_span(mark.line, mark.column, lines) for mark in marks] or [Span(1, 1)]
    return _explain_colon(spans, lines) or _explain_problem(error, spans, lines)


def _explain_colon(spans: list[Span], lines: tuple[str, ...]) -> Fault | None:
    """Look for a Chinese colon on the lines named and the one before."""
    for number in {s.line for s in spans} | {spans[-1].line - 1}:
        found = chinese_colon(lines[number - 1]) if 1 <= number <= len(lines) else None
        if found:
            key, column = found
            remedy = f"改成英文冒号加一个空格:{key}: …"
            message = f"「{key}」后面是不是用了中文冒号「：」?"
            return Fault(_CODE, message, remedy, Span(number, column + 1))
    return None


def _explain_problem(error: yaml.MarkedYAMLError, spans: list[Span], lines: tuple[str, ...]) -> Fault:
    first, last = spans[0], spans[-1]
    context, problem = error.context or "", error.problem or ""
    for words, tell in _PROBLEMS:
        if words in problem or words in context:
            return tell(first, last, _line(last, lines))
    return Fault(_CODE, "这里不合 YAML 的写法", "检查冒号、引号、括号和缩进", last)


def _at_first(message: str, remedy: str) -> Callable[[Span, Span, str], Fault]:
    return lambda first, _last, _line: Fault(_CODE, message, remedy, first)


def _at_last(message: str, remedy: str) -> Callable[[Span, Span, str], Fault]:
    return lambda _first, last, _line: Fault(_CODE, message, remedy, last)


def _bad_start(_first: Span, last: Span, line: str) -> Fault:
    character = line[last.column - 1 : last.column]
    if character == "\t":
        return Fault(_CODE, "这一行用制表符(Tab)缩进", "把制表符换成空格", last)
    return Fault(_CODE, f"内容不能以「{character}」开头", _QUOTES, last)


def _bracket(first: Span, last: Span, line: str) -> Fault:
    if "，" in line:
        column = line.index("，") + 1
        return Fault(_CODE, "括号里用了中文逗号「，」", "改成英文逗号加一个空格", Span(last.line, column))
    return Fault(_CODE, "括号没有配对,或各项之间少了逗号", _BRACKETS, first)


_PROBLEMS: tuple[tuple[str, Callable[[Span, Span, str], Fault]], ...] = (
    (
        "quoted scalar",
        _at_first("引号没有配对,或引号里有反斜线", "补上另一半引号;内容里有反斜线时改用单引号"),
    ),
    ("cannot start any token", _bad_start),
    ("tab character", _at_last("这一行用制表符(Tab)缩进", "把制表符换成空格")),
    ("flow node", _at_last("括号没有配对", _BRACKETS)),
    ("flow sequence", _bracket),
    ("flow mapping", _bracket),
    (
        "mapping values are not allowed",
        _at_last("这里多了一个冒号,或缩进不对", f"{_INDENT};内容里有冒号时加上引号"),
    ),
    ("could not find expected ':'", _at_first("这一行缺少冒号", "写成「键: 值」,冒号后面有一个空格")),
    ("expected '-' indicator", _at_last("列表的各项没有对齐", "每一项以「- 」开头,左边对齐")),
    ("did not find expected key", _at_last("缩进不一致,或引号后面多了内容", _INDENT)),
    ("tag", _at_first("内容以感叹号开头,YAML 把它当作类型标记", _QUOTES)),
    ("alias", _at_first("内容以星号开头,YAML 把它当作引用", _QUOTES)),
    ("anchor", _at_first("内容以 & 开头,YAML 把它当作记号", _QUOTES)),
    ("block scalar", _at_first("「|」或「>」后面的写法不对", "「|」后面换行,正文比键多缩进两个空格")),
    ("node content", _at_last("这里应当有内容,却没有", _BRACKETS)),
    ("document start", _at_last("这一行的位置不对", _INDENT)),
    ("directive", _at_first("内容以 % 开头", _QUOTES)),
)


def _explain_character(error: yaml.YAMLError, lines: tuple[str, ...]) -> Fault:
    """Explain a character that no YAML may hold; the error tells its offset at most."""
    for number, line in enumerate(lines, 1):
        for column, character in enumerate(line, 1):
            if not character.isprintable() and character not in "\t\u3000\xa0\u200b\ufeff":
                message = f"这里有一个看不见的控制字符(U+{ord(character):04X})"
                return Fault(_CODE, message, "删去这个字符,或重新输入这一行", Span(number, column))
    return Fault(_CODE, "文件里有 YAML 不允许的字符", "用文本编辑器另存为 UTF-8 后再试", Span(1, 1))


def _span(line: int, column: int, lines: tuple[str, ...]) -> Span:
    """Return a place within the text; the end of the file counts as the end of its last line."""
    if line >= len(lines):
        last = lines[-1] if lines else ""
        return Span(max(len(lines), 1), len(last) + 1)
    return Span(line + 1, column + 1)


def _line(span: Span, lines: tuple[str, ...]) -> str:
    return lines[span.line - 1] if span.line <= len(lines) else ""
