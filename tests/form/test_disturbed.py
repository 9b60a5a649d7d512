"""A form that people moved about says the same; what cannot be understood is refused with its cell."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from generator.diagnostics import Diagnostic, Severity
from generator.errors import InvalidCampaign
from generator.intake.campaign import LoadedCampaign, load_form, parse_form
from generator.office.cells import Cell, CellSheet
from tests.support.forms import Form, Workbook
from tests.support.libreoffice import recalculated

Change = Callable[[Form, Workbook], object]


def read(book: Workbook) -> LoadedCampaign:
    return load_form(book.read())


def told(book: Workbook) -> tuple[Diagnostic, ...]:
    try:
        return read(book).diagnostics
    except InvalidCampaign as invalid:
        return invalid.diagnostics


def swap_columns(form: Form, book: Workbook) -> None:
    book["人员"].move_column(2, 6)


def insert_column(form: Form, book: Workbook) -> None:
    book["任务"].insert_columns(3)


def insert_rows(form: Form, book: Workbook) -> None:
    site = form.sites["任务"]
    book["任务"].insert_rows(site.head + 3, 2)
    book["任务"].insert_rows(site.head + 1)


def reorder_lines(form: Form, book: Workbook) -> None:
    site = form.sites["活动"]
    book["活动"].move_row(site.labels["活动主题"], site.labels["活动编号"])


def reorder_sheets(form: Form, book: Workbook) -> None:
    book.pages.reverse()


def rename_sheets(form: Form, book: Workbook) -> None:
    for number, page in enumerate(book.pages[1:-1]):
        page.name = f"表 {number}"


def move_block(form: Form, book: Workbook) -> None:
    site, rows = form.sites["应急联系"], book["风险应急"]
    moved = {at: cell for at, cell in rows.cells.items() if site.title <= at[0] <= site.last}
    for row, column in moved:
        del rows.cells[row, column]
    to, down = book["嘉宾"], book["嘉宾"].last_row + 3
    to.cells |= {(row - site.title + down, column): cell for (row, column), cell in moved.items()}


def shabby_labels(form: Form, book: Workbook) -> None:
    site = form.sites["人员"]
    book["人员"].put(site.label_at("姓名"), " 姓 名 ")
    book["人员"].put(site.label_at("部门"), "部门(必填)")
    book["人员"].put((site.title, 1), "■人员")


def without_guides(form: Form, book: Workbook) -> None:
    book["任务"].delete_rows(form.sites["任务"].head - 1)


def without_explanations(form: Form, book: Workbook) -> None:
    for row in range(form.sites["活动结果"].title, form.sites["活动结果"].last + 1):
        book["结果"].take((row, 3))


def numbers_only(form: Form, book: Workbook) -> None:
    site = form.sites["任务"]
    for row in range(3):
        at = site.at("责任人", row)
        book["任务"].put(at, book["任务"].text(at).partition(" ")[0])


def names_only(form: Form, book: Workbook) -> None:
    site = form.sites["任务"]
    for row in range(3):
        at = site.at("责任人", row)
        book["任务"].put(at, book["任务"].text(at).partition(" ")[2])


def other_separators(form: Form, book: Workbook) -> None:
    site = form.sites["方案评审会议"]
    at = site.at("出席人员")
    book["评审会"].put(at, book["评审会"].text(at).replace("、", ", ", 1).replace("、", "；", 1))


def people_on_lines(form: Form, book: Workbook) -> None:
    at = form.sites["方案评审会议"].at("出席人员")
    book["评审会"].put(at, book["评审会"].text(at).replace("、", "\n"))


def numbers_as_text(form: Form, book: Workbook) -> None:
    at = form.sites["活动"].at("预计人数")
    book["活动"].put(at, f"{int(book['活动'].text(at)):,} ")
    at = form.sites["预算"].at("批准总额")
    book["预算"].put(at, f"￥{book['预算'].text(at)}元")


def days_as_text(form: Form, book: Workbook) -> None:
    at = form.sites["活动"].at("预热开始日期")
    year, month, day = book["活动"].text(at).split("-")
    book["活动"].put(at, f"{year}年{int(month)}月{int(day)}日")


def renamed_person_elsewhere(form: Form, book: Workbook) -> None:
    site = form.sites["任务"]
    at = site.at("责任人", 0)
    book["任务"].put(at, book["任务"].text(at).partition(" ")[0] + " 曾用名")


HARMLESS = (
    swap_columns, insert_column, insert_rows, reorder_lines, reorder_sheets, rename_sheets, move_block, shabby_labels,
    without_guides, without_explanations, numbers_only, names_only, other_separators, people_on_lines,
    numbers_as_text, days_as_text, renamed_person_elsewhere,
)  # fmt: skip


@pytest.mark.parametrize("change", HARMLESS, ids=lambda change: change.__name__)
def test_a_disturbed_form_says_the_same(change: Change, planned: Form) -> None:
    book = planned.workbook()
    change(planned, book)
    loaded = read(book)
    assert [d for d in loaded.diagnostics if d.severity is not Severity.INFO] == []
    assert loaded.campaign == planned.campaign


def test_a_sheet_of_ones_own_is_told_and_left_alone(planned: Form) -> None:
    book = planned.workbook()
    book.pages.append(type(book.pages[0])("草稿", {(2, 2): Cell("电话费 300")}))
    (found,) = told(book)
    assert (found.code, found.severity, found.place.spot) == ("C-F16", Severity.INFO, "草稿!B2")
    assert read(book).campaign == planned.campaign


def _head(title: str, label: str, text: str) -> Change:
    def change(form: Form, book: Workbook) -> str:
        site = form.sites[title]
        book[site.sheet].put(site.label_at(label), text)
        return site.spot(site.label_at(label))

    return change


def _put(title: str, label: str, text: str, row: int = 0) -> Change:
    def change(form: Form, book: Workbook) -> str:
        site = form.sites[title]
        book[site.sheet].put(site.at(label, row), text)
        return site.spot(site.at(label, row))

    return change


def _title(title: str, text: str) -> Change:
    def change(form: Form, book: Workbook) -> str:
        site = form.sites[title]
        book[site.sheet].put((site.title, 1), text)
        return site.spot((site.title, 1))

    return change


def title_deleted(form: Form, book: Workbook) -> str:
    site = form.sites["班次"]
    book["部门班次"].take((site.title, 1))
    return site.spot((site.head, 1))


def sheet_copied(form: Form, book: Workbook) -> str:
    book.pages.append(type(book.pages[0])("预算 (2)", dict(book["预算"].cells)))
    return "预算 (2)!A1"


def beside_a_table(form: Form, book: Workbook) -> str:
    site = form.sites["任务"]
    at = (site.head + 1, book["任务"].last_column + 2)
    book["任务"].put(at, "加急")
    return site.spot(at)


def above_heads(form: Form, book: Workbook) -> str:
    site = form.sites["任务"]
    book["任务"].insert_rows(site.head)
    book["任务"].put((site.head, 4), "先做这一件")
    return site.spot((site.head, 4))


def merged(form: Form, book: Workbook) -> str:
    site = form.sites["任务"]
    top, column = site.at("责任部门", 0)
    book["任务"].merge((top, column, top + 1, column))
    return site.spot((top, column))


def formula_error(form: Form, book: Workbook) -> str:
    site = form.sites["预算·明细"]
    at = site.at("单价")
    book["预算"].lay(at, Cell("#N/A", fault="error"))
    return site.spot(at)


def two_of_one_name(form: Form, book: Workbook) -> str:
    people, site = form.sites["人员"], form.sites["任务"]
    name = book["人员"].text(people.at("姓名", 0))
    book["人员"].put(people.at("姓名", 1), name)
    book["任务"].put(site.at("责任人"), name)
    return site.spot(site.at("责任人"))


def number_and_name_of_two(form: Form, book: Workbook) -> str:
    people, site = form.sites["人员"], form.sites["任务"]
    number, other = book["人员"].text(people.at("人员编号", 0)), book["人员"].text(people.at("姓名", 2))
    book["任务"].put(site.at("责任人"), f"{number} {other}")
    return site.spot(site.at("责任人"))


def document_twice(form: Form, book: Workbook) -> str:
    site = form.sites["单份文件"]
    book["单份文件"].put(site.at("文件代码", 1), book["单份文件"].text(site.at("文件代码", 0)))
    return site.spot(site.at("文件代码", 1))


REFUSED: dict[str, tuple[Change, str]] = {
    "a head misspelt": (_head("人员", "电话", "电活"), "C-I04"),
    "a head deleted": (_head("人员", "电话", ""), "C-F16"),
    "a head twice": (_head("人员", "电话", "邮箱"), "C-F15"),
    "a title misspelt": (_title("应急联系", "■ 应急联络"), "C-F15"),
    "a title deleted": (title_deleted, "C-F15"),
    "a sheet copied": (sheet_copied, "C-F15"),
    "beside a table": (beside_a_table, "C-F16"),
    "above the heads": (above_heads, "C-F16"),
    "an item misspelt": (_head("活动", "活动主题", "活动主体"), "C-I04"),
    "an item twice": (_head("活动", "活动主题", "活动名称"), "C-F04"),
    "merged": (merged, "C-F17"),
    "an error value": (formula_error, "C-F18"),
    "a text for a number": (_put("活动", "预计人数", "三百人左右"), "C-F07"),
    "a day that is none": (_put("活动", "预热开始日期", "2026-02-30"), "C-F08"),
    "a choice that is none": (_put("活动", "活动形式", "线上线下"), "C-F09"),
    "two of one name": (two_of_one_name, "C-I01"),
    "number and name of two": (number_and_name_of_two, "C-I01"),
    "an owner that is none": (_put("供应商·里程碑", "所属供应商", "某某公司"), "C-I01"),
    "a row without owner": (_put("供应商·里程碑", "所属供应商", ""), "C-F05"),
    "a document twice": (document_twice, "C-F04"),
}


ELSEWHERE = frozenset({"a head twice", "a head deleted", "a document twice"})
"""What is told at another cell of the sheet: at the second head, at the first content, at the row."""


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_understood_is_refused_with_its_cell(name: str, planned: Form) -> None:
    change, code = REFUSED[name]
    book = planned.workbook()
    spot = change(planned, book)
    errors = [(d.code, d.place.spot) for d in told(book) if d.severity is Severity.ERROR]
    sheet = str(spot).partition("!")[0]
    assert {place.partition("!")[0] for _, place in errors} == {sheet}, errors
    assert {found for found, _ in errors} <= {code, "C-F15", "C-F16"}, errors
    assert code in {found for found, _ in errors}, errors
    assert name in ELSEWHERE or (code, spot) in errors, errors


def test_a_sheet_that_is_gone_is_told(planned: Form) -> None:
    book = planned.workbook()
    book.pages.remove(book["嘉宾"])
    (found,) = told(book)
    assert (found.code, found.severity) == ("C-F19", Severity.WARNING)
    book.pages.remove(book["目标"])
    assert "C-F05" in {d.code for d in told(book)}


def test_a_workbook_that_is_no_form_is_refused() -> None:
    with pytest.raises(InvalidCampaign) as caught:
        Workbook([CellSheet("Sheet1", {(1, 1): Cell("你好")})]).read()
    assert [d.code for d in caught.value.diagnostics] == ["C-F03"]


@pytest.mark.needs_libreoffice
def test_a_form_that_libreoffice_has_saved_says_the_same(planned: Form, closed: Form, tmp_path: Path) -> None:
    forms = (planned, closed)
    saved = recalculated([form.path.read_bytes() for form in forms], tmp_path)
    for form, data in zip(forms, saved, strict=True):
        loaded = parse_form(data, form.path.name)
        assert loaded.diagnostics == ()
        assert loaded.campaign == form.campaign


def test_a_form_that_another_program_has_moved_about_says_the_same(closed: Form) -> None:
    book = openpyxl.load_workbook(closed.path)
    book["任务"].insert_cols(2)
    book["人员"].insert_rows(6, 3)
    book.move_sheet("嘉宾", -12)
    stream = io.BytesIO()
    book.save(stream)
    loaded = parse_form(stream.getvalue(), closed.path.name)
    assert loaded.diagnostics == ()
    assert loaded.campaign == closed.campaign
