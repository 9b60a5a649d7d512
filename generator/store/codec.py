"""A manifest as JSON: sorted, readable, refused when it is not ours."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from typing import Any

from generator.errors import SurroundingsFailed
from generator.plan.manifest import DocumentRecord, FileRecord, Manifest
from generator.plan.version import Version, parse_version

_FORMAT = 1


def write_manifest_text(manifest: Manifest) -> str:
    """Return `manifest` as JSON text."""
    data = dataclasses.asdict(manifest) | {"format": _FORMAT, "version": manifest.version}
    data["documents"] = [dataclasses.asdict(d) | {"version": d.version} for d in manifest.documents]
    return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True, default=str) + "\n"


def read_manifest_text(text: str, name: str) -> Manifest:
    """Return the manifest that `text` holds; `name` is said in the message when it holds none."""
    try:
        return _manifest(json.loads(text))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        message = f"版本记录 {name} 已损坏,或来自其他版本的程序,无法读取;请从备份恢复该文件"
        raise SurroundingsFailed(message) from error


def _manifest(data: dict[str, Any]) -> Manifest:
    if data.pop("format") != _FORMAT:
        raise ValueError("another format")
    documents = tuple(_document(d) for d in data.pop("documents"))
    files = tuple(FileRecord(**f) for f in data.pop("files"))
    version, as_of = _version(data.pop("version")), dt.date.fromisoformat(data.pop("as_of"))
    return Manifest(version=version, as_of=as_of, documents=documents, files=files, **data)


def _document(data: dict[str, Any]) -> DocumentRecord:
    version, as_of = _version(data.pop("version")), dt.date.fromisoformat(data.pop("as_of"))
    return DocumentRecord(version=version, as_of=as_of, **data)


def _version(text: str) -> Version:
    version = parse_version(text)
    if version is None:
        raise ValueError(f"version {text!r}")
    return version
