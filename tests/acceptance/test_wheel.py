"""The wheel holds all that a build needs, and works away from the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

from tests.support.command import AS_OF, CODES, EXAMPLE, ROOT, documents, pack_folder


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that holds what the wheel holds."""
    folder = tmp_path_factory.mktemp("wheel")
    (wheel,) = WheelBuilder(str(ROOT)).build(directory=str(folder / "dist"), versions=["standard"])
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def run_installed(site: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(site), "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "generator", *map(str, arguments)]
    return subprocess.run(
        command, cwd=site.parent, env=environment, capture_output=True, text=True, check=False
    )


def test_an_installed_wheel_builds_the_pack(installed: Path, tmp_path: Path) -> None:
    done = run_installed(installed, "build", EXAMPLE, "--output", tmp_path / "out", "--as-of", AS_OF)
    assert done.returncode == 0, done.stdout + done.stderr
    assert set(documents(pack_folder(tmp_path / "out") / "V1.0")) == set(CODES)


def test_an_installed_wheel_checks_exports_and_explains_its_templates(
    installed: Path, tmp_path: Path
) -> None:
    checked = run_installed(installed, "templates", "check")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    exported = run_installed(installed, "templates", "export", tmp_path / "模板")
    assert exported.returncode == 0, exported.stdout + exported.stderr
    assert len(list((tmp_path / "模板").rglob("*.*"))) == 22
    fields = run_installed(installed, "templates", "fields", "YS")
    assert "星澜X3智能手表新品发布会" in fields.stdout, fields.stderr


def test_an_installed_wheel_begins_a_campaign_and_archives_a_pack(installed: Path, tmp_path: Path) -> None:
    file = tmp_path / "campaigns" / "a.yaml"
    new = run_installed(installed, "new", file, "--scenario", "品牌宣传", "--date", "2027-03-18")
    assert new.returncode == 0, new.stdout + new.stderr
    assert run_installed(installed, "explain", "C-B01").stdout.count("差额") == 1
    built = run_installed(installed, "build", file, "--as-of", "2027-01-10")
    assert built.returncode == 0, built.stdout + built.stderr
    pack = pack_folder(tmp_path / "output")
    done = run_installed(installed, "archive", pack, "--to", tmp_path / "shelf", "--force")
    assert done.returncode == 3, done.stdout + done.stderr
    (archived,) = (path for path in (tmp_path / "shelf").iterdir() if path.is_dir())
    assert run_installed(installed, "verify", archived).returncode == 0
    again = run_installed(installed, "new", tmp_path / "b.yaml", "--from", file, "--date", "2028-03-16")
    assert again.returncode == 0, again.stdout + again.stderr
