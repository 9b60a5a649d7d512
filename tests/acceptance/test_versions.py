"""Promise 1: nothing a person wrote is ever lost; and a version is made when something changed, not before."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import docx
import pytest

from generator.app import template_set
from generator.intake.resources import read_process, template_paths
from tests.support.command import AS_OF, CODES, EXAMPLE, ROOT, build, documents, pack_folder, run, versions
from tests.support.text import readable


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "campaigns"
    folder.mkdir()
    copy = folder / EXAMPLE.name
    copy.write_text(EXAMPLE.read_text(encoding="utf-8"), encoding="utf-8")
    return copy


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "output"


def change(source: Path, old: str, new: str) -> None:
    text = source.read_text(encoding="utf-8")
    assert text.count(old) >= 1, old
    source.write_text(text.replace(old, new, 1), encoding="utf-8")


def change_a_price(source: Path, more: int = 1) -> None:
    """One price goes up and another line down, so that the budget still adds up to what was approved."""
    change(source, "unit_price: 68000", f"unit_price: {68000 + more}")
    change(source, "unit_price: 85000", f"unit_price: {85000 - more}")


def add_paragraph(path: Path, text: str) -> None:
    document = docx.Document(str(path))
    document.add_paragraph(text)
    document.save(str(path))


def paragraphs(path: Path) -> list[str]:
    return [p.text for p in docx.Document(str(path)).paragraphs]


def test_the_first_build_makes_the_first_version_with_every_folder(source: Path, output: Path) -> None:
    done = build(source, output)
    assert done.code == 0, done.out + done.err
    assert versions(output) == ["V1.0"]
    version = pack_folder(output) / "V1.0"
    assert {p.name[:2] for p in version.iterdir()} == {"00", "01", "02", "03", "04", "05", "06"}
    assert set(documents(version)) == set(CODES)
    assert str(version) in done.out


def test_building_twice_also_a_day_later_makes_no_second_version(source: Path, output: Path) -> None:
    build(source, output)
    before = {p: p.read_bytes() for p in output.rglob("*") if p.is_file()}
    for as_of in ("2026-09-10", "2026-09-11", "2026-10-12"):
        done = build(source, output, as_of=as_of)
        assert done.code == 0
        assert "无变化" in done.out
    assert {p: p.read_bytes() for p in output.rglob("*") if p.is_file()} == before


def test_a_comment_in_the_campaign_file_is_no_change(source: Path, output: Path) -> None:
    build(source, output)
    source.write_text("# 备注\n" + source.read_text(encoding="utf-8"), encoding="utf-8")
    assert "无变化" in build(source, output).out
    assert versions(output) == ["V1.0"]


@pytest.mark.parametrize("day", ["2026-09-10", "2026-09-14"])
def test_a_changed_price_changes_only_the_documents_that_depend_on_it(
    source: Path, output: Path, day: str
) -> None:
    build(source, output)
    change_a_price(source)
    done = build(source, output, as_of=day)
    assert done.code == 0, done.out
    assert versions(output) == ["V1.0", "V1.1"]
    old, new = (documents(pack_folder(output) / v) for v in ("V1.0", "V1.1"))
    changed = {code for code in new if "_V1.1" in new[code].name}
    assert changed == {
        "YS",
        "SP",
        "PS",
        "GD",
    }  # the form and the minutes name its version, the register its file
    for code in set(new) - changed:
        assert new[code].name == old[code].name
        assert new[code].read_bytes() == old[code].read_bytes()
    assert "V1.1" in "".join(_texts(new["SP"]))


def _texts(path: Path) -> list[str]:
    cells = (c.text for t in docx.Document(str(path)).tables for r in t.rows for c in r.cells)
    return [*paragraphs(path), *cells]


def test_a_persons_paragraph_is_in_every_later_version(source: Path, output: Path) -> None:
    build(source, output)
    add_paragraph(documents(pack_folder(output) / "V1.0")["DY"], "周岚补充:渠道客户另有三条意见。")
    for more in (1, 2):
        change_a_price(source) if more == 1 else change(source, "unit_price: 68001", "unit_price: 68002")
        if more == 2:
            change(source, "unit_price: 84999", "unit_price: 84998")
        assert build(source, output).code == 0
        report = documents(pack_folder(output) / f"V1.{more}")["DY"]
        assert paragraphs(report)[-1] == "周岚补充:渠道客户另有三条意见。"


def test_where_both_changed_both_are_there_and_the_summary_says_so(source: Path, output: Path) -> None:
    build(source, output)
    form = documents(pack_folder(output) / "V1.0")["SP"]
    add_paragraph(form, "财务意见:同意。")
    change_a_price(source)
    done = build(source, output)
    assert done.code == 3
    version = pack_folder(output) / "V1.1"
    kept = next(version.rglob(form.name))
    (new,) = version.rglob("*(新生成)*")
    assert paragraphs(kept)[-1] == "财务意见:同意。"
    assert new.name in done.out
    assert form.name in done.out
    assert paragraphs(form)[-1] == "财务意见:同意。"


def test_files_people_put_into_a_version_go_into_the_next(source: Path, output: Path) -> None:
    build(source, output)
    scan = pack_folder(output) / "V1.0" / "04_附件凭证" / "合同" / "场地合同 扫描件.pdf"
    scan.parent.mkdir(parents=True, exist_ok=True)
    scan.write_bytes(b"%PDF-1.7 scan")
    change_a_price(source)
    build(source, output)
    carried = pack_folder(output) / "V1.1" / scan.relative_to(pack_folder(output) / "V1.0")
    assert carried.read_bytes() == b"%PDF-1.7 scan"


def test_older_versions_stay_as_they_are(source: Path, output: Path) -> None:
    build(source, output)
    first = pack_folder(output) / "V1.0"
    before = {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in first.rglob("*") if p.is_file()}
    change_a_price(source)
    build(source, output)
    assert {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in first.rglob("*") if p.is_file()} == before


def test_a_major_version_is_counted_from_one_point_up(source: Path, output: Path) -> None:
    build(source, output)
    change_a_price(source)
    build(source, output, "--major")
    assert versions(output) == ["V1.0", "V2.0"]


def test_a_dry_run_writes_nothing(source: Path, output: Path) -> None:
    done = build(source, output, "--dry-run")
    assert done.code == 0
    assert not output.exists()
    assert "V1.0" in done.out


def test_only_the_documents_asked_for_are_made_anew(source: Path, output: Path) -> None:
    build(source, output)
    change_a_price(source)
    done = build(source, output, "--only", "YS")
    assert done.code == 0, done.out
    new = documents(pack_folder(output) / "V1.1")
    assert {code for code in new if "_V1.1" in new[code].name} == {"YS"}
    assert set(new) == set(CODES)


def test_the_pack_keeps_its_first_name_when_title_or_date_move(source: Path, output: Path) -> None:
    build(source, output)
    name = pack_folder(output).name
    change(source, "short_name: 星澜X3新品发布会", "short_name: 星澜X3发布")
    change(source, "name: 星澜X3智能手表新品发布会", "name: 星澜X3智能手表发布会")
    build(source, output)
    assert pack_folder(output).name == name
    assert versions(output) == ["V1.0", "V1.1"]


def test_the_open_copy_of_the_campaign_file_shows_no_phone(version: Path) -> None:
    shown = (version / "00_归档目录" / "campaign.yaml").read_text(encoding="utf-8")
    assert "****" in shown
    (whole,) = (version / "06_个人信息(限期保管)").glob("campaign*.yaml")
    assert whole.read_text(encoding="utf-8") == EXAMPLE.read_text(encoding="utf-8")


def test_the_closing_table_names_every_document(source: Path, output: Path) -> None:
    done = build(source, output, "--dry-run")
    for deliverable in read_process().deliverables:
        assert deliverable.name in done.out
    for head in ("代码", "文件名", "尚缺", "下次到期", "负责"):
        assert head in done.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["build"], "缺少参数"),
        (["bild", "x.yaml"], "没有名为「bild」的命令"),
        (["build", "x.yaml", "--onyl", "YS"], "--onyl"),
        (["build", "x.yaml", "--as-of", "昨天"], "不是日期"),
        (["build", "x.yaml", "--stage", "初稿"], "策划版、执行版、复盘归档版"),
        (["check", "x.yaml", "--format", "xml"], "human、short、json"),
        (["check", "x.yaml", "y.yaml"], "参数"),
    ],
)
def test_wrong_usage_is_told_in_chinese(arguments: list[str], said: str) -> None:
    done = run(*arguments)
    assert done.code == 2
    assert said in done.err
    assert "Usage" not in done.err


def test_an_unknown_code_is_told_with_the_known_ones(source: Path, output: Path) -> None:
    done = build(source, output, "--only", "YSB")
    assert done.code == 2
    assert "YSB" in done.out
    assert "YS 活动预算表" in done.out


@pytest.mark.parametrize("command", [[], ["build"], ["check"], ["fill"]])
def test_help_is_chinese(command: list[str]) -> None:
    done = run(*command, "--help")
    assert done.code == 0
    assert "用法:" in done.out
    assert not {"Usage", "Options", "Show this message"} & set(done.out.split())


def test_two_builders_at_once_leave_a_whole_version(source: Path, output: Path) -> None:
    build(source, output)
    photos = pack_folder(output) / "V1.0" / "05_素材影像" / "照片"
    for number in range(60):
        (photos / f"{number}.jpg").write_bytes(b"x" * 20_000)
    change_a_price(source)
    command = [sys.executable, "-m", "generator", "build", source, "--output", output, "--as-of", AS_OF]
    builders = [
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in "ab"
    ]
    assert [builder.wait(timeout=25) for builder in builders] == [0, 0]  # one waits for the other
    assert versions(output) == ["V1.0", "V1.1"]
    assert len(list((pack_folder(output) / "V1.1" / "05_素材影像" / "照片").iterdir())) == 60
    assert "无变化" in build(source, output).out


@pytest.mark.parametrize("lost", ["V1.1", ".pack/V1.1"])
def test_a_newer_version_that_lost_its_folder_or_its_memory_is_not_passed_over(
    source: Path, output: Path, lost: str
) -> None:
    build(source, output)
    change_a_price(source)
    build(source, output)
    shutil.move(pack_folder(output) / lost, output.parent / "away")
    for more in ([], ["--major"]):
        done = build(source, output, *more)
        assert done.code == 1
        assert "V1.1" in done.out


def test_a_read_only_file_and_an_odd_name_are_carried(source: Path, output: Path) -> None:
    build(source, output)
    folder = pack_folder(output) / "V1.0" / "04_附件凭证"
    (folder / "签字.pdf").write_bytes(b"signed")
    (folder / "签字.pdf").chmod(0o444)
    odd = os.fsdecode(b"\xb0\xa1.txt")  # GBK, as unzipped Chinese archives have it
    (folder / odd).write_bytes(b"gbk")
    change_a_price(source)
    assert build(source, output).code == 0
    carried = pack_folder(output) / "V1.1" / "04_附件凭证"
    assert (carried / "签字.pdf").read_bytes() == b"signed"
    assert (carried / odd).read_bytes() == b"gbk"
    assert "无变化" in build(source, output).out


def test_nothing_is_said_to_lie_beside_when_nothing_was_written(source: Path, output: Path) -> None:
    build(source, output)
    copy = pack_folder(output) / "V1.0" / "00_归档目录" / "campaign.yaml"
    copy.write_text(copy.read_text(encoding="utf-8") + "# 我的备注\n", encoding="utf-8")
    source.write_text(source.read_text(encoding="utf-8") + "# 备注\n", encoding="utf-8")
    done = build(source, output)
    assert done.code == 0
    assert "新生成)" not in done.out


def test_a_document_that_a_person_deleted_stays_away_until_it_is_asked_for(
    source: Path, output: Path
) -> None:
    build(source, output)
    documents(pack_folder(output) / "V1.0")["DY"].unlink()
    change_a_price(source)
    done = build(source, output)
    assert "您删去的文件不再生成:DY《活动需求调研报告》" in done.out
    assert "DY" not in documents(pack_folder(output) / "V1.1")
    assert "DY" not in readable(documents(pack_folder(output) / "V1.1")["GD"].read_bytes())
    assert "无变化" in build(source, output).out
    assert build(source, output, "--only", "DY").code == 0
    assert "DY" in documents(pack_folder(output) / "V1.2")


def test_a_document_that_a_person_renamed_appears_once_under_their_name(source: Path, output: Path) -> None:
    build(source, output)
    budget = documents(pack_folder(output) / "V1.0")["YS"]
    budget.rename(budget.with_name("预算(给领导).xlsx"))
    change_a_price(source)
    done = build(source, output)
    assert "您改过名或移过位置" in done.out
    files = [p.name for p in (pack_folder(output) / "V1.1").rglob("*.xlsx")]
    assert "预算(给领导).xlsx" in files
    assert not [name for name in files if "-YS-" in name]
    changed = (pack_folder(output) / "V1.1" / budget.parent.name / "预算(给领导).xlsx").read_bytes()
    assert "68001" in readable(changed)


def test_a_document_that_was_renamed_and_edited_is_known_by_its_number(source: Path, output: Path) -> None:
    build(source, output)
    report = documents(pack_folder(output) / "V1.0")["DY"]
    add_paragraph(report, "我补充的一段")
    report.rename(report.with_name("调研.docx"))
    change_a_price(source)
    build(source, output)
    folder = pack_folder(output) / "V1.1" / report.parent.name
    assert "我补充的一段" in paragraphs(folder / "调研.docx")
    assert not list(folder.glob("*-DY-*"))


def test_documents_without_a_template_are_named_and_no_pack(
    source: Path, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A deliverable may be added to the catalogue before its template is drawn."""
    drawn = {name: path for name, path in template_paths().items() if not name.startswith("FA_")}
    monkeypatch.setattr(template_set, "template_paths", lambda: drawn)
    done = build(source, output, "--only", "FA")
    assert done.code == 2
    assert "还没有模板" in done.out
    assert not output.exists()
    done = build(source, output)
    assert "还没有模板、本次未生成(1 份):FA《活动策划方案》" in done.out
    assert set(documents(pack_folder(output) / "V1.0")) == set(CODES) - {"FA"}
