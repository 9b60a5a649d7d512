"""`batch`: many campaigns, each its own unit; the same bytes as `build`, whatever stops, dies or is repeated."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import openpyxl
import psutil
import pytest

from generator.app.compiled import VARIABLE
from tests.support.command import AS_OF, ROOT, build, run
from tests.support.many import files_in, write_many

COMMAND = [sys.executable, "-m", "generator", "batch"]
HERE = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}


def batch(*arguments: object) -> tuple[int, str, dict[str, object]]:
    """Run `batch`; return its exit code, what it printed, and its report."""
    done = run("batch", *arguments, "--as-of", AS_OF)
    (told,) = re.findall(r"报告:(.+?)、", done.out) or [""]
    report = json.loads(Path(told).with_suffix(".json").read_text("utf-8")) if told else {}
    return done.code, done.out + done.err, report


@pytest.fixture(scope="module")
def single(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Path], Path]:
    """Return four campaigns, and the packs that `build` makes of them one by one."""
    home = tmp_path_factory.mktemp("single")
    sources = write_many(home / "campaigns", 4)
    for source in sources:
        assert build(source, home / "output").code == 0
    return sources, home / "output"


def assert_same(one: Path, other: Path) -> None:
    ours, theirs = files_in(one), files_in(other)
    assert list(ours) == list(theirs)
    assert [name for name in ours if ours[name] != theirs[name]] == []


@pytest.mark.parametrize("cache", ["off", "cold"])
def test_a_batch_makes_the_bytes_of_single_builds_with_and_without_a_cache(
    single: tuple[list[Path], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cache: str
) -> None:
    monkeypatch.setenv(VARIABLE, "off" if cache == "off" else str(tmp_path / "cache"))
    sources, output = single
    code, said, report = batch(sources[0].parent, "-o", tmp_path / "output", "--jobs", 2)
    assert code == 0, said
    assert report["counts"] == {"built": 4, "same": 0, "invalid": 0, "failed": 0, "left": 0}
    assert_same(output, tmp_path / "output")
    assert (tmp_path / "cache").exists() is (cache == "cold")


def test_a_second_run_finds_nothing_changed_and_one_that_fails_stops_nothing(tmp_path: Path) -> None:
    sources = write_many(tmp_path / "campaigns", 3)
    output = tmp_path / "output"
    sources[0].write_text("campaign: [", encoding="utf-8")
    code, said, report = batch(tmp_path / "campaigns", "-o", output)
    assert code == 1
    assert "活动文件有错" in said
    assert [each["result"] for each in report["campaigns"]] == ["invalid", "built", "built"]
    assert report["campaigns"][0]["diagnostics"][0]["code"].startswith("C-F")
    before = files_in(output)
    code, said, report = batch(*sources[1:], "-o", output)
    assert code == 0, said
    assert [each["result"] for each in report["campaigns"]] == ["same", "same"]
    assert files_in(output) == before


def test_the_report_is_a_workbook_that_says_what_became_of_each(tmp_path: Path) -> None:
    sources = write_many(tmp_path / "campaigns", 2)
    sources[1].write_text("team: [", encoding="utf-8")
    batch(*sources, "-o", tmp_path / "output", "--report", tmp_path / "本周.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "本周.xlsx").active
    assert sheet is not None
    texts = [[str(cell.value or "") for cell in row] for row in sheet.iter_rows()]
    head = next(row for row in texts if row[0] == "序号")
    rows = [dict(zip(head, row, strict=True)) for row in texts[texts.index(head) + 1 :]]
    assert [row["结果"] for row in rows] == ["已生成", "活动文件有错"]
    assert rows[0]["版本"] == "V1.0"
    assert "C-F" in rows[1]["说明"]
    again = run("batch", *sources, "-o", tmp_path / "output", "--report", tmp_path / "本周.xlsx")
    assert again.code == 1
    assert "不会覆盖" in again.out


def test_campaigns_that_share_a_number_are_refused_and_the_others_built(tmp_path: Path) -> None:
    one, two = write_many(tmp_path / "campaigns", 2)
    (tmp_path / "campaigns" / "抄来的.yaml").write_text(one.read_text("utf-8"), encoding="utf-8")
    code, said, report = batch(tmp_path / "campaigns", "-o", tmp_path / "output")
    assert code == 1
    results = {Path(each["source"]).name: each["result"] for each in report["campaigns"]}
    assert results == {"抄来的.yaml": "invalid", one.name: "invalid", two.name: "built"}
    assert "P-020" in said


def test_forms_that_share_a_number_are_told_when_it_has_come_to_light(tmp_path: Path) -> None:
    (one,) = write_many(tmp_path / "campaigns", 1)
    for name in ("甲.xlsx", "乙.xlsx"):
        assert run("convert", one, tmp_path / name).code == 0
    code, said, report = batch(tmp_path / "甲.xlsx", tmp_path / "乙.xlsx", "-o", tmp_path / "output")
    assert code == 3, said
    assert sorted(any(d["code"] == "P-020" for d in each["diagnostics"]) for each in report["campaigns"]) == [
        False,
        True,
    ]
    assert "成了同一个资料包的两个版本" in said


def test_files_folders_and_patterns_are_meant_once_and_what_means_nothing_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "campaigns"
    write_many(folder, 2)
    for name in ("organization.yaml", "~$锁.xlsx", "名单.xlsx", "读我.txt"):
        (folder / name).write_text("", encoding="utf-8")
    code, said, report = batch(folder, folder / "*.yaml", folder / "第0001场.yaml", "-o", tmp_path / "output")
    assert code == 0, said
    assert len(report["campaigns"]) == 2
    (tmp_path / "空").mkdir()
    done = run("batch", tmp_path / "空", tmp_path / "没有.yaml", tmp_path / "x*.yaml")
    assert done.code == 1
    assert "没有活动文件" in done.out
    assert "找不到文件" in done.out
    assert "符合这个写法" in done.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "缺少参数"),
        (["x.yaml", "--jobs", "0"], "--jobs 只能是 1 到 256 的整数,不能是「0」"),
        (["x.yaml", "--jobs", "两个"], "--jobs 只能是 1 到 256 的整数"),
        (["x.yaml", "--jobs", "9" * 5000], "--jobs 只能是 1 到 256 的整数"),
        (["x.yaml", "--jobs", "2", "--scheduler", "tcp://a:1"], "只能写一样"),
        (["x.yaml", "--collect"], "--scheduler"),
    ],
)
def test_wrong_usage_is_told(arguments: list[str], said: str) -> None:
    done = run("batch", *arguments)
    assert done.code == 2
    assert said in done.err


def begun(sources: Path, output: Path) -> subprocess.Popen[str]:
    """Begin a batch in a session of its own, and return it when its first pack is there."""
    command = [*COMMAND, str(sources), "-o", str(output), "--as-of", AS_OF, "--jobs", "2"]
    process = subprocess.Popen(
        command, cwd=ROOT, env=HERE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        encoding="utf-8", start_new_session=True,
    )  # fmt: skip
    wait_for(lambda: any(output.glob("HD*/V1.0")))
    return process


def wait_for(there: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not there():
        assert time.monotonic() < end, "nothing happens"
        time.sleep(0.02)


def assert_whole(output: Path, single: Path) -> None:
    """Look at every pack that is there: it is the whole of what `build` makes."""
    whole = files_in(single)
    for folder in (path for path in output.iterdir() if path.is_dir()):
        names = [name for name in whole if name.startswith(f"{folder.name}/")]
        found = {name: data for name, data in files_in(output).items() if name.startswith(f"{folder.name}/")}
        assert {name: whole[name] for name in names} == found


@pytest.mark.skipif(os.name == "nt", reason="Windows has no signals for groups of processes")
def test_ctrl_c_leaves_whole_versions_and_says_what_was_not_done(tmp_path: Path) -> None:
    write_many(tmp_path / "campaigns", 12)
    process = begun(tmp_path / "campaigns", tmp_path / "output")
    os.killpg(process.pid, signal.SIGINT)
    out, _ = process.communicate(timeout=60)
    assert process.returncode == 4
    assert "已停止" in out
    (path,) = (tmp_path / "output").glob("*.json")
    report = json.loads(path.read_text("utf-8"))
    assert report["stopped"]
    assert report["counts"]["left"] > 0
    built = [each for each in report["campaigns"] if each["result"] == "built"]
    assert 0 < len(built) < 12
    for each in built:
        assert build(Path(each["source"]), tmp_path / "single").code == 0
    assert_whole(tmp_path / "output", tmp_path / "single")
    assert not list((tmp_path / "output").rglob("staging*"))


def test_a_worker_that_dies_costs_no_pack(tmp_path: Path) -> None:
    sources = write_many(tmp_path / "campaigns", 8)
    process = begun(tmp_path / "campaigns", tmp_path / "output")
    workers = [
        child for child in psutil.Process(process.pid).children() if "spawn_main" in " ".join(child.cmdline())
    ]
    assert len(workers) == 2
    workers[0].kill()
    out, _ = process.communicate(timeout=120)
    assert process.returncode == 0, out
    packs = [path for path in (tmp_path / "output").iterdir() if path.is_dir()]
    assert len(packs) == len(sources)
    assert all([each.name for each in pack.glob("V*")] == ["V1.0"] for pack in packs)
