"""Pictures from a campaign's folder to its documents, through the command line."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import docx
import pytest
from docx.shared import Cm

from tests.support.command import AS_OF, EXAMPLE, ROOT, Done, build, documents, pack_folder, run, versions
from tests.support.pictures import jpeg, png


def word_template(path: Path, *tags: str) -> Path:
    made = docx.Document()
    for tag in tags:
        shape = made.add_paragraph().add_run().add_picture(io.BytesIO(png(9, 9)), Cm(4), Cm(2))
        shape._inline.docPr.set("descr", tag)
    made.save(str(path))
    return path


def media(path: Path) -> list[bytes]:
    with zipfile.ZipFile(path) as archive:
        return [archive.read(name) for name in archive.namelist() if "/media/" in name]


@pytest.fixture
def campaign(tmp_path: Path) -> Path:
    """Return the example campaign with a logo, in a folder of its own with the logo beside it."""
    folder = tmp_path / "campaigns"
    folder.mkdir()
    text = EXAMPLE.read_text(encoding="utf-8")
    line = "  # logo: assets/logo.png"
    assert text.count(line) == 1
    source = folder / EXAMPLE.name
    source.write_text(text.replace(line, "  logo: assets/logo.png"), encoding="utf-8")
    (folder / "assets").mkdir()
    (folder / "assets" / "logo.png").write_bytes(png(400, 100))
    return source


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    """Return a folder with a template of our own that shows the logo."""
    folder = tmp_path / "templates"
    folder.mkdir()
    shipped = next((ROOT / "templates_docx").glob("DY*.docx"))
    word_template(folder / shipped.name, "{{ company.logo }}{{ company.short_name }}标志")
    return folder


def made(campaign: Path, templates: Path, output: Path, *more: object) -> Done:
    return build(campaign, output, "--templates", templates, "--only", "DY", *more)


def test_the_logo_of_a_campaign_stands_in_its_documents(
    campaign: Path, templates: Path, tmp_path: Path
) -> None:
    done = made(campaign, templates, tmp_path / "output")
    assert done.code == 0, done.out
    document = documents(pack_folder(tmp_path / "output") / "V1.0")["DY"]
    assert media(document) == [png(400, 100)]


def test_another_logo_makes_another_version_and_the_same_one_none(
    campaign: Path, templates: Path, tmp_path: Path
) -> None:
    output = tmp_path / "output"
    made(campaign, templates, output)
    made(campaign, templates, output)
    assert versions(output) == ["V1.0"]
    (campaign.parent / "assets" / "logo.png").write_bytes(jpeg(300, 100))
    done = made(campaign, templates, output)
    assert done.code == 0, done.out
    assert versions(output) == ["V1.0", "V1.1"]


@pytest.mark.parametrize("command", ["check", "build"])
def test_a_picture_that_cannot_be_used_is_told_by_the_campaigns_line(
    command: str, campaign: Path, tmp_path: Path
) -> None:
    (campaign.parent / "assets" / "logo.png").write_bytes(png()[:-20])
    more = ("--output", tmp_path / "output") if command == "build" else ()
    done = run(command, campaign, "--as-of", AS_OF, *more)
    assert done.code == 1
    line = (
        campaign.read_text(encoding="utf-8")
        .splitlines()
        .index("  logo: assets/logo.png       # 可不写:标志图片,路径相对于本文件所在文件夹")
    )
    assert f"{campaign}:{line + 1}:9" in done.out.replace("\n", "")
    for said in ("C-F12", "assets/logo.png", "不完整", "改法"):
        assert said in done.out
    assert "Traceback" not in done.out + done.err
    assert not (tmp_path / "output").exists()


def test_fill_takes_pictures_beside_the_data_file(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "w.jpg").write_bytes(jpeg(40, 20))
    (data / "d.yaml").write_text("items: [{image: w.jpg}, {image: null}]\n", encoding="utf-8")
    template = word_template(tmp_path / "t.docx", "{{ items[0].image }}甲", "{{ items[1].image }}乙")
    done = run("fill", template, data / "d.yaml", tmp_path / "o.docx")
    assert done.code == 0, done.out
    assert jpeg(40, 20) in media(tmp_path / "o.docx")


def test_fill_tells_a_picture_that_is_not_there_at_the_templates_place(tmp_path: Path) -> None:
    (tmp_path / "d.yaml").write_text("image: gone.png\n", encoding="utf-8")
    template = word_template(tmp_path / "t.docx", "{{ image }}")
    done = run("fill", template, tmp_path / "d.yaml", tmp_path / "o.docx")
    assert done.code == 1
    for said in ("T-240", "gone.png", "找不到文件", "t.docx", "正文第 1 段"):
        assert said in done.out
    assert not (tmp_path / "o.docx").exists()


def test_a_build_without_pictures_does_not_import_what_reads_them(tmp_path: Path) -> None:
    program = (
        "import sys; from generator.cli import main\n"
        f"try: main(['build', {str(EXAMPLE)!r}, '--output', {str(tmp_path / 'out')!r}, '--as-of', '{AS_OF}'])\n"
        "except SystemExit as left: assert not left.code\n"
        "print([m for m in ('PIL', 'resvg_py') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
