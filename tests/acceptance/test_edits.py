"""What people do to a pack between builds: edit, add, rename, delete, sign, or only open and save."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import docx
import openpyxl
import pytest
from openpyxl.comments import Comment

from tests.support.command import EXAMPLE, build, documents, pack_folder, run, versions
from tests.support.libreoffice import convert
from tests.support.text import readable


@pytest.fixture
def source(tmp_path: Path) -> Path:
    copy = tmp_path / "campaigns" / EXAMPLE.name
    copy.parent.mkdir()
    copy.write_text(EXAMPLE.read_text(encoding="utf-8"), encoding="utf-8")
    return copy


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "output"


def change_a_price(source: Path, step: int = 1) -> None:
    text = source.read_text(encoding="utf-8")
    for old, new in (
        (f"unit_price: {68000 + step - 1}", f"unit_price: {68000 + step}"),
        (f"unit_price: {85000 - step + 1}", f"unit_price: {85000 - step}"),
    ):
        assert old in text
        text = text.replace(old, new, 1)
    source.write_text(text, encoding="utf-8")


def status(source: Path, code: str, value: str) -> None:
    text = source.read_text(encoding="utf-8")
    line = next(each for each in text.splitlines() if each.startswith(f"  {code}: {{"))
    bare = line.replace(", status: 定稿", "")
    source.write_text(
        text.replace(line, f"{bare[:-1]}, status: {value}}}" if value else bare), encoding="utf-8"
    )


@pytest.mark.needs_libreoffice
def test_a_file_that_libreoffice_only_saved_again_is_no_edit(
    source: Path, output: Path, tmp_path: Path
) -> None:
    """All 22 documents, really opened and saved, are replaced by new content as if nobody had touched them."""
    build(source, output)
    version = pack_folder(output) / "V1.0"
    resaved = 0
    for ending in ("docx", "xlsx"):
        files = [path for path in documents(version).values() if path.suffix == f".{ending}"]
        for path, again in zip(files, convert(files, ending, tmp_path / ending), strict=True):
            resaved += path.read_bytes() != again.read_bytes()
            shutil.copyfile(again, path)
    assert resaved == 22
    assert "没有不同" in run("diff", pack_folder(output)).out
    change_a_price(source)
    done = build(source, output)
    assert done.code == 0, done.out
    assert "原样带入" not in done.out
    assert not list((pack_folder(output) / "V1.1").rglob("*新生成*"))
    assert "68001" in readable(documents(pack_folder(output) / "V1.1")["YS"].read_bytes())


def test_through_three_rebuilds_everybody_keeps_what_is_theirs(source: Path, output: Path) -> None:
    build(source, output)
    first = pack_folder(output) / "V1.0"
    files = documents(first)
    edited = openpyxl.load_workbook(files["FG"])
    edited.worksheets[0]["B60"] = "我加的一行"
    edited.save(files["FG"])
    (first / "04_附件凭证" / "合同" / "合同.pdf").write_bytes(b"scan")
    files["MB"].rename(files["MB"].with_name("目标(会签).xlsx"))
    files["PS"].unlink()
    for step in (1, 2, 3):
        change_a_price(source, step)
        assert build(source, output).code in (0, 3)
    assert versions(output) == ["V1.0", "V1.1", "V1.2", "V1.3"]
    last = pack_folder(output) / "V1.3"
    names = {path.name for path in last.rglob("*") if path.is_file()}
    assert "我加的一行" in readable((last / files["FG"].relative_to(first)).read_bytes())
    assert (last / "04_附件凭证" / "合同" / "合同.pdf").read_bytes() == b"scan"
    assert "目标(会签).xlsx" in names
    assert not [name for name in names if "-MB-" in name or "-PS-" in name]
    assert "68003" in readable(next(last.rglob("*-YS-*")).read_bytes())


def test_a_signed_document_stays_byte_for_byte_and_check_says_what_has_left_it(
    source: Path, output: Path
) -> None:
    build(source, output)
    status(source, "YS", "定稿")
    build(source, output)
    signed = documents(pack_folder(output) / "V1.1")["YS"]
    content = signed.read_bytes()
    assert signed.name.endswith("_V1.1_定稿.xlsx")
    change_a_price(source)
    checked = run("check", source, "--as-of", "2026-09-10", "--output", output)
    assert checked.code == 0
    assert "P-015" in checked.out
    assert "68,000 → 68,001" in checked.out
    assert run("check", source, "--as-of", "2026-09-10", "--output", output, "--strict").code == 3
    done = build(source, output)
    assert done.code == 3
    assert "已定稿,数据变了" in done.out
    third = pack_folder(output) / "V1.2"
    assert (third / signed.relative_to(signed.parents[1])).read_bytes() == content
    beside = next(third.rglob("*新生成*"))
    assert "68001" in readable(beside.read_bytes())
    assert "无变化" in build(source, output).out
    status(source, "YS", "")
    beside.unlink()
    build(source, output)
    assert "68001" in readable(documents(pack_folder(output) / "V1.3")["YS"].read_bytes())


def test_diff_says_what_people_changed_in_words_a_marketer_reads(source: Path, output: Path) -> None:
    build(source, output)
    pack = pack_folder(output)
    files = documents(pack / "V1.0")
    book = openpyxl.load_workbook(files["YS"])
    sheet = book.worksheets[0]
    cell = next(c for row in sheet.iter_rows() for c in row if c.value == 68000)
    cell.value = 67000
    sheet["C8"].comment = Comment("请核对", "李明")
    book.save(files["YS"])
    form = docx.Document(str(files["SP"]))
    form.add_paragraph("手写的一段")
    form.save(str(files["SP"]))
    (pack / "V1.0" / "04_附件凭证" / "合同" / "合同.pdf").write_bytes(b"scan")
    files["DY"].unlink()
    done = run("diff", pack)
    assert done.code == 0, done.err
    assert f"预算明细!{cell.coordinate}「单价(元)」:68,000 → 67,000" in done.out
    assert "批注:请核对" in done.out
    assert "新加:手写的一段" in done.out
    assert "新加  04_附件凭证/合同/合同.pdf" in done.out
    assert "已删去  01_策划准备/HD-2026-001-DY-01_活动需求调研报告" in done.out
    assert "共 4 个文件不同" in done.out


def test_diff_between_two_versions_says_what_the_data_changed(source: Path, output: Path) -> None:
    build(source, output)
    change_a_price(source)
    build(source, output)
    done = run("diff", pack_folder(output), "V1.0", "v1.1")
    assert done.code == 0, done.err
    assert "V1.1 与 V1.0 相比" in done.out
    assert "「单价(元)」:68,000 → 68,001" in done.out
    assert run("diff", pack_folder(output), "V1.0").code == 2
    assert run("diff", pack_folder(output), "V1.0", "V9.9").code == 2
    assert run("diff", output).code == 2


def test_a_file_that_is_open_stops_the_build_unless_it_is_forced(source: Path, output: Path) -> None:
    build(source, output)
    budget = documents(pack_folder(output) / "V1.0")["YS"]
    lock = budget.with_name(f"~${budget.name}")
    lock.write_bytes(b"")
    change_a_price(source)
    done = build(source, output)
    assert done.code == 4
    assert budget.name in done.err
    assert versions(output) == ["V1.0"]
    assert build(source, output, "--force").code == 0
    assert not list((pack_folder(output) / "V1.1").rglob("~$*"))


def test_a_change_in_an_older_version_is_told_with_exit_3(source: Path, output: Path) -> None:
    build(source, output)
    change_a_price(source)
    build(source, output)
    old = documents(pack_folder(output) / "V1.0")["SP"]
    form = docx.Document(str(old))
    form.add_paragraph("改错了版本")
    form.save(str(old))
    shift = old.stat().st_mtime + 120

    os.utime(old, (shift, shift))
    done = build(source, output)
    assert done.code == 3
    assert f"V1.0/01_策划准备/{old.name}" in done.out


def test_a_path_that_excel_would_not_open_is_refused_before_anything_is_written(
    source: Path, tmp_path: Path
) -> None:
    deep = tmp_path / ("很长的目录名" * 8) / ("又一层" * 20) / "output"
    done = build(source, deep, "--only", "YS")
    assert done.code == 1
    assert "P-016" in done.out
    assert "--force" in done.out
    assert not deep.exists()
    assert "警告 P-016" in build(source, deep, "--only", "YS", "--dry-run").out
    assert "P-016" not in build(source, tmp_path / "output", "--only", "YS").out
    assert build(source, deep, "--only", "YS", "--force").code == 0
    assert versions(deep) == ["V1.0"]


def test_a_failed_venue_is_signed_only_by_force(source: Path, output: Path) -> None:
    text = source.read_text(encoding="utf-8")
    line = next(each for each in text.splitlines() if "- {" in each and "critical: 是" in each)
    source.write_text(
        text.replace(line, line.replace("critical: 是", "critical: 是, result: 不合格"), 1), encoding="utf-8"
    )
    assert build(source, output, "--only", "CD").code == 0
    status(source, "CD", "定稿")
    assert build(source, output, "--only", "CD").code == 1
    done = build(source, output, "--only", "CD", "--force")
    assert done.code == 0
    assert "C-C03" in done.out
