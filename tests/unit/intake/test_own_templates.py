"""A folder of a company's own templates, held against the catalogue by file name."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from generator.errors import SurroundingsFailed
from generator.intake.own_templates import OwnTemplates, read_own_templates
from generator.intake.resources import read_process

PROCESS = read_process()
BUDGET = "YS_活动预算表.xlsx"


def read(folder: Path, *names: str) -> OwnTemplates:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"")
    return read_own_templates(folder, PROCESS)


@pytest.mark.parametrize(
    "name",
    [
        BUDGET,
        f"templates_xlsx/{BUDGET}",
        unicodedata.normalize("NFD", BUDGET),
        "ys_活动预算表.XLSX",
    ],
)
def test_a_template_is_known_by_its_name_wherever_it_lies(name: str, tmp_path: Path) -> None:
    own = read(tmp_path, name)
    assert (own.paths, own.diagnostics) == ({BUDGET: tmp_path / name}, ())


def test_what_office_and_the_system_leave_about_is_passed_over(tmp_path: Path) -> None:
    own = read(tmp_path, BUDGET, f"~${BUDGET}", ".隐藏.xlsx", "说明.txt", "备份/YS_活动预算表.xlsx")
    assert (list(own.paths), own.diagnostics) == ([BUDGET], ())


@pytest.mark.parametrize(
    ("name", "code", "named"),
    [
        ("YS_活动预算表.xls", "P-010", BUDGET),
        ("YS_活动预算表.docx", "P-010", BUDGET),
        ("YS_活动预算表 - 副本.xlsx", "P-008", BUDGET),
        ("活动预算.xlsx", "P-008", BUDGET),
        ("YS_预算.xlsm", "P-008", BUDGET),
        ("年会抽奖.docx", "P-008", "与导出的模板相同"),
    ],
)
def test_a_file_that_stands_for_no_document_is_told(name: str, code: str, named: str, tmp_path: Path) -> None:
    own = read(tmp_path, name)
    (found,) = own.diagnostics
    assert (own.paths, found.code, found.place.file) == ({}, code, str(tmp_path / name))
    assert named in found.message + found.remedy


def test_two_templates_of_one_document_are_told_with_both_places(tmp_path: Path) -> None:
    (found,) = read(tmp_path, BUDGET, f"templates_xlsx/{BUDGET}").diagnostics
    assert found.code == "P-009"
    assert str(tmp_path / BUDGET) in found.message + found.place.file
    assert str(tmp_path / "templates_xlsx" / BUDGET) in found.message + found.place.file


@pytest.mark.parametrize("lost", ["a folder", "a link to nothing", "a link in a circle"])
def test_what_is_called_like_a_template_but_is_no_file_is_never_passed_over(
    lost: str, tmp_path: Path
) -> None:
    path = tmp_path / BUDGET
    if lost == "a folder":
        path.mkdir()
    else:
        path.symlink_to(path if lost == "a link in a circle" else tmp_path / "gone")
    (found,) = read_own_templates(tmp_path, PROCESS).diagnostics
    assert (found.code, found.place.file) == ("P-012", str(path))
    assert ("文件夹" if lost == "a folder" else "找不到") in found.message


def test_folders_that_are_called_like_no_template_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "旧.docx").mkdir()
    own = read(tmp_path, BUDGET)
    assert (list(own.paths), own.diagnostics) == ([BUDGET], ())


@pytest.mark.parametrize("name", ["YS_活动预算表.ods", "SP_活动预算审批表.odt", "YS_活动预算表.xlsb"])
def test_a_template_of_a_format_that_is_not_read_is_told(name: str, tmp_path: Path) -> None:
    (found,) = read(tmp_path, name).diagnostics
    assert found.code == "P-010"


def test_a_file_in_the_place_of_the_folder_is_told_to_be_one(tmp_path: Path) -> None:
    path = tmp_path / BUDGET
    path.write_bytes(b"")
    (found,) = read_own_templates(path, PROCESS).diagnostics
    assert (found.code, found.message) == ("P-007", "这是文件,不是目录")
    assert f"templates check {path}" in found.remedy


def test_a_folder_that_may_not_be_read_is_told_in_chinese(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refused)
    with pytest.raises(SurroundingsFailed, match=f"无法读取目录 {tmp_path}:没有权限"):
        read_own_templates(tmp_path, PROCESS)
