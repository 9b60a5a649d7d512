"""Promise 5 for templates: a company finds every mistake in its own templates before it builds with them."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.document import Document

from tests.support.command import EXAMPLE, ROOT, Done, build, documents, pack_folder, run, versions
from tests.support.text import readable

FORM = "SP_活动预算审批表.docx"
BUDGET = "YS_活动预算表.xlsx"


SHIPPED = sorted(p.name for kind in ("docx", "xlsx") for p in (ROOT / f"templates_{kind}").glob(f"*.{kind}"))


def shipped(name: str) -> Path:
    return ROOT / ("templates_docx" if name.endswith(".docx") else "templates_xlsx") / name


def with_paragraphs(folder: Path, *texts: str, name: str = FORM) -> Path:
    """Return a copy of the approval form with paragraphs added behind everything else."""

    def add(document: Document) -> None:
        for text in texts:
            document.add_paragraph(text)

    return edited(folder, add, name)


def edited(folder: Path, change: Callable[[Document], None], name: str = FORM) -> Path:
    document = docx.Document(str(shipped(FORM)))
    change(document)
    folder.mkdir(parents=True, exist_ok=True)
    document.save(str(folder / name))
    return folder / name


def found_in(*arguments: object) -> list[dict[str, str]]:
    """Return what `templates check` says as data."""
    done = run("templates", "check", *arguments, "--format", "json")
    assert "Traceback" not in done.out + done.err
    found: list[dict[str, str]] = json.loads(done.out)
    assert done.code == (1 if any(d["severity"] == "error" for d in found) else 0)
    return found


def test_every_shipped_template_passes_without_errors_and_warnings() -> None:
    done = run("templates", "check")
    last = done.out.splitlines()[-1]
    assert (done.code, last) == (0, f"检查了 {len(SHIPPED)} 个模板,没有发现问题"), done.out


MISTAKES = {
    "{{ campaign.thmee }}": ("T-120", "是否想写「theme」"),
    "{{ campaign.name|money }}": ("T-121", "「campaign.name」(活动名称, 文字)"),
    "{{ tasks }}": ("T-123", "「tasks」(任务, 列表)"),
    "{% for x in campaign %}{% endfor %}": ("T-124", "「campaign」(活动, 记录)"),
    "{{ campaign.name.upper() }}": ("T-125", "只能取字段"),
    "{{ tasks.owner }}": ("T-131", "不能直接取「owner」"),
    "多出来的 }}": ("T-102", "前面没有对应的开头"),
    "{{ campaign..name }}": ("T-104", "写法有误"),
    "{% els %}": ("T-105", "是否想写「else」"),
    "{{ budget.total|mony }}": ("T-108", "是否想写「money」"),
    "{% if campaign.name is defind %}{% endif %}": ("T-109", "是否想写「defined」"),
    "{% for x in tasks %}": ("T-111", "没有对应的"),
    "{% endwith %}": ("T-112", "之前没有对应的"),
    "{%p if tasks %}还有文字": ("T-203", "还有别的内容"),
    "{{ campaign.name": ("T-101", "没有写完"),
}


def test_more_than_a_dozen_mistakes_in_a_word_template_come_in_one_run_each_with_place_and_remedy(
    tmp_path: Path,
) -> None:
    before = len(docx.Document(str(shipped(FORM))).paragraphs)
    path = with_paragraphs(tmp_path, *MISTAKES, "{%p endif %}")
    found = {(d["code"], d["spot"]): d for d in found_in(path)}
    for number, (tag, (code, words)) in enumerate(MISTAKES.items(), before + 1):
        diagnostic = found.pop((code, f"正文第 {number} 段"), None)
        assert diagnostic, f"{tag} is not told at its place: {list(found)}"
        assert words in diagnostic["message"]
        assert diagnostic["remedy"]
        assert diagnostic["file"] == str(path)
    assert found == {}


def test_blocks_at_different_depths_and_faults_of_the_file_are_told_beside_the_tags(tmp_path: Path) -> None:
    def change(document: Document) -> None:
        document.add_paragraph("{%p if tasks %}")
        document.add_paragraph("{% endif %}")
        document.add_paragraph("{{ campaign.thmee }}")
        document.sections[0].header.add_paragraph("{{ company.nmae }}")
        document.core_properties.last_modified_by = "王小明"

    found = {d["code"]: d for d in found_in(edited(tmp_path, change))}
    assert "T-205" in found
    assert any("页眉" in d["spot"] and d["code"] == "T-120" for d in found_in(tmp_path / FORM))
    assert any(code.startswith("T-4") for code in found), list(found)


SHEET_MISTAKES = {
    "{{ campaign.nmae }}": "T-120",
    "{{ campaign.name|rmb }}": "T-121",
    "{{ budget.total|money }}": "T-307",
    "{{ tasks }}": "T-123",
    "{{p campaign.name }}": "T-110",
    "{{ budget.total": "T-101",
    "{{ team.name }}": "T-131",
    "{{ campaign.name|uper }}": "T-108",
    "{% if tasks %}": "T-304",
}


def test_mistakes_in_a_workbook_come_in_one_run_each_with_its_cell(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "预算"
    for row, tag in enumerate(SHEET_MISTAKES, 1):
        sheet.cell(row, 2, tag)
    book.save(tmp_path / "自己的表.xlsx")
    found = {(d["code"], d["spot"]): d for d in found_in(tmp_path / "自己的表.xlsx")}
    for row, (tag, code) in enumerate(SHEET_MISTAKES.items(), 1):
        assert (code, f"预算!B{row}") in found, f"{tag}: {list(found)}"
        assert found[code, f"预算!B{row}"]["remedy"]


def test_the_annotated_copy_is_written_for_faulty_templates_only_and_never_over_a_file(
    tmp_path: Path,
) -> None:
    faulty = with_paragraphs(tmp_path / "自己的", "{{ campaign.thmee }}")
    shutil.copy(shipped(BUDGET), tmp_path / "自己的" / BUDGET)
    copies = tmp_path / "批注"
    done = run("templates", "check", "--templates", faulty.parent, "--annotate", copies)
    assert done.code == 1
    assert [path.name for path in copies.iterdir()] == [FORM]
    assert "campaign.thmee" in comments(copies / FORM)
    assert "带批注的副本" in done.out
    before = (copies / FORM).read_bytes()
    again = run("templates", "check", "--templates", faulty.parent, "--annotate", copies)
    assert (again.code, "不会覆盖" in again.out) == (1, True)
    assert "campaign.thmee" in again.out
    assert "换一个目录" in again.out
    assert (copies / FORM).read_bytes() == before


def comments(path: Path) -> str:
    """Return the texts of a document's comments."""
    return "\n".join(comment.text for comment in docx.Document(str(path)).comments)


def test_a_file_that_is_no_template_is_told_and_has_no_copy(tmp_path: Path) -> None:
    path = tmp_path / FORM
    path.write_bytes(b"no zip")
    done = run("templates", "check", path, tmp_path / "没有.docx", "--annotate", tmp_path / "批注")
    assert done.code == 1
    assert "T-001" in done.out
    assert "没有.docx" in done.out
    assert not (tmp_path / "批注").exists()


def test_what_was_found_is_told_though_the_copies_cannot_be_written(tmp_path: Path) -> None:
    path = with_paragraphs(tmp_path, "{{ campaign.thmee }}")
    done = run("templates", "check", path, "--annotate", path / "批注")
    assert done.code == 4
    assert "campaign.thmee" in done.out
    assert "无法建立目录" in done.err
    done = run("templates", "check", path, "--annotate", path / "批注", "--format", "json")
    assert [d["code"] for d in json.loads(done.out)] == ["T-120"]


def test_a_template_that_is_held_by_another_program_hides_no_mistake_of_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held, free = with_paragraphs(tmp_path, name=FORM), with_paragraphs(tmp_path / "b", "{{ campaign.thmee }}")

    def read(path: Path) -> bytes:
        if path == held:
            raise PermissionError(13, "Permission denied")
        return real(path)

    real = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", read)
    done = run("templates", "check", held, free)
    assert (done.code, str(held) in done.err, "campaign.thmee" in done.out) == (4, True, True)


def test_a_folder_among_the_files_is_answered_with_the_option_for_folders(tmp_path: Path) -> None:
    (found,) = found_in(tmp_path)
    assert found["remedy"] == f"检查整个文件夹请写 --templates {tmp_path}"


def test_short_and_json_are_for_programs(tmp_path: Path) -> None:
    path = with_paragraphs(tmp_path, "{{ campaign.thmee }}")
    done = run("templates", "check", path, "--format", "short")
    assert len(done.out.splitlines()) == 2
    assert done.out.splitlines()[-1] == "检查了 1 个模板,其中 1 个有问题:共 1 个错误"
    (found,) = found_in(path)
    assert (found["code"], found["file"], found["severity"]) == ("T-120", str(path), "error")


def test_only_warnings_do_not_fail(tmp_path: Path) -> None:
    path = with_paragraphs(tmp_path, "{{ campaign.thmee|default('无') }}")
    done = run("templates", "check", path)
    assert (done.code, "1 个警告" in done.out) == (0, True)


# --- names of files ----------------------------------------------------------------------------------------------


def test_a_folder_is_held_against_the_catalogue(tmp_path: Path) -> None:
    for name in (FORM, "SP_预算审批表.docx", "YS_活动预算表.docx"):
        shutil.copy(shipped(FORM), tmp_path / name)
    found = {d["code"]: d for d in found_in("--templates", tmp_path)}
    assert set(found) == {"P-008", "P-010"}
    assert f"是否想写「{FORM}」" in found["P-008"]["message"]
    assert found["P-008"]["severity"] == "warning"
    closing = run("templates", "check", "--templates", tmp_path).out.splitlines()[-1]
    assert closing == "检查了 1 个模板:共 1 个错误,1 个警告"
    assert BUDGET in found["P-010"]["remedy"]


def test_a_foreign_file_is_checked_without_the_catalogue(tmp_path: Path) -> None:
    assert found_in(with_paragraphs(tmp_path, "{{ campaign.name }}", name="请示.docx")) == []
    assert [d["code"] for d in found_in(with_paragraphs(tmp_path, name="SP_审批.docx"))] == ["P-008"]


@pytest.mark.parametrize("make", ["nothing", "empty"])
def test_a_folder_without_templates_is_told(make: str, tmp_path: Path) -> None:
    folder = tmp_path / "模板"
    if make == "empty":
        folder.mkdir()
    assert [d["code"] for d in found_in("--templates", folder)] == ["P-007"]
    done = build(EXAMPLE, tmp_path / "output", "--templates", folder)
    assert (done.code, "P-007" in done.out) == (1, True)
    assert not (tmp_path / "output").exists()


# --- templates fields --------------------------------------------------------------------------------------------


def test_the_names_of_a_template_come_with_label_type_example_and_mark() -> None:
    done = run("templates", "fields", "SP")
    assert done.code == 0, done.err
    lines = [line.split() for line in done.out.splitlines()]
    assert ["●", "campaign.name", "活动名称", "文字", "星澜X3智能手表新品发布会"] in lines
    assert ["campaign.mode", "活动形式", "文字", "混合"] in lines
    assert ["●", "approval.applicant.dept", "部门", "文字", "市场部"] in lines
    assert "approval.attachments[].name" in done.out
    assert "research 需求调研" in done.out.splitlines()[-1]
    assert "research.background" not in done.out
    assert (
        done.out.index("campaign.name") < done.out.index("budget.total") < done.out.index("approval.reason")
    )


def test_all_names_are_listed_on_demand_and_as_data() -> None:
    listed = json.loads(run("templates", "fields", "sp", "--format", "json").out)
    everything = json.loads(run("templates", "fields", "SP", "--all", "--format", "json").out)
    names = {row["name"]: row for row in everything["names"]}
    assert everything["template"] == FORM
    assert len(names) > len(listed["names"]) > 50
    assert names["tasks[].owner"]["type"] == "记录, 同 team[]"
    assert names["calendar.holidays"]["type"] == "列表(日期)"
    assert names["budget.total"] == {
        "name": "budget.total",
        "label": "预算合计(元)",
        "kind": "number",
        "type": "数",
        "example": "521500.00",
        "used": True,
    }


def test_a_document_has_the_names_of_its_own_part_of_the_campaign() -> None:
    done = run("templates", "fields", "PS")
    assert (done.code, "meetings.review.topics[].topic" in done.out) == (0, True)


def test_an_unknown_code_is_answered_with_all_there_are() -> None:
    done = run("templates", "fields", "XX")
    assert (done.code, "P-011" in done.out, "YS 活动预算表" in done.out) == (2, True, True)


# --- templates export, build --templates -------------------------------------------------------------------------


@pytest.fixture
def exported(tmp_path: Path) -> Path:
    folder = tmp_path / "公司模板"
    done = run("templates", "export", folder)
    assert done.code == 0, done.out
    assert "--templates" in done.out
    return folder


def test_exported_templates_are_the_shipped_ones_and_pass_the_check(exported: Path) -> None:
    assert {p.name for p in exported.rglob("*.*")} == {p.name for p in ROOT.glob("templates_*/*")}
    assert (exported / "templates_docx" / FORM).read_bytes() == shipped(FORM).read_bytes()
    assert found_in("--templates", exported) == []


def test_an_export_never_overwrites_and_names_all_that_is_there(exported: Path) -> None:
    mine = exported / "templates_docx" / FORM
    mine.write_bytes(b"mine")
    (exported / "templates_xlsx" / BUDGET).unlink()
    done = run("templates", "export", exported)
    assert (done.code, done.out.count("P-002")) == (1, len(SHIPPED) - 1)
    assert mine.read_bytes() == b"mine"
    assert not (exported / "templates_xlsx" / BUDGET).exists()


def test_a_changed_template_makes_a_version_of_its_document(tmp_path: Path) -> None:
    output, folder = tmp_path / "output", tmp_path / "公司模板"
    assert build(EXAMPLE, output).code == 0
    run("templates", "export", folder)
    assert "无变化" in build(EXAMPLE, output, "--templates", folder).out
    with_paragraphs(folder / "templates_docx", "公司专用 {{ campaign.name }}")
    done = build(EXAMPLE, output, "--templates", folder)
    assert done.code == 0, done.out
    assert versions(output) == ["V1.0", "V1.1"]
    made = documents(pack_folder(output) / "V1.1")
    assert "公司专用 星澜X3智能手表新品发布会" in readable(made["SP"].read_bytes())
    changed = {code for code, path in made.items() if "V1.1" in path.name}
    assert changed == {"SP", "GD"}  # the register names every file


def test_own_templates_go_before_the_shipped_ones_file_by_file(tmp_path: Path) -> None:
    folder = tmp_path / "模板"
    with_paragraphs(folder, "公司专用")
    with_paragraphs(folder, "评审纪要 {{ document.title }}", name="PS_活动方案评审会议纪要.docx")
    with_paragraphs(folder, "没有用", name="SP_预算审批表.docx")
    done = build(EXAMPLE, tmp_path / "output", "--templates", folder)
    assert done.code == 0, done.out
    assert "P-008" in done.out
    made = documents(pack_folder(tmp_path / "output") / "V1.0")
    assert {name[:2] for name in SHIPPED} | {"PS"} == set(made)
    assert "公司专用" in readable(made["SP"].read_bytes())
    assert "评审纪要 活动方案评审会议纪要" in readable(made["PS"].read_bytes())


def test_what_is_wrong_with_several_own_templates_is_told_in_one_run_and_nothing_is_written(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "模板"
    first = with_paragraphs(folder, "{{ campaign.thmee }}")
    second = with_paragraphs(folder, "{% if %}", name="DY_活动需求调研报告.docx")
    (folder / BUDGET).write_bytes(b"no zip")
    done = build(EXAMPLE, tmp_path / "output", "--templates", folder)
    assert done.code == 1
    for path in (first, second, folder / BUDGET):
        assert str(path) in done.out
    assert not (tmp_path / "output").exists()


def test_one_document_with_two_templates_is_refused(exported: Path, tmp_path: Path) -> None:
    shutil.copy(shipped(FORM), exported / FORM)
    done: Done = build(EXAMPLE, tmp_path / "output", "--templates", exported)
    assert (done.code, "P-009" in done.out) == (1, True)


def test_a_word_document_that_calls_itself_a_workbook_is_refused(tmp_path: Path) -> None:
    shutil.copy(shipped(FORM), tmp_path / BUDGET)
    (found,) = found_in(tmp_path / BUDGET)
    assert found["code"] == "T-012"
    done = build(EXAMPLE, tmp_path / "output", "--templates", tmp_path)
    assert (done.code, "T-012" in done.out) == (1, True)
    assert not (tmp_path / "output").exists()


def test_a_plain_build_does_not_pay_for_the_checks(tmp_path: Path) -> None:
    script = (
        "import sys\nfrom generator.cli import main\n"
        f"try: main(['build', {str(EXAMPLE)!r}, '--output', {str(tmp_path)!r}, '--dry-run'])\n"
        "except SystemExit: pass\n"
        "print(sorted(m for m in sys.modules if m.startswith('generator.')))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    loaded = done.stdout.splitlines()[-1]
    assert "'generator.app.build'" in loaded
    for module in ("office.schema", "office.checking", "office.inspection", "render.schema", "app.templates"):
        assert f"'generator.{module}'" not in loaded
