"""The catalogue as it stands in `process.yaml`, and the checks on it."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml

import generator.standard
from generator.standard.process import Process, parse_process
from generator.standard.stage import Stage

SOURCE = Path(generator.standard.__file__).with_name("process.yaml")
DATA: dict[str, Any] = yaml.safe_load(SOURCE.read_text(encoding="utf-8"))
PROCESS: Process = parse_process(DATA)
IN_SEED_ORDER = "DY MB FA YS SP PS FG SJ GY PQ SH CD QD JK TZ XG DC FJ FP GD YJ AL"


def test_there_are_the_19_named_documents_and_3_of_the_archive_in_seed_order() -> None:
    assert " ".join(d.code for d in PROCESS.deliverables) == IN_SEED_ORDER
    archive = [d for d in PROCESS.deliverables if d.step == "(三)3"]
    assert (len(PROCESS.deliverables) - len(archive), len(archive)) == (19, 3)


def test_there_are_three_phases_and_ten_steps() -> None:
    assert [len(phase.steps) for phase in PROCESS.phases] == [3, 4, 3]
    assert PROCESS.step("(三)3").title == "资料归档与知识沉淀"
    assert {d.step for d in PROCESS.deliverables} == set(PROCESS.steps)


def test_a_template_is_called_by_code_and_name() -> None:
    assert PROCESS.deliverable("DY").template == "DY_活动需求调研报告.docx"
    assert PROCESS.deliverable("FG").template == "FG_活动执行分工表.xlsx"
    assert len({d.template for d in PROCESS.deliverables}) == 22


@pytest.mark.parametrize(
    ("folder", "codes"),
    [
        ("00", "GD YJ AL"),
        ("01", "DY MB FA YS SP PS FG"),
        ("02", "SJ GY PQ SH CD QD JK TZ"),
        ("03", "XG DC FJ FP"),
    ],
)
def test_each_document_lies_where_the_folder_scheme_puts_it(folder: str, codes: str) -> None:
    assert [d.code for d in PROCESS.deliverables if d.folder == folder] == codes.split()


def test_old_versions_have_a_folder_in_the_archive_only() -> None:
    assert [f.name for f in PROCESS.folders if f.archive_only] == ["历史版本"]
    assert PROCESS.folder("04").sub_folders == ("合同", "发票", "签字扫描件", "授权文件")


def test_documents_cite_what_they_print_the_version_of() -> None:
    cites = {d.code: d.cites for d in PROCESS.deliverables if d.cites}
    everything = {d.code for d in PROCESS.deliverables}
    assert set(cites.pop("GD")) == everything - {"GD"}
    assert cites == {"SP": ("YS",), "PS": ("FA", "YS")}


def test_the_due_days_the_seed_states_are_kept() -> None:
    labels = {d.code: d.due_rule.label for d in PROCESS.deliverables}
    assert labels["CD"] == "T-1"
    assert labels["XG"] == labels["DC"] == "E+3个工作日"
    assert labels["DY"] == "T-45…T-35"


def test_what_had_to_be_known_earlier_still_has_to_be_known_later() -> None:
    planning = PROCESS.requirements("FA", Stage.PLANNING)
    execution = PROCESS.requirements("FA", Stage.EXECUTION)
    assert set(planning) < set(execution)
    assert "concept.creative" in {r.path for r in execution} - {r.path for r in planning}
    assert set(execution) <= set(PROCESS.requirements("FA", Stage.CLOSING))


def _change(change: Callable[[dict[str, Any]], None]) -> dict[str, Any]:
    data = deepcopy(DATA)
    change(data)
    return data


def test_every_reference_that_leads_nowhere_is_told_at_once() -> None:
    def change(data: dict[str, Any]) -> None:
        data["deliverables"][0].update(step="(四)1", folder="77", cites=["ZZ"])
        data["deliverables"][2]["code"] = "MB"

    with pytest.raises(ValueError, match="DY: there is no step") as caught:
        parse_process(_change(change))
    said = str(caught.value)
    assert "code MB stands twice" in said
    assert "DY: there is no folder 77" in said
    assert "DY: cites ZZ" in said


def test_an_unknown_key_is_refused() -> None:
    with pytest.raises(ValueError, match="templat"):
        parse_process(_change(lambda data: data["deliverables"][0].update(templat="x.docx")))


def test_a_due_point_in_another_notation_is_refused() -> None:
    with pytest.raises(ValueError, match="no point in time"):
        parse_process(_change(lambda data: data["deliverables"][0].update(due="30 days before")))
