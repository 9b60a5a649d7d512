"""What two versions of a document differ in, in sentences a marketer reads: 表 2 第 3 行「单价」68,000 → 67,000."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from generator.office.comparison.contents import Content, Line, Section

_LONGEST = 40


def describe(before: Content, after: Content) -> tuple[str, ...]:
    """Return what differs, one sentence each, in the order of the document."""
    return tuple(_differences(before, after))


def _differences(before: Content, after: Content) -> Iterator[str]:
    old, new = ({s.title: s for s in content.sections} for content in (before, after))
    for title in (t for t in old if t not in new):
        yield f"{title}:已删去"
    for title, section in new.items():
        if title in old:
            yield from _in_section(old[title], section)
        else:
            yield f"{title}:新加"
    yield from _counted("新加", after.remarks, before.remarks)
    yield from _counted("已删去", before.remarks, after.remarks)
    pictures = len(after.pictures) - len(before.pictures)
    if before.pictures != after.pictures:
        yield f"图片:{f'新加 {pictures} 张' if pictures > 0 else f'少了 {-pictures} 张' if pictures else '有改动'}"


def _counted(what: str, more: Sequence[str], less: Sequence[str]) -> Iterator[str]:
    for text in (Counter(more) - Counter(less)).elements():
        yield f"{what}:{_short(text)}"


def _in_section(old: Section, new: Section) -> Iterator[str]:
    before, after = [line.cells for line in old.lines], [line.cells for line in new.lines]
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            yield from _in_lines(new.title, old.lines[a:b], new.lines[c:d])
    if not (old.lines or new.lines):
        yield from _counted(f"{new.title}新加", new.more, old.more)
        yield from _counted(f"{new.title}删去", old.more, new.more)
    elif before == after and old.more != new.more:
        yield f"{new.title}:合并单元格有改动"


def _in_lines(title: str, old: Sequence[Line], new: Sequence[Line]) -> Iterator[str]:
    """Pair the lines that are most alike, in order; the others were added or taken away."""
    pairs = _paired(old, new)
    gone, come = set(range(len(old))), set(range(len(new)))
    for a, b in pairs:
        gone.discard(a)
        come.discard(b)
        yield from _in_line(title, old[a], new[b])
    yield from (f"{title} {old[n].place}删去:{_text(old[n])}" for n in sorted(gone))
    yield from (f"{title} {new[n].place}新加:{_text(new[n])}" for n in sorted(come))


def _paired(old: Sequence[Line], new: Sequence[Line]) -> list[tuple[int, int]]:
    """Return which lines became which: all of them in order where there are as many, else the alike ones."""
    if len(old) == len(new):
        return list(zip(range(len(old)), range(len(new)), strict=True))
    pairs, start = [], 0
    for a, line in enumerate(old):
        scored = [(_likeness(line, new[b]), -b) for b in range(start, len(new))]
        best = max(scored, default=(0.0, 0))
        if best[0] > 0.5:
            pairs.append((a, -best[1]))
            start = -best[1] + 1
    return pairs


def _likeness(one: Line, other: Line) -> float:
    shared = sum((Counter(one.cells) & Counter(other.cells)).values())
    return shared / max(len(one.cells), len(other.cells), 1)


def _in_line(title: str, old: Line, new: Line) -> Iterator[str]:
    if old.names or new.names:
        yield from _in_row(title, old, new)
    elif len(old.cells) != len(new.cells):
        yield f"{title} {new.place}:{_text(old)} → {_text(new)}"
    else:
        for n, (before, after) in enumerate(zip(old.cells, new.cells, strict=True)):
            if before != after:
                head = new.heads[n] if n < len(new.heads) and len(new.heads) == len(new.cells) else ""
                yield f"{title} {new.place}{_head(head)}:{_short(before)} → {_short(after)}"


def _in_row(title: str, old: Line, new: Line) -> Iterator[str]:
    """Say which cells of a row of a sheet differ, by their columns."""
    before, after = (dict(cell.split("\t", 1) for cell in line.cells) for line in (old, new))
    heads = dict(zip(old.names, old.heads, strict=True)) | dict(zip(new.names, new.heads, strict=True))
    row = new.place.split()[1]
    for name in dict.fromkeys((*before, *after)):
        one, other = before.get(name, ""), after.get(name, "")
        if one != other:
            yield f"{title}!{name}{row}{_head(heads[name])}:{_short(one)} → {_short(other)}"


def _head(head: str) -> str:
    return f"「{' '.join(head.split())}」" if head else ""


def _text(line: Line) -> str:
    cells = (cell.split("\t", 1)[-1] if line.names else cell for cell in line.cells)
    return _short(" | ".join(cells))


def _short(text: str) -> str:
    """Return a value on one line, a number with its thousands; what is empty is said to be."""
    line = " ".join(text.split())
    if not line:
        return "(空)"
    try:
        number = float(line)
    except ValueError:
        return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
    return f"{number:,.2f}".rstrip("0").rstrip(".") if abs(number) >= 1000 else line
