"""A manifest as JSON: sorted, readable, refused when it is not ours."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any, TypeVar

from msgspec.structs import asdict

from generator.errors import SurroundingsFailed
from generator.plan.manifest import DocumentRecord, FileRecord, Manifest
from generator.plan.version import Version, parse_version

_FORMAT = 1
T = TypeVar("T")


def write_manifest_text(manifest: Manifest) -> str:
    """Return `manifest` as JSON text."""
    data = asdict(manifest) | {"format": _FORMAT}
    data["documents"] = [asdict(document) for document in manifest.documents]
    data["files"] = [asdict(file) for file in manifest.files]
    return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True, default=str) + "\n"


def encode_manifest(manifest: Manifest) -> bytes:
    """Return `manifest` as bytes; a file name that is no valid text survives."""
    return write_manifest_text(manifest).encode("utf-8", "surrogatepass")


def decode_manifest(data: bytes, name: str) -> Manifest:
    """Return the manifest in `data`; SurroundingsFailed, naming `name`, when there is none."""
    try:
        text = data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        text = ""
    return read_manifest_text(text, name)


def read_manifest_text(text: str, name: str) -> Manifest:
    """Return the manifest that `text` holds; `name` is said in the message when it holds none."""
    try:
        return _manifest(json.loads(text))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        message = f"版本记录 {name} 已损坏,或来自其他版本的程序,无法读取;请从备份恢复该文件"
        raise SurroundingsFailed(message) from error


def _manifest(data: dict[str, Any]) -> Manifest:
    if data.pop("format") != _FORMAT:
        raise ValueError("another format")
    documents = tuple(_document(d) for d in _listed(data.pop("documents")))
    files = tuple(_checked(FileRecord(**f), ("path", "sha256")) for f in _listed(data.pop("files")))
    version, as_of = _version(data.pop("version")), dt.date.fromisoformat(data.pop("as_of"))
    return Manifest(version=version, as_of=as_of, documents=documents, files=files, **data)


def _document(data: dict[str, Any]) -> DocumentRecord:
    version, as_of = _version(data.pop("version")), dt.date.fromisoformat(data.pop("as_of"))
    signed = data.pop("signed", None)
    record = DocumentRecord(
        version=version, as_of=as_of, signed=None if signed is None else _version(signed), **data
    )
    return _checked(record, ("code", "number", "digest", "path"))


def _listed(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError("no list")
    return value


def _checked(record: T, texts: tuple[str, ...]) -> T:
    """Return a record whose named fields are text."""
    if not all(isinstance(getattr(record, name), str) for name in texts):
        raise TypeError("no text")
    return record


def _version(text: str) -> Version:
    version = parse_version(text)
    if version is None:
        raise ValueError(f"version {text!r}")
    return version
