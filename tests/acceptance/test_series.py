"""`batch CAMPAIGN --each TABLE`: a pack for each row, as if its values stood in the campaign file."""

from __future__ import annotations

import json
import re
from pathlib import Path

import openpyxl

from tests.support.command import AS_OF, EXAMPLE, Done, build, run
from tests.support.many import files_in

ROWS = [
    ["活动编号", "活动名称", "活动.活动简称", "地点[loc1].名称", "campaign.locations[1].address", "预计人数"],
    ["HD-2026-201", "星澜X3上海站", "星澜X3上海站", "静安瑞华酒店", "上海市静安区云汀路88号", 300],
    ["HD-2026-202", "星澜X3杭州站", "星澜X3杭州站", "西湖国宾馆", "杭州市西湖区杨公堤18号", None],
]


def table(path: Path, rows: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def series(rows: Path, output: Path, *more: object) -> Done:
    return run("batch", EXAMPLE, "--each", rows, "-o", output, "--as-of", AS_OF, *more)


def test_every_row_makes_the_pack_that_its_whole_campaign_file_makes(tmp_path: Path) -> None:
    done = series(table(tmp_path / "门店.xlsx", ROWS), tmp_path / "output")
    assert done.code == 0, done.out + done.err
    packs = [path for path in sorted((tmp_path / "output").iterdir()) if path.is_dir()]
    assert [pack.name for pack in packs] == [
        "HD-2026-201_星澜X3上海站_20261016",
        "HD-2026-202_星澜X3杭州站_20261016",
    ]
    (whole,) = (packs[1] / "V1.0").rglob("campaign_完整.yaml")
    (tmp_path / "files").mkdir()
    source = tmp_path / "files" / "杭州.yaml"
    source.write_bytes(whole.read_bytes())
    assert build(source, tmp_path / "single").code == 0
    name = f"{packs[1].name}/"
    ours = {path: data for path, data in files_in(tmp_path / "output").items() if path.startswith(name)}
    assert files_in(tmp_path / "single") == ours
    assert "西湖国宾馆" in whole.read_text("utf-8")


def test_a_second_run_changes_only_the_row_that_was_changed(tmp_path: Path) -> None:
    rows = table(tmp_path / "门店.xlsx", ROWS)
    series(rows, tmp_path / "output")
    changed = [ROWS[0], ROWS[1], [*ROWS[2][:3], "杭州国际博览中心", *ROWS[2][4:]]]
    rows.unlink()
    done = series(table(rows, changed), tmp_path / "output")
    assert "已生成 1,无变化 1" in done.out
    versions = {p.name[:11]: sorted(v.name for v in p.glob("V*")) for p in (tmp_path / "output").glob("HD*")}
    assert versions == {"HD-2026-201": ["V1.0"], "HD-2026-202": ["V1.0", "V1.1"]}


def test_a_wrong_value_is_told_at_its_cell_and_stops_only_its_row(tmp_path: Path) -> None:
    wrong = [*ROWS, ["HD-2026-203", "星澜X3南京站", "星澜X3南京站", "金陵饭店", "南京", "三百来人"]]
    done = series(table(tmp_path / "门店.xlsx", wrong), tmp_path / "output")
    assert done.code == 1
    assert "已生成 2,活动文件有错 1" in done.out
    (path,) = (tmp_path / "output").glob("*.json")
    told = json.loads(path.read_text("utf-8"))["campaigns"][2]["diagnostics"]
    assert any(each["spot"] == "Sheet!F4" for each in told)
    assert re.search(r"F4.*三百来人", done.out)


def test_a_wrong_head_stops_everything_with_the_nearest_one(tmp_path: Path) -> None:
    done = series(
        table(tmp_path / "门店.xlsx", [["活动编号", "活动名字"], ["HD-2026-201", "甲"]]), tmp_path / "output"
    )
    assert done.code == 1
    assert "活动名字" in done.out
    assert "活动名称" in done.out
    assert not (tmp_path / "output").exists()


def test_a_series_is_of_one_file(tmp_path: Path) -> None:
    rows = table(tmp_path / "门店.xlsx", ROWS)
    done = run("batch", EXAMPLE, EXAMPLE, "--each", rows)
    assert done.code == 2
    assert "只与一个活动文件合用" in done.err
