"""The readable text of every document of every example campaign, reviewed like code.

`make goldens` rewrites the files from what is built now.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.support.command import CAMPAIGNS, DAYS, build, documents, pack_folder
from tests.support.text import readable

GOLDEN = Path(__file__).parent


@pytest.mark.parametrize("campaign", CAMPAIGNS, ids=lambda path: path.stem)
def test_every_document_reads_as_reviewed(campaign: Path, tmp_path: Path) -> None:
    done = build(campaign, tmp_path, as_of=DAYS[campaign.stem])
    assert done.code == 0, done.out
    texts = {c: readable(p.read_bytes()) for c, p in documents(pack_folder(tmp_path) / "V1.0").items()}
    folder = GOLDEN / campaign.stem
    if os.environ.get("UPDATE_GOLDENS"):
        folder.mkdir(exist_ok=True)
        for code, text in texts.items():
            (folder / f"{code}.txt").write_text(text, encoding="utf-8")
    reviewed = {p.stem: p.read_text(encoding="utf-8") for p in folder.glob("*.txt")}
    assert texts == reviewed
