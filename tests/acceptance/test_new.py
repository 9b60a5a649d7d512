"""From nothing to a pack: `new` writes a campaign file that checks without a fault and builds at once."""

from __future__ import annotations

import datetime as dt
import io
import re
import sys
from pathlib import Path

import openpyxl
import pytest

from generator.app.new import scenarios
from generator.intake.campaign import read_campaign
from tests.support.command import CODES, build, documents, pack_folder, run
from tests.support.text import readable

SAID = ("--name", "春季新品发布会", "--venue", "国际会议中心", "--organizer", "某某科技有限公司")
DAY = "2027-03-18"
EARLY = "2027-01-10"


class Terminal(io.StringIO):
    """What somebody types."""

    def isatty(self) -> bool:
        return True


def new(file: Path, scenario: str, *more: str, day: str = DAY) -> Path:
    done = run("new", file, "--scenario", scenario, "--date", day, *more)
    assert done.code == 0, done.out + done.err
    return file


@pytest.mark.parametrize("more", [SAID, ()], ids=["all said", "the least said"])
@pytest.mark.parametrize("scenario", scenarios())
def test_a_new_file_has_no_fault_and_makes_a_pack_of_sensible_blanks(
    scenario: str, more: tuple[str, ...], tmp_path: Path
) -> None:
    file = new(tmp_path / "campaigns" / "新活动.yaml", scenario, *more)
    checked = run("check", file, "--as-of", EARLY, "--format", "short", "--strict")
    assert checked.code == 0, checked.out
    assert "C-F14" in checked.out
    done = build(file, tmp_path / "output", as_of=EARLY)
    assert done.code == 0, done.out
    made = documents(pack_folder(tmp_path / "output") / "V1.0")
    assert set(made) == set(CODES)
    for path in made.values():
        text = readable(path.read_bytes())
        assert "«" not in text
        assert "None" not in text


@pytest.mark.parametrize("day", ["2026-10-01", "2027-02-06", "2028-02-29"])
@pytest.mark.parametrize("scenario", scenarios())
def test_days_are_worked_out_from_the_event(scenario: str, day: str, tmp_path: Path) -> None:
    file = new(tmp_path / "a.yaml", scenario, *SAID, day=day)
    early = dt.date.fromisoformat(day) - dt.timedelta(days=70)
    checked = run("check", file, "--as-of", early.isoformat(), "--format", "short")
    assert "错误" not in checked.out, checked.out
    text = file.read_text(encoding="utf-8")
    assert f'start: "{day} ' in text
    assert not re.search("[«»]", text)


def test_numbers_go_on_beside_other_campaigns_and_no_file_is_written_over(tmp_path: Path) -> None:
    first = new(tmp_path / "a.yaml", "新品发布会")
    second = new(tmp_path / "b.yaml", "客户答谢会")
    assert "id: HD-2027-001" in first.read_text(encoding="utf-8")
    assert "id: HD-2027-002" in second.read_text(encoding="utf-8")
    before = first.read_bytes()
    done = run("new", first, "--scenario", "新品发布会", "--date", DAY)
    assert (done.code, "P-002" in done.out) == (1, True)
    assert first.read_bytes() == before
    assert (tmp_path / "campaign.schema.json").is_file()


@pytest.mark.parametrize("name", ['带"引号"和\\反斜线', "冒号: 井号 # 花括号 {a}", "换\n行", "- 像列表"])
def test_whatever_a_name_holds_the_file_can_be_read(name: str, tmp_path: Path) -> None:
    file = new(tmp_path / "a.yaml", "新品发布会", "--name", name, "--organizer", name)
    checked = run("check", file, "--as-of", EARLY, "--format", "short")
    assert "错误" not in checked.out, checked.out


def test_without_a_terminal_nothing_is_asked(tmp_path: Path) -> None:
    done = run("new", tmp_path / "a.yaml")
    assert done.code == 2
    assert "--scenario、--date" in done.err
    assert list(tmp_path.iterdir()) == []
    done = run("new", tmp_path / "a.yaml", "--scenario", "年会", "--date", DAY)
    assert (done.code, "只能是" in done.err) == (2, True)
    done = run("new", tmp_path / "a.docx", "--scenario", "新品发布会", "--date", DAY)
    assert (done.code, "P-017" in done.out) == (2, True)


def test_a_terminal_is_asked_five_questions_at_most(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = Terminal("4\n老客户答谢会\n2027/3/18\n湖滨酒店\n某某有限公司\n")
    monkeypatch.setattr(sys, "stdin", answers)
    done = run("new", tmp_path / "a.yaml")
    assert done.code == 0, done.err
    text = (tmp_path / "a.yaml").read_text(encoding="utf-8")
    assert all(word in text for word in ("老客户答谢会", DAY, "湖滨酒店", "某某有限公司", "type: 客户答谢会"))
    assert answers.read() == ""


def test_a_mark_that_stays_when_it_matters_is_an_error_again(tmp_path: Path) -> None:
    """What a plan may leave open the execution may not: the mark is no way around a rule."""
    file = new(tmp_path / "a.yaml", "客户答谢会", *SAID)
    done = run("check", file, "--as-of", EARLY, "--stage", "执行版", "--format", "short", "--strict")
    assert done.code == 3
    assert "警告 C-C06" in done.out
    done = run("check", file, "--as-of", EARLY, "--stage", "复盘归档版", "--format", "short")
    assert done.code == 1
    assert "错误 C-C06" in done.out


@pytest.mark.parametrize("scenario", scenarios())
def test_a_campaign_that_is_near_builds_at_once_as_well(scenario: str, tmp_path: Path) -> None:
    file = new(tmp_path / "a.yaml", scenario, *SAID)
    done = build(file, tmp_path / "output", "--only", "YS,FA", as_of="2027-03-10")
    assert done.code == 0, done.out
    assert "执行版" in done.out


def test_whatever_else_lies_beside_a_new_file_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "broken.yaml").write_bytes(b"\x00\x01")
    new(tmp_path / "a.yaml", "品牌宣传")


def test_no_number_is_given_twice_whatever_the_format(tmp_path: Path) -> None:
    first = new(tmp_path / "a.yaml", "客户答谢会", *SAID)
    form = new(tmp_path / "b.xlsx", "客户答谢会", *SAID)
    book = openpyxl.load_workbook(form)  # other programs put texts into other parts of the file
    book.save(form)
    last = new(tmp_path / "c.xlsx", "客户答谢会", *SAID)
    ids = [read_campaign(path).campaign.campaign.id for path in (first, form, last)]
    assert ids == ["HD-2027-001", "HD-2027-002", "HD-2027-003"]


def test_what_is_not_said_is_asked_until_it_can_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", Terminal("9\n2\n秋季促销\n明天\n2026-12-01\n全国门店\n某某公司\n"))
    done = run("new", tmp_path / "x.yaml")
    assert done.code == 0
    assert "请写 1 到 4 的整数,不能是「9」" in done.out
    assert "「明天」不是日期" in done.out
    assert "Error" not in done.out + done.err
    text = (tmp_path / "x.yaml").read_text("utf-8")
    assert all(said in text for said in ("秋季促销", "2026-12-01", "全国门店", "某某公司"))
