"""What may happen to a form, drawn at random, with what it may do to the campaign."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from generator.office.cells import At, Cell
from tests.form.oracle import Effect, Places
from tests.support.forms import Page, Site, Workbook

ODD_TEXTS = (
    "=1+1", "a" * 5000, "\x07\x1b", "\x00", "■", "■ 人员", "■ 没有的表", "\u3000■ 人员", "示例", "例:示例",
    "说明:某某", "(空)", "【待填】", "2026-02-30", "2026-10-16 00:00", "46311", "1e400", "-1", "是", "、、", "\n\n",
    "第 1 项", "p01", "R01", "项目", "填写内容", "说明", "备注", "备注＊", "👍", "a\u2028b", "'", "００７", "85%",
    "12万", "0.30000000000000004", "行尾↵", "名单外的人", "甲、乙", "#REF!", "{{ x }}", "指标累计值·K01", "责任人",
    "_x0041_", "\ufeff",
)  # fmt: skip
FAULTY = (Cell("#N/A", "", "error"), Cell("", "", "formula"))


@dataclass(frozen=True, slots=True)
class Draw:
    """One draw: the form that is damaged, and what its cells are for."""

    random: random.Random
    book: Workbook
    places: Places

    def page(self) -> Page:
        """Return a sheet; those with much in them are drawn more often, those that are not read seldom."""
        weights = [len(page.cells) if self.places.sites(page.name) else 20 for page in self.book.pages]
        return self.random.choices(self.book.pages, weights)[0]

    def two_pages(self) -> list[Page]:
        return self.random.sample([page for page in self.book.pages if self.places.sites(page.name)], 2)

    def filled(self, page: Page) -> At:
        return self.random.choice(sorted(page.cells))

    def blank(self, page: Page) -> At:
        for _ in range(1000):
            row = self.random.randint(1, page.last_row + 3)
            at = (row, self.random.randint(1, page.last_column + 2))
            if at not in page.cells:
                return at
        raise AssertionError("no blank cell")

    def site(self) -> Site:
        return self.random.choice(sorted(self.places.form.sites.values(), key=lambda site: site.block.title))

    def row(self, page: Page) -> int:
        return self.random.randint(1, page.last_row)

    def column(self, page: Page) -> int:
        return self.random.randint(1, page.last_column)


Damage = Callable[[Draw], Effect]


# --- cells -----------------------------------------------------------------------------------------------------------


def overwrite(draw: Draw) -> Effect:
    page = draw.page()
    return _type(draw, page, draw.filled(page), draw.random.choice(ODD_TEXTS))


def type_somewhere(draw: Draw) -> Effect:
    page = draw.page()
    return _type(draw, page, draw.blank(page), draw.random.choice(ODD_TEXTS))


def empty(draw: Draw) -> Effect:
    page = draw.page()
    return _type(draw, page, draw.filled(page), "")


def _type(draw: Draw, page: Page, at: At, text: str) -> Effect:
    page.put(at, text)
    return draw.places.typed(page.name, at, text)


def break_formula(draw: Draw) -> Effect:
    page = draw.page()
    at = draw.filled(page)
    page.lay(at, draw.random.choice(FAULTY))
    tells = draw.places.kind(page.name, at) in ("value", "guide", "beside")
    return draw.places.typed(page.name, at, "x") | Effect(tells=tells)


def swap_cells(draw: Draw) -> Effect:
    page = draw.page()
    one, other = draw.filled(page), draw.filled(page)
    return _swap(draw, page, one, other)


def move_cell(draw: Draw) -> Effect:
    page = draw.page()
    return _swap(draw, page, draw.filled(page), draw.blank(page))


def copy_cell(draw: Draw) -> Effect:
    page, other = draw.page(), draw.page()
    return _type(draw, page, draw.filled(page), other.text(draw.filled(other)))


def _swap(draw: Draw, page: Page, one: At, other: At) -> Effect:
    first, second = page.take(one), page.take(other)
    page.lay(one, second if one != other else first)
    page.lay(other, first)
    effects = [draw.places.typed(page.name, at, page.text(at)) for at in (one, other)]
    return effects[0] | effects[1] | _swapped_labels(draw, page, one, other)


def _swapped_labels(draw: Draw, page: Page, one: At, other: At) -> Effect:
    """Labels of one block that change places take the values with them."""
    site, twin = (draw.places.site(page.name, at[0]) for at in (one, other))
    kinds = {draw.places.kind(page.name, at) for at in (one, other)}
    if site is None or site is not twin or kinds != {"label"}:
        return Effect()
    return Effect(paths=(site.block.path,), renames=True)


# --- rows and columns ------------------------------------------------------------------------------------------------


def insert_rows(draw: Draw) -> Effect:
    page = draw.page()
    page.insert_rows(draw.row(page), draw.random.randint(1, 3))
    return Effect(silent=True)


def insert_columns(draw: Draw) -> Effect:
    page = draw.page()
    page.insert_columns(draw.column(page), draw.random.randint(1, 3))
    return Effect(silent=True)


def delete_row(draw: Draw) -> Effect:
    page = draw.page()
    row = draw.row(page)
    page.delete_rows(row)
    return draw.places.rowed(page.name, row)


def move_row(draw: Draw) -> Effect:
    page = draw.page()
    row, to = draw.row(page), draw.row(page)
    page.move_row(row, to)
    return _moved(draw, page, row, to)


def _moved(draw: Draw, page: Page, row: int, to: int) -> Effect:
    above = to if to > row else to - 1
    before, after = draw.places.site(page.name, row), draw.places.site(page.name, above)
    effect = draw.places.rowed(page.name, row)
    if before is None or after is None or row <= before.head:
        return effect
    if before is after and before.block.form == "table" and above >= before.head:
        return effect | Effect(paths=(draw.places.entries(before.block),), shuffles=before.block)
    if after.block.form == "table":
        return effect | Effect(paths=(draw.places.entries(after.block),))
    return effect


def copy_row(draw: Draw) -> Effect:
    page = draw.page()
    row, to = draw.row(page), draw.row(page)
    page.copy_row(row, to)
    site = draw.places.site(page.name, to - 1)
    paths = (draw.places.entries(site.block),) if site else ()
    return Effect(frozenset({page.name}), paths)


def delete_column(draw: Draw) -> Effect:
    page = draw.page()
    column = draw.column(page)
    page.delete_columns(column)
    effect = Effect(frozenset({page.name}))
    for site in draw.places.sites(page.name):
        effect |= draw.places.columned(site, column) if site.block.form == "table" else Effect()
    return effect


def move_column(draw: Draw) -> Effect:
    page = draw.page()
    page.move_column(draw.column(page), draw.column(page))
    return Effect(silent=True)


def copy_column(draw: Draw) -> Effect:
    page = draw.page()
    column = draw.column(page)
    copied = {(row, column): cell for (row, at), cell in page.cells.items() if at == column}
    page.insert_columns(column)
    page.cells |= copied
    return Effect(frozenset({page.name}))


def merge(draw: Draw) -> Effect:
    page = draw.page()
    row, column = draw.filled(page)
    low, right = row + draw.random.randint(0, 3), column + draw.random.randint(0, 3)
    page.merge((row, column, low, right))
    return Effect(frozenset({page.name}))


# --- titles and labels -----------------------------------------------------------------------------------------------


def misspell(draw: Draw) -> Effect:
    """Change one character of a title or a label."""
    site = draw.site()
    ats = [(site.title, 1), *map(site.label_at, sorted(site.labels))]
    at, page = draw.random.choice(ats), draw.book[site.sheet]
    text = page.text(at)
    n = draw.random.randrange(len(text))
    return _type(draw, page, at, text[:n] + draw.random.choice(("", "x", "的")) + text[n + 1 :])


def move_structure(draw: Draw) -> Effect:
    """Cut a title, a row of explanations or one of heads, and insert it elsewhere on its sheet."""
    site = draw.site()
    row, page = draw.random.randint(site.title, site.head), draw.book[site.sheet]
    other = draw.random.choice(draw.places.sites(site.sheet))
    to = draw.random.randint(max(1, other.title - 2), other.head + 2)
    page.move_row(row, to)
    return Effect(frozenset({page.name}))


def copy_structure(draw: Draw) -> Effect:
    """Insert a copy of a title, of explanations or of heads elsewhere on its sheet."""
    site = draw.site()
    row, page = draw.random.randint(site.title, site.head), draw.book[site.sheet]
    other = draw.random.choice(draw.places.sites(site.sheet))
    page.copy_row(row, draw.random.randint(max(1, other.title - 2), other.head + 2))
    return Effect(frozenset({page.name}))


def sort_rows(draw: Draw) -> Effect:
    """Turn the rows of a table round; sometimes with its heads."""
    site = draw.site()
    page = draw.book[site.sheet]
    first = draw.random.choice((site.head + 1, site.head + 1, site.head, site.title + 1))
    for row in range(first, site.last):
        page.move_row(site.last, row)
    if site.block.form == "card":
        return Effect(frozenset({page.name}))
    return Effect(frozenset({page.name}), (draw.places.entries(site.block),), shuffles=site.block)


# --- sheets ----------------------------------------------------------------------------------------------------------


def delete_sheet(draw: Draw) -> Effect:
    page = draw.page()
    draw.book.pages.remove(page)
    return Effect(frozenset({page.name}), tells=bool(draw.places.sites(page.name)))


def copy_sheet(draw: Draw) -> Effect:
    page = draw.page()
    draw.book.pages.append(Page(f"{page.name} (2)", dict(page.cells), list(page.merged)))
    return Effect(frozenset({page.name}), tells=bool(draw.places.sites(page.name)))


def shuffle_sheets(draw: Draw) -> Effect:
    draw.random.shuffle(draw.book.pages)
    page = draw.page()
    page.name = draw.random.choice(("Sheet1", "a'b", "表 1"))
    return Effect(silent=bool(draw.places.sites(page.name)))


def put_below(draw: Draw) -> Effect:
    """Cut a sheet's content out and insert it below that of another one."""
    page, other = draw.two_pages()
    shift = other.last_row + draw.random.randint(1, 3)
    other.cells |= {(row + shift, column): cell for (row, column), cell in page.cells.items()}
    page.cells.clear()
    return Effect(silent=True)


def put_beside(draw: Draw) -> Effect:
    """Cut a sheet's content out and insert it beside that of another one."""
    page, other = draw.two_pages()
    shift = other.last_column + draw.random.randint(1, 3)
    other.cells |= {(row, column + shift): cell for (row, column), cell in page.cells.items()}
    page.cells.clear()
    return Effect(frozenset({page.name, other.name}), tells=True)


DAMAGES: tuple[Damage, ...] = (
    overwrite, overwrite, overwrite, type_somewhere, type_somewhere, empty, empty, break_formula, swap_cells,
    swap_cells, move_cell, copy_cell, insert_rows, insert_columns, delete_row, move_row, copy_row, delete_column,
    move_column, copy_column, merge, merge, misspell, misspell, move_structure, copy_structure, sort_rows,
    delete_sheet, copy_sheet, shuffle_sheets, put_below, put_beside,
)  # fmt: skip
