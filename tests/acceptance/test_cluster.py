"""`batch --scheduler`: a Dask cluster of processes makes what `build` makes, whoever dies on the way."""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import signal
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import pytest

from generator.app.batch.unit import Orders, Unit, build_unit
from generator.app.template_set import read_templates
from generator.diagnostics import as_plain
from generator.intake.resources import read_process
from tests.acceptance.test_batch import assert_same
from tests.acceptance.test_edits import change_a_price
from tests.acceptance.test_pictures import media, word_template
from tests.support.cluster import LocalCluster, Run, batch, begun, ended, wait_for
from tests.support.command import AS_OF, EXAMPLE, ROOT, build, documents, pack_folder, versions
from tests.support.many import files_in, write_many
from tests.support.pictures import png

CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalCluster]:
    """Return a cluster of two workers, in a folder where no campaign lies."""
    found = LocalCluster(tmp_path_factory.mktemp("cluster"))
    try:
        yield found.begin(2)
    finally:
        found.end()


@pytest.fixture
def own_cluster(tmp_path: Path) -> Iterator[Callable[[int], LocalCluster]]:
    """Return how to begin a cluster that the test may damage."""
    found = LocalCluster(tmp_path / "cluster")
    found.home.mkdir()
    yield found.begin
    found.end()


@pytest.fixture(scope="module")
def single(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return a folder with four campaigns, and the packs that `build` makes of them one by one."""
    home = tmp_path_factory.mktemp("single")
    for source in write_many(home / "campaigns", 4):
        assert build(source, home / "output").code == 0
    return home / "campaigns", home / "output"


def home_with(tmp_path: Path, count: int) -> Path:
    write_many(tmp_path / "campaigns", count)
    return tmp_path


def first_pack(home: Path) -> None:
    wait_for(lambda: any((home / "output").glob("HD*/V1.0")))


def packs(home: Path) -> list[Path]:
    return [path for path in (home / "output").iterdir() if path.is_dir()]


def assert_whole(home: Path, single: Path) -> None:
    """Every pack is there once; those that were also built one by one have the same bytes; nothing else is left."""
    assert {tuple(each.name for each in pack.glob("V*")) for pack in packs(home)} == {("V1.0",)}
    whole, found = files_in(single), files_in(home / "output")
    assert {name: found.get(name) for name in whole} == whole
    assert not [name for name in found if "staging" in name or name.endswith(".lock")]


def assert_told_in_chinese(run: Run) -> None:
    """Nothing of what Dask or Python says to programmers is among it."""
    assert [line for line in run.err.splitlines() if line and not CHINESE.search(line)] == []
    assert "Traceback" not in run.out


def test_a_cluster_makes_the_bytes_of_single_builds_and_a_second_time_nothing(
    cluster: LocalCluster, single: tuple[Path, Path], tmp_path: Path
) -> None:
    done = batch(home_with(tmp_path, 4), cluster.address)
    assert done.code == 0, done.out + done.err
    assert done.results == ["built"] * 4
    assert_same(single[1], tmp_path / "output")
    again = batch(tmp_path, cluster.address)
    assert again.code == 0, again.out + again.err
    assert again.results == ["same"] * 4
    assert_same(single[1], tmp_path / "output")
    assert_told_in_chinese(again)


def test_a_worker_that_is_killed_costs_no_pack(
    own_cluster: Callable[[int], LocalCluster], single: tuple[Path, Path], tmp_path: Path
) -> None:
    cluster = own_cluster(2)
    process = begun(home_with(tmp_path, 6), cluster.address)
    first_pack(tmp_path)
    cluster.kill(cluster.workers[0])
    assert len(list((tmp_path / "output").glob("HD*/V1.0"))) < 6
    done = ended(process, tmp_path)
    assert done.code == 0, done.out + done.err
    # it may have died when the pack was there and the word of it was not
    assert sorted(done.results) in (["built"] * 6, ["built"] * 5 + ["same"])
    assert len(packs(tmp_path)) == 6
    assert_whole(tmp_path, single[1])
    assert_told_in_chinese(done)


def test_a_scheduler_that_is_killed_ends_the_batch_and_another_goes_on(
    own_cluster: Callable[[int], LocalCluster],
    cluster: LocalCluster, single: tuple[Path, Path], tmp_path: Path,
) -> None:  # fmt: skip
    lost = own_cluster(1)
    process = begun(home_with(tmp_path, 6), lost.address)
    first_pack(tmp_path)
    lost.kill(lost.scheduler)
    done = ended(process, tmp_path)
    assert done.code == 4, done.out + done.err
    assert "failed" in done.results
    assert len(done.results) == 6
    assert "与 Dask 调度器失去了联系" in done.out
    assert_told_in_chinese(done)
    lost.end()
    assert batch(tmp_path, cluster.address).code == 0
    assert len(packs(tmp_path)) == 6
    assert_whole(tmp_path, single[1])


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
def test_ctrl_c_waits_for_what_was_sent(cluster: LocalCluster, tmp_path: Path) -> None:
    process = begun(home_with(tmp_path, 12), cluster.address)
    first_pack(tmp_path)
    process.send_signal(signal.SIGINT)
    done = ended(process, tmp_path)
    assert done.code == 4
    assert "已停止" in done.out
    built = {each["folder"] for each in done.report["campaigns"] if each["result"] == "built"}
    assert done.results.count("left") == 12 - len(built) > 0
    assert {str(pack / "V1.0") for pack in packs(tmp_path)} == built


def test_collected_packs_are_those_of_single_builds_and_one_with_an_error_fails_alone(
    cluster: LocalCluster,
    single: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """The workers run in another folder, so that the paths of the batch mean nothing to them."""
    write_many(tmp_path / "campaigns", 4)
    faulty = shutil.copy(ROOT / "tests" / "bad_input" / "C-D01.yaml", tmp_path / "campaigns")
    done = batch(tmp_path, cluster.address, "--collect")
    assert done.code == 1, done.out + done.err
    assert done.results == ["invalid"] + ["built"] * 4
    assert_same(single[1], tmp_path / "output")
    monkeypatch.chdir(tmp_path)
    told = build_here(Path(faulty).relative_to(tmp_path), Path("output"))
    assert done.report["campaigns"][0]["diagnostics"] == told
    assert_told_in_chinese(done)


def build_here(source: Path, output: Path) -> list[dict[str, object]]:
    """Return what is told of a campaign that is built in this process."""
    orders = Orders(dt.date.fromisoformat(AS_OF), output)
    outcome = build_unit(Unit(1, source.name, source), orders, read_templates(None, read_process()))
    return [as_plain(each) for each in outcome.diagnostics]


def test_collecting_keeps_what_people_did_as_build_does(cluster: LocalCluster, tmp_path: Path) -> None:
    source = tmp_path / "campaigns" / EXAMPLE.name
    source.parent.mkdir()
    shutil.copy(EXAMPLE, source)
    build(source, tmp_path / "output")
    mine = person_at_work(pack_folder(tmp_path / "output") / "V1.0")
    shutil.copytree(tmp_path / "output", tmp_path / "expected")
    change_a_price(source)
    alone = build(source, tmp_path / "expected")
    done = batch(tmp_path, cluster.address, "--collect")
    assert done.code == alone.code, done.out + done.err
    assert versions(tmp_path / "output") == ["V1.0", "V1.1"]
    assert_same(tmp_path / "expected", tmp_path / "output")
    kept = files_in(pack_folder(tmp_path / "output"))
    assert {name: kept[f"V1.1/{name}"] for name in mine} == mine


def person_at_work(version: Path) -> dict[str, bytes]:
    """Edit a document, and add a file; return both."""
    edited, added = documents(version)["DY"], version / "04_附件凭证" / "合同" / "我的合同.pdf"
    text = docx.Document(str(edited))
    text.add_paragraph("我加的一段")
    text.save(str(edited))
    added.write_bytes(b"mine")
    return {path.relative_to(version).as_posix(): path.read_bytes() for path in (edited, added)}


def test_collecting_sends_pictures_of_neighbouring_folders_and_own_templates(
    cluster: LocalCluster, tmp_path: Path
) -> None:
    logos = ("../logo/logo.png", "..\\logo\\logo.png")
    for source, logo in zip(write_many(tmp_path / "campaigns", 2), logos, strict=True):
        with_logo(source, logo)
    for folder in ("logo", "own"):
        (tmp_path / folder).mkdir()
    (tmp_path / "logo" / "logo.png").write_bytes(png(400, 100))
    shipped = next((ROOT / "templates_docx").glob("DY*.docx"))
    word_template(tmp_path / "own" / shipped.name, "{{ company.logo }}")
    done = batch(tmp_path, cluster.address, "--collect", "--templates", "own")
    assert done.code == 0, done.out + done.err
    found = [media(documents(pack / "V1.0")["DY"]) for pack in packs(tmp_path)]
    assert found == [[png(400, 100)]] * 2


def with_logo(source: Path, logo: str) -> None:
    text = source.read_text("utf-8")
    source.write_text(text.replace("\ncompany:\n", f"\ncompany:\n  logo: '{logo}'\n", 1), encoding="utf-8")


def test_a_picture_that_cannot_be_sent_is_told(cluster: LocalCluster, tmp_path: Path) -> None:
    far = tmp_path / "logo.png"
    far.write_bytes(png(400, 100))
    (source,) = write_many(tmp_path / "campaigns", 1)
    with_logo(source, str(far))
    done = batch(tmp_path, cluster.address, "--collect")
    assert done.code == 4
    assert f"--collect 发不出图片 {far}" in done.report["campaigns"][0]["reason"]


def test_no_scheduler_and_no_workers_are_told_in_chinese(
    own_cluster: Callable[[int], LocalCluster], tmp_path: Path
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        nobody = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    waiting = begun(home_with(tmp_path, 1), nobody)
    empty, wrong = (batch(tmp_path, where) for where in (own_cluster(0).address, "http://127.0.0.1:8787"))
    missing = ended(waiting, tmp_path)
    assert f"连接不上 Dask 调度器 {nobody}" in missing.err
    assert "Dask 集群里没有工作进程" in empty.err
    assert "连接不上 Dask 调度器 http://127.0.0.1:8787" in wrong.err
    for run in (missing, empty, wrong):
        assert run.code == 4
        assert run.out == ""
        assert_told_in_chinese(run)
