"""Step 资料归档: an edited folder becomes a record that an archivist accepts."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
import unicodedata
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest

from generator.plan.names import LONGEST_PATH, LONGEST_WORKBOOK
from tests.support.archives import (
    CLOSED,
    DAY,
    DROPPED,
    LITTER,
    RECORDS,
    archive,
    built,
    content,
    drop_in,
    files_in,
    only_in,
    verify,
)  # fmt: skip
from tests.support.command import EXAMPLE, build, documents, pack_folder, run
from tests.support.text import readable
from tests.support.validator import find_validator, validation_faults

CATALOGUE = "00_归档目录"


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the closed example as people have left it: only to be read."""
    version = built(tmp_path_factory.mktemp("closed") / "output")
    drop_in(version)
    return version.parent


@pytest.fixture(scope="module")
def shelf(pack: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a shelf with its archive: only to be read."""
    shelf = tmp_path_factory.mktemp("shelf")
    done = archive(pack, shelf)
    assert done.code == 0, done.out + done.err
    return shelf


@pytest.fixture
def copy(pack: Path, tmp_path: Path) -> Path:
    """Return a copy of the pack that a test may change."""
    return Path(shutil.copytree(pack, tmp_path / "output" / pack.name))


@pytest.mark.needs_sha256sum
def test_sha256sum_accepts_the_manifest_from_the_archives_folder(shelf: Path) -> None:
    command = ["sha256sum", "--check", "--strict", "--quiet", f"{CATALOGUE}/manifest-sha256.txt"]
    done = subprocess.run(command, cwd=only_in(shelf), capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_register_lists_every_file_once_with_the_right_size_and_digest(shelf: Path) -> None:
    files = files_in(only_in(shelf))
    sheet = openpyxl.load_workbook(documents(only_in(shelf))["GD"])["归档文件目录"]
    head = {str(c.value).replace("\n", ""): c.column - 1 for c in sheet[6]}
    at = head["相对路径"]
    rows = [row for row in sheet.iter_rows(min_row=7, values_only=True) if "/" in str(row[at])]
    listed = {str(row[at]): row for row in rows}
    assert len(listed) == len(rows)
    assert set(listed) == set(files)
    later = {path for path in files if re.search(r"-(GD|YJ)-|manifest", path)}
    assert len(later) == 3
    for path, row in listed.items():
        told = row[head["大小(字节)"]], row[head["SHA-256"]]
        right = len(files[path]), hashlib.sha256(files[path]).hexdigest()
        assert told == (("见 manifest",) * 2 if path in later else right), path


def test_the_form_of_hand_over_bears_the_digest_of_the_register(shelf: Path) -> None:
    files = documents(only_in(shelf))
    said = readable(files["YJ"].read_bytes())
    assert hashlib.sha256(files["GD"].read_bytes()).hexdigest() in said
    assert f"29 件，{len(files_in(only_in(shelf)))} 个文件" in said
    assert (
        "Q036-WS·2026-D30-SCB-0017～Q036-WS·2026-D30-SCB-0025" in said
    )  # contract and photos behind the documents


def test_scans_belong_to_their_document_and_photos_are_one_item(shelf: Path) -> None:
    metadata = json.loads((only_in(shelf) / CATALOGUE / "metadata.json").read_text(encoding="utf-8"))
    files = {each["path"]: each for each in metadata["files"]}
    by_code = {
        p.split("-")[3]: each for p, each in files.items() if p.endswith(("docx", "xlsx")) and "-" in p
    }
    scan = files["04_附件凭证/签字扫描件/HD-2026-004-SP-01_签字.pdf"]
    assert scan["archive_no"] == by_code["SP"]["archive_no"]
    assert (scan["pages"], scan["format"], scan["kind"]) == (2, "PDF", "附件")
    assert files["04_附件凭证/签字扫描件/活动预算表_盖章.jpg"]["archive_no"] == by_code["YS"]["archive_no"]
    photos = [each for path, each in files.items() if path.startswith("05_素材影像/照片/")]
    assert len(photos) == 2
    assert len({each["archive_no"] for each in photos}) == 1
    assert all(each["title"].startswith("[") for each in photos)
    numbers = [each.get("archive_no", "") for each in files.values()]
    contract = files["04_附件凭证/合同/场地租赁合同.pdf"]["archive_no"]
    assert numbers.count(contract) == 1
    assert contract > max(each["archive_no"] for each in by_code.values() if "-D30-" in each["archive_no"])


def test_personal_data_stands_apart_and_can_be_destroyed_in_time(shelf: Path, tmp_path: Path) -> None:
    archived = Path(shutil.copytree(only_in(shelf), tmp_path / "归档"))
    metadata = json.loads((archived / CATALOGUE / "metadata.json").read_text(encoding="utf-8"))
    personal = [each for each in metadata["files"] if each["path"].startswith("06_")]
    assert len(personal) == 4
    assert {each["retention"] for each in personal} == {"个人信息，到期销毁"}
    shutil.rmtree(archived / "06_个人信息(限期保管)")
    early = verify(archived, day="2027-06-30")
    assert early.code == 3
    assert "缺失 4" in early.out
    late = verify(archived, day="2028-01-01")
    assert late.code == 0, late.out
    assert "个人信息 4 个文件已到期销毁" in late.out


def test_what_people_left_behind_is_not_archived_and_told(pack: Path, shelf: Path, tmp_path: Path) -> None:
    assert not [p for p in files_in(only_in(shelf)) if any(p.endswith(Path(each).name) for each in LITTER)]
    done = archive(pack, tmp_path, "--dry-run")
    assert all(f"没有归档(临时或系统文件):{path}" in done.out for path in LITTER)
    assert list(tmp_path.iterdir()) == []


def test_names_are_made_safe_and_told(pack: Path, shelf: Path, tmp_path: Path) -> None:
    files = files_in(only_in(shelf))
    assert "05_素材影像/照片/IMG：0001.JPG" in files
    assert "05_素材影像/照片/合影.jpg" in files
    done = archive(pack, tmp_path, "--dry-run")
    assert "归档时改名:05_素材影像/照片/IMG:0001.JPG → 05_素材影像/照片/IMG：0001.JPG" in done.out
    notice = (only_in(shelf) / CATALOGUE / "归档说明.txt").read_text(encoding="utf-8-sig")
    assert "合影😀.jpg → 05_素材影像/照片/合影.jpg" in notice


def test_every_path_is_one_that_windows_and_excel_open(shelf: Path) -> None:
    prefix = "\\\\fileserver01\\市场部共享\\2026年\\市场活动档案\\"
    reserved = re.compile(r'[<>:"|?*\x00-\x1f]')
    seen = set()
    for path in files_in(only_in(shelf)):
        whole = f"{prefix}{only_in(shelf).name}\\{path}".replace("/", "\\")
        assert len(whole) <= (LONGEST_WORKBOOK if path.endswith("xlsx") else LONGEST_PATH)
        for part in path.split("/"):
            assert not reserved.search(part), part
            assert part == part.strip(" ."), part
            assert len(part.encode()) <= 100, part
        assert path.casefold() not in seen
        seen.add(path.casefold())


@pytest.mark.needs_validator
def test_the_workbooks_that_the_archive_makes_are_valid(shelf: Path, tmp_path: Path) -> None:
    program = find_validator()
    assert program is not None
    assert run("list", shelf, "--catalogue", tmp_path / "目录.xlsx").code == 0
    records = [*(only_in(shelf) / CATALOGUE).glob("*.xlsx"), *(only_in(shelf) / CATALOGUE).glob("*.docx")]
    assert len(records) == 4
    assert validation_faults(program, [*records, tmp_path / "目录.xlsx"]) == []


def test_the_report_of_the_self_check_says_every_item_and_claims_nothing(shelf: Path) -> None:
    said = readable((only_in(shelf) / CATALOGUE / "检测报告.xlsx").read_bytes())
    for word in (
        "真实性",
        "完整性",
        "可用性",
        "安全性",
        "病毒查杀",
        "按 DA/T 70 的思路自检",
        "不代表任何认证",
    ):
        assert word in said
    assert "已通过" not in said


def test_what_people_wrote_is_in_the_archive_byte_for_byte(copy: Path, tmp_path: Path) -> None:
    version = copy / "V1.0"
    edited = documents(version)
    book = openpyxl.load_workbook(edited["YS"])
    book.worksheets[0]["B12"] = "人写的"
    book.save(edited["YS"])
    paper = docx.Document(str(edited["FA"]))
    paper.add_paragraph("人写的一段")
    paper.save(str(edited["FA"]))
    before = files_in(copy)
    done = archive(copy, tmp_path / "shelf")
    assert done.code == 0, done.out
    assert "由人修改过的 2 份" in done.out
    assert files_in(copy) == before
    archived = files_in(only_in(tmp_path / "shelf"))
    same = frozen = 0
    for path, written in files_in(version).items():
        if any(path.endswith(Path(each).name) for each in LITTER) or re.search(r"-(GD|YJ)-", path):
            continue
        there = archived[path if path in archived else safe(path)]
        if there == written:
            same += 1
        else:
            frozen += 1
            assert_only_the_day_stands_still(written, there)
    assert frozen == 6
    assert same == 16 + len(DROPPED)
    assert archived[edited["YS"].relative_to(version).as_posix()] == edited["YS"].read_bytes()


def safe(path: str) -> str:
    return path.replace(" ", "_").replace(":", "：").replace("😀", "")


def assert_only_the_day_stands_still(before: bytes, after: bytes) -> None:
    """Every part but one is the same to the byte; that one differs by the formula of one cell."""
    old, new = parts(before), parts(after)
    assert list(old) == list(new)
    changed = [name for name in old if old[name] != new[name]]
    assert len(changed) == 1
    without = old[changed[0]].replace(b"<f>TODAY()</f>", b"")
    assert without == new[changed[0]]


def parts(data: bytes) -> dict[str, bytes]:
    import io

    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in sorted(package.namelist())}


def test_a_register_that_a_person_edited_is_kept_among_what_is_superseded(copy: Path, tmp_path: Path) -> None:
    register = documents(copy / "V1.0")["GD"]
    book = openpyxl.load_workbook(register)
    book.worksheets[0]["V7"] = "档案室 3 号柜"
    book.save(register)
    assert archive(copy, tmp_path / "shelf").code == 0
    archived = files_in(only_in(tmp_path / "shelf"))
    assert archived[f"99_历史版本/V1.0/{register.name}"] == register.read_bytes()
    assert archived[f"{CATALOGUE}/{register.name}"] != register.read_bytes()


def test_superseded_documents_lie_under_their_version(tmp_path: Path) -> None:
    source, output = tmp_path / "campaigns" / EXAMPLE.name, tmp_path / "output"
    source.parent.mkdir()
    text = EXAMPLE.read_text(encoding="utf-8")
    source.write_text(text, encoding="utf-8")
    build(source, output)
    changed = text.replace("unit_price: 68000", "unit_price: 68001", 1).replace(
        "unit_price: 85000", "unit_price: 84999", 1
    )
    source.write_text(changed, encoding="utf-8")
    build(source, output)
    old = documents(pack_folder(output) / "V1.0")["YS"]
    done = archive(pack_folder(output), tmp_path / "shelf", "--force", day="2026-11-20")
    assert done.code == 3, done.out
    archived = files_in(only_in(tmp_path / "shelf"))
    assert archived[f"99_历史版本/V1.0/{old.name}"] == old.read_bytes()
    assert f"01_策划准备/{documents(pack_folder(output) / 'V1.1')['YS'].name}" in archived
    assert not [path for path in archived if path.startswith("99_") and "-DY-" in path]


def test_an_unfinished_pack_is_refused_unless_it_is_forced(tmp_path: Path) -> None:
    build(EXAMPLE, tmp_path / "output")
    pack = pack_folder(tmp_path / "output")
    documents(pack / "V1.0")["FP"].unlink()
    done = archive(pack, tmp_path / "shelf", day="2026-11-20")
    assert done.code == 1
    assert "错误 A-A01  必归文件齐全：缺失 1 份：FP《活动复盘总结报告》" in done.out
    assert "必归文件已定稿" in done.out
    assert not (tmp_path / "shelf").exists()
    assert archive(pack, tmp_path / "shelf", "--force", day="2026-11-20").code == 3
    sheet = openpyxl.load_workbook(documents(only_in(tmp_path / "shelf"))["GD"])["归档文件目录"]
    lost = [row for row in sheet.iter_rows(values_only=True) if row[2] == "HD-2026-001-FP-01"]
    assert [(row[19], row[20]) for row in lost] == [("是", "缺失")]


def test_the_same_archive_twice_is_no_second_one_and_another_is_never_written_over(
    copy: Path, tmp_path: Path
) -> None:
    assert archive(copy, tmp_path / "shelf").code == 0
    before = files_in(tmp_path / "shelf")
    again = archive(copy, tmp_path / "shelf", day="2027-02-01")
    assert again.code == 0
    assert "已有内容相同的归档" in again.out
    assert files_in(tmp_path / "shelf") == before
    (copy / "V1.0" / "04_附件凭证" / "合同" / "补充协议.txt").write_text("新", encoding="utf-8")
    other = archive(copy, tmp_path / "shelf")
    assert other.code == 1
    assert "A-002" in other.out
    assert files_in(tmp_path / "shelf") == before
    inside = archive(copy, copy / "档案")
    assert inside.code == 1
    assert "A-002" in inside.out


def test_files_of_an_archive_are_read_only(shelf: Path) -> None:
    assert {p.stat().st_mode & 0o222 for p in only_in(shelf).rglob("*") if p.is_file()} == {0}


def test_the_library_of_congress_accepts_the_bag(pack: Path, tmp_path: Path) -> None:
    assert archive(pack, tmp_path, "--bagit").code == 0
    bag = only_in(tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", "import bagit, sys; bagit.Bag(sys.argv[1]).validate()", bag],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert verify(bag).code == 0
    assert set(RECORDS) <= {p.name for p in (bag / "data" / CATALOGUE).iterdir()}
    assert (bag / "bagit.txt").read_bytes() == b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


@pytest.mark.needs_unzip
def test_the_zip_is_the_same_each_time_and_every_system_reads_it(pack: Path, tmp_path: Path) -> None:
    for place in ("one", "two"):
        assert archive(pack, tmp_path / place, "--zip").code == 0
    (one, two) = (only_in(tmp_path / place) for place in ("one", "two"))
    assert one.read_bytes() == two.read_bytes()
    assert verify(one).code == 0
    assert subprocess.run(["unzip", "-tqq", one], check=False, capture_output=True).returncode == 0
    with zipfile.ZipFile(one) as archived:
        assert archived.testzip() is None
        for entry in archived.infolist():
            assert entry.flag_bits & 0x800, entry.filename
            assert entry.filename.startswith(f"{one.stem}/")
            assert not re.search(r'[\\<>:"|?*]|\.\.', entry.filename)
            assert entry.date_time == (1980, 1, 1, 0, 0, 0)
            assert entry.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


@pytest.mark.needs_libreoffice
def test_pdf_copies_are_pdf_a_and_tell_the_pages(tmp_path: Path) -> None:
    build(CLOSED, tmp_path / "output", "--only", "SP,MB,PS", as_of=DAY)
    pack = pack_folder(tmp_path / "output")
    assert archive(pack, tmp_path / "shelf", "--pdf", "--force").code == 3
    archived = files_in(only_in(tmp_path / "shelf"))
    prints = {path: data for path, data in archived.items() if path.endswith(".pdf")}
    assert [path.split("-")[3] for path in sorted(prints)] == ["MB", "PS", "SP"]
    assert all(b"pdfaid" in data for data in prints.values())
    metadata = json.loads(archived[f"{CATALOGUE}/metadata.json"])
    pages = {each["path"]: each.get("pages") for each in metadata["files"]}
    documents_of = [f"{path.removesuffix('.pdf')}" for path in prints]
    assert all(pages[path] for path in pages if path.rpartition(".")[0] in documents_of)
    assert "已有内容相同" in archive(pack, tmp_path / "shelf", "--pdf", "--force").out


def test_without_libreoffice_a_pdf_is_refused_with_the_way_out(
    pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOFFICE", "/nowhere/soffice")
    done = archive(pack, tmp_path, "--pdf")
    assert done.code == 4
    assert "去掉 --pdf" in done.err
    assert list(tmp_path.iterdir()) == []


def test_a_path_too_long_for_the_share_is_refused(pack: Path, tmp_path: Path) -> None:
    done = archive(pack, tmp_path, "--share-prefix", "\\\\服务器\\" + "很深的目录\\" * 25, "--dry-run")
    assert done.code == 1
    assert "A-A04" in done.out
    assert archive(pack, tmp_path, "--share-prefix", "\\\\服务器\\市场部", "--dry-run").code == 0


def test_the_campaign_file_stands_for_its_pack(tmp_path: Path) -> None:
    source = tmp_path / "campaigns" / CLOSED.name
    source.parent.mkdir()
    shutil.copyfile(CLOSED, source)
    drop_in(built_beside(source))
    assert archive(source, tmp_path / "shelf").code == 0
    assert run("status", source, "--as-of", DAY).code == 0


def built_beside(source: Path) -> Path:
    assert run("build", source, "--as-of", DAY).code == 0
    return pack_folder(source.parent.parent / "output") / "V1.0"


def test_a_folder_that_is_no_pack_or_no_archive_is_told(tmp_path: Path) -> None:
    for command in (("archive", tmp_path, "--to", tmp_path), ("status", tmp_path)):
        done = run(*command)
        assert (done.code, "P-013" in done.out) == (2, True)
    done = run("verify", tmp_path)
    assert (done.code, "A-001" in done.out) == (1, True)
    done = run("list", tmp_path / "没有")
    assert (done.code, "A-010" in done.out) == (2, True)
    done = run("archive", tmp_path)
    assert done.code == 2
    assert "--to" in done.err or "目录" in done.err


@pytest.mark.large
@pytest.mark.needs_sha256sum
@pytest.mark.needs_unzip
def test_a_film_of_two_gigabytes_and_a_thousand_photos(tmp_path: Path) -> None:
    """All three forms, checked by the programs that an archivist has; memory stays small."""
    import resource  # not on Windows

    version = built(tmp_path / "output")
    drop_in(version, film=2_200_000_000)
    for number in range(1000):
        (version / f"05_素材影像/照片/现场{number:04d}.jpg").write_bytes(content("jpg", str(number)))
    for form in ((), ("--bagit",), ("--zip",)):
        place = tmp_path / "-".join(("shelf", *form))
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        done = archive(version.parent, place, *form)
        assert done.code == 0, done.out + done.err
        assert verify(only_in(place)).code == 0
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300_000  # kilobytes
    command = ["sha256sum", "--check", "--strict", "--quiet", f"{CATALOGUE}/manifest-sha256.txt"]
    assert subprocess.run(command, cwd=only_in(tmp_path / "shelf"), check=False).returncode == 0
    zipped = only_in(tmp_path / "shelf---zip")
    assert subprocess.run(["unzip", "-tqq", zipped], check=False).returncode == 0
    validate = [sys.executable, "-c", "import bagit, sys; bagit.Bag(sys.argv[1]).validate()"]
    assert subprocess.run([*validate, only_in(tmp_path / "shelf---bagit")], check=False).returncode == 0


def test_a_logo_that_is_not_at_hand_and_a_file_that_has_moved_on_are_told(tmp_path: Path) -> None:
    source = tmp_path / "campaigns" / CLOSED.name
    source.parent.mkdir()
    text = CLOSED.read_text(encoding="utf-8")
    source.write_text(
        re.sub(r"^(company:\n)", r"\1  logo: logo.png\n", text, flags=re.MULTILINE), encoding="utf-8"
    )
    (source.parent / "logo.png").write_bytes(content("png", "logo"))
    assert run("build", source, "--only", "SP", "--as-of", DAY).code == 0
    pack = pack_folder(tmp_path / "output")
    assert "没有公司标志" in archive(pack, tmp_path / "one", "--force").out
    assert b"media/" not in documents(only_in(tmp_path / "one"))["YJ"].read_bytes()
    done = archive(source, tmp_path / "two", "--force")
    assert "没有公司标志" not in done.out
    assert b"word/media/" in documents(only_in(tmp_path / "two"))["YJ"].read_bytes()
    source.write_text(source.read_text(encoding="utf-8") + "\n# 后来加的\n", encoding="utf-8")
    assert "最近一次生成以后改过" not in run("status", source, "--as-of", DAY).out
    changed = source.read_text(encoding="utf-8").replace("short_name: 衡泽软件", "short_name: 衡泽")
    source.write_text(changed, encoding="utf-8")
    assert "最近一次生成以后改过" in run("status", source, "--as-of", DAY).out


def test_files_of_nothing_and_decomposed_names_are_in_every_form(tmp_path: Path) -> None:
    """An empty file and a name as macOS gives it: two stumbling blocks of bag tools."""
    build(CLOSED, tmp_path / "output", "--only", "SP", as_of=DAY)
    pack = pack_folder(tmp_path / "output")
    folder = pack / "V1.0" / "04_附件凭证" / "合同"
    (folder / "空.txt").write_bytes(b"")
    (folder / unicodedata.normalize("NFD", "café 合同.txt")).write_bytes(b"x")
    for form in ((), ("--bagit",), ("--zip",)):
        shelf = tmp_path / "-".join(("shelf", *form))
        assert archive(pack, shelf, "--force", *form).code == 3
        assert verify(only_in(shelf)).code == 0
    assert "04_附件凭证/合同/café_合同.txt" in files_in(only_in(tmp_path / "shelf"))
    validate = [sys.executable, "-c", "import bagit, sys; bagit.Bag(sys.argv[1]).validate()"]
    assert subprocess.run([*validate, only_in(tmp_path / "shelf---bagit")], check=False).returncode == 0


def test_a_share_that_gives_names_in_another_unicode_form_is_verified_all_the_same(tmp_path: Path) -> None:
    build(CLOSED, tmp_path / "output", "--only", "SP", as_of=DAY)
    pack = pack_folder(tmp_path / "output")
    (pack / "V1.0" / "04_附件凭证" / "合同" / "café.txt").write_bytes(b"x")
    archive(pack, tmp_path / "shelf", "--force")
    archived = only_in(tmp_path / "shelf")
    path = archived / "04_附件凭证" / "合同" / "café.txt"
    path.rename(path.with_name(unicodedata.normalize("NFD", "café.txt")))
    assert verify(archived).code == 0


def test_a_persons_file_that_bears_the_name_of_a_record_is_kept_under_another(
    copy: Path, tmp_path: Path
) -> None:
    mine = copy / "V1.0" / CATALOGUE / "检测报告.xlsx"
    mine.write_bytes(content("xlsx", "mine"))
    (copy / "V1.0" / CATALOGUE / "Manifest-SHA256.txt").write_bytes(b"mine too")
    done = archive(copy, tmp_path / "shelf", "--force")
    assert done.code == 3  # it is no workbook
    files = files_in(only_in(tmp_path / "shelf"))
    assert files[f"{CATALOGUE}/检测报告_2.xlsx"] == content("xlsx", "mine")
    assert files[f"{CATALOGUE}/Manifest-SHA256_2.txt"] == b"mine too"
    assert verify(only_in(tmp_path / "shelf")).code == 0


def test_what_was_staged_before_the_source_changed_is_not_in_the_way(copy: Path, tmp_path: Path) -> None:
    staged = tmp_path / "shelf" / f".{copy.name}.归档中" / "05_素材影像"
    staged.mkdir(parents=True)
    (staged / "照片").write_bytes(b"a file where a folder is now")
    (staged / "视频" / "全程录像.mp4").mkdir(parents=True)
    assert archive(copy, tmp_path / "shelf").code == 0
    assert verify(only_in(tmp_path / "shelf")).code == 0


def test_where_paper_originals_are_stands_in_the_register(shelf: Path) -> None:
    sheet = openpyxl.load_workbook(documents(only_in(shelf))["GD"])["归档文件目录"]
    places = {row[16]: row[21] for row in sheet.iter_rows(min_row=7, values_only=True)}
    assert places["04_附件凭证/合同/场地租赁合同.pdf"] == "法务部合同柜"
    assert places["05_素材影像/照片/合影.jpg"] == "市场部素材盘"


def test_every_fault_that_an_archivist_would_find_is_told_with_its_code(copy: Path, tmp_path: Path) -> None:
    version = copy / "V1.0"
    paper = docx.Document(str(documents(version)["FA"]))
    paper.core_properties.keywords = "HD-2025-009-FA-01"
    paper.save(str(documents(version)["FA"]))
    (version / "其他资料").mkdir()
    (version / "其他资料" / "说明.txt").write_text("x", encoding="utf-8")
    (version / "04_附件凭证" / "合同" / "合同.rar").write_bytes(b"Rar!")
    with_macro = version / "04_附件凭证" / "合同" / "宏.docx"
    shutil.copyfile(documents(version)["SP"], with_macro)
    with zipfile.ZipFile(with_macro, "a") as package:
        package.writestr("word/vbaProject.bin", b"macro")
    (version / "05_素材影像" / "发布截图" / "公众号.png").unlink()
    done = archive(copy, tmp_path / "shelf")
    assert done.code == 1
    for said in (
        "警告 A-008  文件编号一致：1 个：HD-2026-004-FA-01_活动策划方案_V1.0_定稿.docx（文件里是「HD-2025-009",
        "警告 A-007  文件夹结构：1 个：其他资料/说明.txt",
        "警告 A-009  格式：1 个：04_附件凭证/合同/合同.rar",
        "错误 A-005  没有宏、外部链接与嵌入文件：1 个：04_附件凭证/合同/宏.docx（文件带有宏",
        "警告 A-006  外部附件：1 项：公众号与邀请函发布截图",
    ):
        assert said in done.out, said


def test_a_pair_that_nobody_has_decided_stops_an_archive(tmp_path: Path) -> None:
    source, output = tmp_path / "campaigns" / EXAMPLE.name, tmp_path / "output"
    source.parent.mkdir()
    text = EXAMPLE.read_text(encoding="utf-8")
    source.write_text(text, encoding="utf-8")
    build(source, output, "--only", "YS")
    edited = documents(pack_folder(output) / "V1.0")["YS"]
    book = openpyxl.load_workbook(edited)
    book.worksheets[0]["B12"] = "人写的"
    book.save(edited)
    changed = text.replace("unit_price: 68000", "unit_price: 68001", 1).replace(
        "unit_price: 85000", "unit_price: 84999", 1
    )
    source.write_text(changed, encoding="utf-8")
    assert build(source, output, "--only", "YS").code == 3
    done = archive(pack_folder(output), tmp_path / "shelf", day="2026-11-20")
    assert done.code == 1
    assert "错误 A-003  版本唯一：1 处：" in done.out
    assert "(新生成).xlsx" in done.out
