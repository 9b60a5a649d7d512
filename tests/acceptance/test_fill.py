"""`fill`: the engines alone, with any template and any data."""

from __future__ import annotations

from pathlib import Path

import docx
import xlsxwriter

from tests.support.command import run
from tests.support.text import readable


def _template(path: Path, *paragraphs: str) -> Path:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(str(path))
    return path


def test_any_word_template_with_any_yaml(tmp_path: Path) -> None:
    template = _template(
        tmp_path / "t.docx",
        "尊敬的{{ guest.name }}:",
        "{%p for item in items %}",
        "{{ item }}",
        "{%p endfor %}",
    )
    data = tmp_path / "d.yaml"
    data.write_text("guest: {name: 李明 <总监>}\nitems: [甲, 乙]\n", encoding="utf-8")
    done = run("fill", template, data, tmp_path / "o.docx")
    assert done.code == 0, done.out
    text = readable((tmp_path / "o.docx").read_bytes())
    assert "尊敬的李明 <总监>:" in text
    assert "甲\n乙" in text


def test_any_excel_template_with_any_json(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "t.xlsx")) as workbook:
        sheet = workbook.add_worksheet("表")
        for row, text in enumerate(["{%tr for n in numbers %}", "{{ n }}", "{%tr endfor %}"]):
            sheet.write_string(row, 0, text)
        sheet.write_formula(3, 0, "=SUM(A1:A3)")
    data = tmp_path / "d.json"
    data.write_text('{"numbers": [1, 2.5, 4]}', encoding="utf-8")
    done = run("fill", tmp_path / "t.xlsx", data, tmp_path / "o.xlsx")
    assert done.code == 0, done.out
    assert "A4\t7.5\t=SUM(A1:A3)" in readable((tmp_path / "o.xlsx").read_bytes())


def test_an_existing_file_is_not_overwritten(tmp_path: Path) -> None:
    template = _template(tmp_path / "t.docx", "{{ a }}")
    (tmp_path / "d.yaml").write_text("a: 1\n", encoding="utf-8")
    (tmp_path / "o.docx").write_bytes(b"mine")
    done = run("fill", template, tmp_path / "d.yaml", tmp_path / "o.docx")
    assert done.code == 1
    assert "不会覆盖" in done.out
    assert (tmp_path / "o.docx").read_bytes() == b"mine"


def test_every_unknown_name_is_told_and_nothing_is_written(tmp_path: Path) -> None:
    template = _template(tmp_path / "t.docx", "{{ nmae }}", "{{ name }}", "{{ item.prcie }}")
    (tmp_path / "d.yaml").write_text("name: 甲\nitem: {price: 1}\n", encoding="utf-8")
    done = run("fill", template, tmp_path / "d.yaml", tmp_path / "o.docx")
    assert done.code == 1
    for said in ("nmae", "name", "prcie", "price", "t.docx", "第 1 段", "第 3 段"):
        assert said in done.out
    assert not (tmp_path / "o.docx").exists()


def test_what_is_no_office_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "t.docx").write_bytes(b"not a zip")
    (tmp_path / "d.yaml").write_text("a: 1\n", encoding="utf-8")
    done = run("fill", tmp_path / "t.docx", tmp_path / "d.yaml", tmp_path / "o.docx")
    assert done.code == 1
    assert "Traceback" not in done.out + done.err
    done = run("fill", tmp_path / "no.docx", tmp_path / "d.yaml", tmp_path / "o.docx")
    assert done.code in (1, 4)
    assert "no.docx" in done.out + done.err


def test_what_is_wrong_with_template_and_data_is_told_in_one_run(tmp_path: Path) -> None:
    done = run("fill", tmp_path / "模板.docx", tmp_path / "数据.yaml", tmp_path / "结果.docx")
    assert done.code == 1
    assert "模板.docx" in done.out
    assert "数据.yaml" in done.out
    assert "共 2 个错误" in done.out


def test_a_result_has_the_ending_of_its_template(tmp_path: Path) -> None:
    template = _template(tmp_path / "t.docx", "{{ a }}")
    (tmp_path / "d.yaml").write_text("a: 1\n", encoding="utf-8")
    done = run("fill", template, tmp_path / "d.yaml", tmp_path / "o.xlsx")
    assert done.code == 2
    assert ".docx" in done.out
    assert not (tmp_path / "o.xlsx").exists()


def test_formulas_that_only_excel_can_compute_are_counted_and_listed_on_demand(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "t.xlsx")) as workbook:
        sheet = workbook.add_worksheet("表")
        sheet.write("A1", "{{ x }}")
        sheet.write("B1", '=TEXT(A1,"aaaa")')
    (tmp_path / "d.yaml").write_text("x: 3\n", encoding="utf-8")
    short = run("fill", tmp_path / "t.xlsx", tmp_path / "d.yaml", tmp_path / "a.xlsx")
    long = run("fill", "--verbose", tmp_path / "t.xlsx", tmp_path / "d.yaml", tmp_path / "b.xlsx")
    assert (short.code, long.code) == (0, 0)
    assert "1 种公式留给 Excel" in short.out
    assert "t.xlsx 表!B1  提示 T-330" in long.out
    assert '=TEXT(A1,"aaaa")' in long.out
