"""`status`: where everything stands, read from the folder as people have left it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.support.archives import CLOSED, DAY, content, drop_in
from tests.support.command import AS_OF, CODES, EXAMPLE, Done, build, documents, pack_folder, run


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("planned") / "output"
    assert build(EXAMPLE, output).code == 0
    return pack_folder(output)


@pytest.fixture
def pack(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "output" / made.name))


def status(pack: Path, day: str = AS_OF) -> tuple[Done, dict[str, dict[str, Any]]]:
    done = run("status", pack, "--as-of", day, "--format", "json")
    return done, {each["code"]: each for each in json.loads(done.out)["documents"]}


def test_a_plan_that_nobody_has_touched(pack: Path) -> None:
    done, found = status(pack)
    assert done.code == 0
    assert tuple(found) == CODES
    assert {found[code]["state"] for code in ("DY", "MB", "FA", "YS")} == {"草稿"}
    assert {found[code]["state"] for code in ("XG", "FJ", "FP", "AL")} == {"未开始"}
    assert found["MB"]["blanks"] == ["目标确认!Q4 批准人", "目标确认!Q5 批准日期"]
    assert found["MB"]["owner"] == "市场部"
    assert not any(each["overdue"] for each in found.values())


def test_what_is_late_is_told_with_exit_3(pack: Path) -> None:
    done, found = status(pack, "2026-09-20")
    assert done.code == 3
    assert [code for code, each in found.items() if each["overdue"]] == ["DY", "MB", "FA", "YS", "SP"]
    said = run("status", pack, "--as-of", "2026-09-20").out
    assert "2026-09-11 已逾期" in said
    assert "逾期 5 份" in said


def test_an_edited_a_signed_a_renamed_and_a_missing_document(pack: Path) -> None:
    version = pack / "V1.0"
    files = documents(version)
    book = openpyxl.load_workbook(files["MB"])
    book["目标确认"]["Q4"] = "顾清和"
    book.save(files["MB"])
    scan = version / "04_附件凭证" / "签字扫描件" / "HD-2026-001-SP-01_签字.pdf"
    scan.write_bytes(content("pdf", "x"))
    files["YS"].rename(files["YS"].with_name("我的预算.xlsx"))
    files["DY"].unlink()
    done, found = status(pack)
    assert done.code == 3
    assert found["MB"]["state"] == "已编辑"
    assert found["MB"]["blanks"] == ["目标确认!Q5 批准日期"]
    assert (found["SP"]["state"], len(found["SP"]["scans"])) == ("已签字扫描", 1)
    assert (found["YS"]["state"], found["YS"]["path"]) == ("草稿", "01_策划准备/我的预算.xlsx")
    assert (found["DY"]["state"], found["DY"]["path"]) == ("缺失", None)
    assert "缺 1 项" in run("status", pack, "--as-of", AS_OF).out


def test_attachments_are_awaited_before_they_are_missed(tmp_path: Path) -> None:
    build(CLOSED, tmp_path / "output", as_of=DAY)
    version = pack_folder(tmp_path / "output") / "V1.0"
    early = run("status", version.parent, "--as-of", "2027-01-04")
    assert early.code == 0
    assert "待放入" in early.out
    late = run("status", version.parent, "--as-of", DAY)
    assert late.code == 3
    assert "缺 12 项" in late.out
    drop_in(version, film=1000)
    done = run("status", version, "--as-of", DAY)
    assert done.code == 0, done.out
    assert "没有缺失" in done.out


def test_a_new_campaign_of_a_year_without_a_calendar_misses_nothing_yet(tmp_path: Path) -> None:
    file = tmp_path / "campaigns" / "a.yaml"
    assert run("new", file, "--scenario", "客户答谢会", "--date", "2027-03-18").code == 0
    assert run("build", file, "--only", "SP", "--as-of", "2027-01-10").code == 0
    said = run("status", file, "--as-of", "2027-01-10").out
    assert "待放入" in said
    assert run("status", file, "--as-of", "2027-03-19").out.count("待放入") == 0


def test_a_broken_document_is_no_traceback(pack: Path) -> None:
    files = documents(pack / "V1.0")
    files["YS"].write_bytes(b"PK broken")
    files["FA"].write_bytes(b"")
    done, found = status(pack)
    assert done.code == 0
    assert (found["YS"]["state"], found["FA"]["state"]) == ("已编辑", "已编辑")
    assert found["YS"]["blanks"] == []


def test_without_its_campaign_file_a_pack_cannot_be_judged(pack: Path) -> None:
    (pack / "V1.0" / "06_个人信息(限期保管)" / "campaign_完整.yaml").unlink()
    assert status(pack)[0].code == 0  # the masked copy is there
    (pack / "V1.0" / "00_归档目录" / "campaign.yaml").unlink()
    done = run("status", pack)
    assert (done.code, "A-011" in done.out) == (1, True)
