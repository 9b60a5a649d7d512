"""Many campaigns from the examples, each with its own number and name; and what lies in an output folder."""

from __future__ import annotations

import re
from pathlib import Path

from tests.support.command import CAMPAIGNS

_ID = re.compile(r"^  id: \S+", re.MULTILINE)
_NAME = re.compile(r"^  name: (.+)$", re.MULTILINE)


def write_many(folder: Path, count: int) -> list[Path]:
    """Write `count` campaign files that differ in number and name, made of the four examples in turn."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = [path.read_text(encoding="utf-8") for path in CAMPAIGNS]
    return [_write(folder / f"第{n:04d}场.yaml", texts[n % len(texts)], n) for n in range(1, count + 1)]


def _write(path: Path, text: str, number: int) -> Path:
    head, body = text[: text.index("\ncampaign:")], text[text.index("\ncampaign:") :]
    body = _ID.sub(f"  id: HD-{2026 + number // 900}-{number % 900 + 100:03d}", body, count=1)
    body = _NAME.sub(rf"  name: \1·第{number}场", body, count=1)
    path.write_text(head + body, encoding="utf-8")
    return path


def files_in(output: Path) -> dict[str, bytes]:
    """Return the files of all packs under an output folder by their paths; reports are left out."""
    return {
        path.relative_to(output).as_posix(): path.read_bytes()
        for folder in sorted(output.iterdir()) if folder.is_dir()
        for path in sorted(folder.rglob("*")) if path.is_file()
    }  # fmt: skip
