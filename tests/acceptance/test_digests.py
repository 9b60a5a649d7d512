"""Digests in the manifest are of what a file holds; a version whose digests were made otherwise stays as it is."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from generator.office.package import content_digest
from tests.support.command import AS_OF, CODES, EXAMPLE, ROOT, build, pack_folder, versions


def test_digests_are_those_of_the_files_that_were_written(version: Path) -> None:
    manifest = json.loads((version.parent / ".pack" / version.name / "manifest.json").read_text("utf-8"))
    told = {d["path"]: d["digest"] for d in manifest["documents"] if d["path"].endswith((".docx", ".xlsx"))}
    assert len(told) == len(CODES)
    assert {path: content_digest((version / path).read_bytes()) for path in told} == told


def test_a_version_whose_digests_were_made_in_another_way_is_still_unchanged(tmp_path: Path) -> None:
    build(EXAMPLE, tmp_path)
    path = pack_folder(tmp_path) / ".pack" / "V1.0" / "manifest.json"
    manifest = json.loads(path.read_text("utf-8"))
    for document in manifest["documents"]:
        if document["code"] in CODES:
            document["digest"] = "0" * 64
    path.write_text(json.dumps(manifest), "utf-8")
    assert "无变化" in build(EXAMPLE, tmp_path).out
    assert versions(tmp_path) == ["V1.0"]


WITHOUT_ISAL = "import sys; sys.modules['isal'] = None; from generator.cli import main; main(sys.argv[1:])"


def test_a_machine_without_the_fast_compression_makes_the_same_documents(tmp_path: Path) -> None:
    arguments = ["build", str(EXAMPLE), "--as-of", AS_OF, "--output"]
    subprocess.run([sys.executable, "-m", "generator", *arguments, tmp_path / "with"], cwd=ROOT, check=True)
    subprocess.run(
        [sys.executable, "-c", WITHOUT_ISAL, *arguments, tmp_path / "without"], cwd=ROOT, check=True
    )
    packs = [pack_folder(tmp_path / name) for name in ("with", "without")]
    manifests = [json.loads((pack / ".pack/V1.0/manifest.json").read_text("utf-8")) for pack in packs]
    one, other = ({d["code"]: d["digest"] for d in each["documents"]} for each in manifests)
    assert one == other
    again = subprocess.run(
        [sys.executable, "-c", WITHOUT_ISAL, *arguments, tmp_path / "with"],
        cwd=ROOT, check=True, capture_output=True, text=True,
    )  # fmt: skip
    assert "无变化" in again.stdout
