"""Pictures that a campaign names: found beside its file, read once, told by the line that names them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.campaign import Campaign, Shape, field_shape, shape_at
from generator.campaign.company import Company
from generator.intake import pictures as reading
from generator.intake.campaign import parse_campaign
from generator.intake.pictures import PictureFolder, ReadPictures, read_pictures
from generator.office.pictures import LARGEST, BrokenPicture, Picture
from tests.support.campaigns import varied
from tests.support.pictures import jpeg, png, svg

LOGO = ("  short_name: 星澜科技\n", "  short_name: 星澜科技\n  logo: {}\n")


def read(folder: Path, logo: str = "", *images: str) -> ReadPictures:
    """Return what is read of a campaign with this logo and with materials that show these images."""
    rows = "".join(
        f"  - {{id: W{n:02}, name: 物料{n}, image: '{image}'}}\n" for n, image in enumerate(images, 1)
    )
    added = f"materials:\n{rows}" if images else ""
    changes = [(LOGO[0], LOGO[1].format(logo))] if logo else []
    loaded = parse_campaign(varied(*changes, added=added), str(folder / "活动.yaml"))
    assert loaded.is_sound
    return read_pictures(loaded.campaign, loaded.sources, folder)


def reason(folder: Path, path: str) -> str:
    with pytest.raises(BrokenPicture) as caught:
        PictureFolder(folder).picture(path)
    assert caught.value.remedy
    return caught.value.reason


def test_the_model_marks_the_fields_that_hold_pictures() -> None:
    assert field_shape(Company.model_fields["logo"]).picture
    assert not field_shape(Company.model_fields["name"]).picture
    for path in (("company", "logo"), ("materials", 0, "image")):
        shape = shape_at(Campaign, path)
        assert isinstance(shape, Shape)
        assert shape.picture


def test_pictures_are_found_beside_the_file_that_names_them(tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "标志.png").write_bytes(png())
    (tmp_path / "w.jpg").write_bytes(jpeg())
    found = read(tmp_path, "assets/标志.png", "w.jpg", "assets\\标志.png")
    assert found.diagnostics == ()
    assert {path: each.name for path, each in found.pictures.items()} == {
        "assets/标志.png": "标志",
        "w.jpg": "w",
        "assets\\标志.png": "标志",
    }


def test_a_campaign_without_pictures_reads_none(tmp_path: Path) -> None:
    assert read(tmp_path / "gone") == ReadPictures({}, ())


def test_all_that_cannot_be_used_are_told_each_by_its_line(tmp_path: Path) -> None:
    (tmp_path / "broken.png").write_bytes(png()[:-9])
    (tmp_path / "good.png").write_bytes(png())
    found = read(tmp_path, "logo.png", "broken.png", "good.png", "broken.png")
    assert list(found.pictures) == ["good.png"]
    told = [
        (d.code, d.place.excerpt.strip()[:12], d.message.rpartition("不能用:")[2]) for d in found.diagnostics
    ]
    assert [code for code, _, _ in told] == ["C-F12"] * 3
    assert told[0][1:] == ("logo: logo.p", "找不到文件")
    assert told[1][1] == "- {id: W01, "
    assert told[2][1] == "- {id: W03, "
    assert all(d.place.line and d.remedy for d in found.diagnostics)


def test_a_file_is_read_once_however_often_it_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "w.png").write_bytes(png())
    opened: list[str] = []

    def counting(content: bytes, name: str) -> Picture:
        opened.append(name)
        return real(content, name)

    real = reading.read_picture
    monkeypatch.setattr(reading, "read_picture", counting)
    read(tmp_path, "w.png", "w.png", "w.png")
    assert opened == ["w"]


def test_the_name_that_was_meant_is_guessed(tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(png())
    (problem,) = read(tmp_path, "logo.jpg").diagnostics
    assert "logo.png" in problem.remedy


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("assets/lgo.png", "assets/logo.png"),
        ("assets\\LOGO.PNG", "assets\\logo.png"),
        ("assets/logo", "assets/logo.png"),
    ],
)
def test_the_guess_is_a_path_as_it_would_be_written(written: str, meant: str, tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "logo.png").write_bytes(png())
    (problem,) = read(tmp_path, written).diagnostics
    assert f"是否想写 {meant} ?" in problem.remedy


def test_an_ending_alone_makes_no_guess(tmp_path: Path) -> None:
    (tmp_path / "text.png").write_bytes(png())
    (problem,) = read(tmp_path, "nix.png").diagnostics
    assert "是否" not in problem.remedy


def test_the_size_of_a_huge_file_is_told_as_it_is(tmp_path: Path) -> None:
    with (tmp_path / "huge.png").open("wb") as stream:
        stream.write(png())
        stream.truncate(80 * 2**20)
    assert reason(tmp_path, "huge.png") == "文件有 80 MB, 超过 50 MB"


def test_an_address_of_a_file_is_no_path(tmp_path: Path) -> None:
    with pytest.raises(BrokenPicture) as caught:
        PictureFolder(tmp_path).picture("file:///C:/logo.png")
    assert "直接写文件的路径" in caught.value.remedy


def test_only_regular_files_are_opened(tmp_path: Path) -> None:
    (tmp_path / "folder.png").mkdir()
    os.mkfifo(tmp_path / "pipe.png")
    (tmp_path / "link.png").symlink_to("/dev/zero")
    assert "文件夹" in reason(tmp_path, "folder.png")
    assert reason(tmp_path, "pipe.png") == "这不是普通文件"
    assert reason(tmp_path, "link.png") == "这不是普通文件"
    assert reason(tmp_path, "no/such/file.png") == "找不到文件"
    assert reason(tmp_path, "folder.png/inside.png") == "找不到文件"


def test_addresses_and_impossible_names_are_told(tmp_path: Path) -> None:
    assert "网址" in reason(tmp_path, "https://example.com/logo.png")
    assert reason(tmp_path, "a\0b.png") == "文件无法读取"
    assert reason(tmp_path, "长" * 500) == "文件无法读取"


def test_a_file_larger_than_any_picture_is_not_read_to_its_end(tmp_path: Path) -> None:
    with (tmp_path / "film.png").open("wb") as stream:
        stream.write(png())
        stream.truncate(LARGEST * 40)
    assert "50 MB" in reason(tmp_path, "film.png")


def test_an_svg_is_named_like_any_picture(tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_bytes(svg())
    assert PictureFolder(tmp_path).picture("logo.svg").fallback


def test_a_faulty_campaign_still_tells_its_pictures(tmp_path: Path) -> None:
    text = varied((LOGO[0], LOGO[1].format("logo.png")), ("  mode: 混合", "  mode: 半线上"))
    loaded = parse_campaign(text, "活动.yaml")
    assert not loaded.is_sound
    assert [d.code for d in read_pictures(loaded.campaign, loaded.sources, tmp_path).diagnostics] == ["C-F12"]
