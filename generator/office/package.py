"""An Office file as a package of parts (OPC): read with caution, written the same way every time.

A part that is not changed keeps its compressed bytes, so that filling a template costs only what it changes.
Written packages have sorted parts, the zip epoch as time and fixed attributes: same content, same bytes.
"""

from __future__ import annotations

import hashlib
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct, field

from generator.diagnostics import Place
from generator.office.faults import refuse
from generator.office.xml import Element, read_xml

if TYPE_CHECKING:
    from generator.office.relations import Relation

CONTENT_TYPES = "[Content_Types].xml"
LARGEST_FILE = 100 * 2**20
LARGEST_CONTENT = 500 * 2**20
MOST_MEMBERS = 5_000
HIGHEST_RATIO = 300  # for members over a megabyte: drawn repetition reaches 100, bombs begin at 1,000
_SMALL = 2**20

try:  # chosen by measurement: ADR 0018
    from isal.isal_zlib import compressobj

    _LEVEL = 2
except ImportError:  # no wheel for this machine: slower, and the same documents
    from zlib import compressobj  # type: ignore[assignment]

    _LEVEL = 3

_STORED, _DEFLATED = 0, 8
_ENCRYPTED, _UTF8 = 0x1, 0x800
_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_EPOCH_DATE = (1 << 5) | 1  # 1980-01-01
_UNSAFE_NAME = re.compile(r"^/|\\|(^|/)\.\.?(/|$)|^[A-Za-z]:|[\x00-\x1f]|//")
_LOCAL = struct.Struct("<4sHHHHHLLLHH")
_CENTRAL = struct.Struct("<4sHHHHHHLLLHHHHHLL")
_END = struct.Struct("<4sHHHHLLH")


class Member(Struct, frozen=True):
    """A part as it lies in the file: its compressed bytes and what is needed to copy or open them.

    `sha256` is that of its content where it was computed on the way, "" elsewhere.
    """

    packed: bytes
    method: int
    crc: int
    size: int
    sha256: str = ""

    @classmethod
    def of(cls, content: bytes) -> Member:
        """Compress `content`."""
        return cls.of_pieces((content,))

    @classmethod
    def of_pieces(cls, pieces: Iterable[bytes], *, squeezed: bool = True) -> Member:
        """Compress a content that never lies in memory as a whole, or take it as it is."""
        packer = Packer(squeezed=squeezed)
        for piece in pieces:
            packer.add(piece)
        return packer.member()

    @classmethod
    def stored(cls, content: bytes) -> Member:
        """Take `content` as it is: the same bytes whatever program compresses."""
        return cls(content, _STORED, zlib.crc32(content), len(content))

    def content(self) -> bytes:
        """Return the bytes of the part. Raises ValueError where they are not what the file claims."""
        content = self.packed
        if self.method == _DEFLATED:
            content = zlib.decompressobj(-15).decompress(self.packed, self.size + 1)
        if len(content) != self.size or zlib.crc32(content) != self.crc:
            raise ValueError("the content does not match its checksum")
        return content


class Packer:
    """Compresses a content as it comes, piece by piece; one that is not `squeezed` is deflated in form only."""

    def __init__(self, *, squeezed: bool = True) -> None:
        level = _LEVEL if squeezed else 0
        self._squeeze = (compressobj if squeezed else zlib.compressobj)(level, zlib.DEFLATED, -15)
        self._packed, self._crc, self._size = bytearray(), 0, 0
        self._sha256 = hashlib.sha256()

    def add(self, piece: bytes) -> None:
        self._packed += self._squeeze.compress(piece)
        self._crc = zlib.crc32(piece, self._crc)
        self._size += len(piece)
        self._sha256.update(piece)

    def member(self) -> Member:
        """Return what has been added; nothing can be added afterwards."""
        self._packed += self._squeeze.flush()
        return Member(bytes(self._packed), _DEFLATED, self._crc, self._size, self._sha256.hexdigest())


class Package(Struct, frozen=True):
    """The parts of an Office file by name; `file` is what the reader calls the file.

    `related` are relationships that were read (`relations.read_relations`), by the part that they are of.
    """

    file: str
    members: Mapping[str, Member]
    _digests: dict[str, str] = field(default_factory=dict)
    related: dict[str, tuple[Relation, ...]] = field(default_factory=dict)

    def __contains__(self, part: str) -> bool:
        return part in self.members

    def read(self, part: str) -> bytes:
        """Return the bytes of `part`. Raises InvalidTemplate."""
        member = self.members.get(part)
        if member is None:
            raise refuse("T-008", Place(file=self.file), part=part)
        try:
            return member.content()
        except (ValueError, zlib.error) as error:
            raise refuse("T-002", Place(file=self.file), reason=f"{part} 无法解压") from error

    def sha256(self, part: str) -> str:
        """Return the SHA-256 of a part's content, computed once. Raises InvalidTemplate."""
        if part not in self._digests:
            self._digests[part] = self.members[part].sha256 or hashlib.sha256(self.read(part)).hexdigest()
        return self._digests[part]

    def read_xml(self, part: str) -> Element:
        """Return the root element of `part`. Raises InvalidTemplate."""
        return read_xml(self.read(part), part, self.file)


def read_package(data: bytes, file: str) -> Package:
    """Return the package in `data`. Raises InvalidTemplate for whatever is not a plain, sound Office file."""
    place = Place(file=file)
    if data.startswith(_COMPOUND_FILE):
        raise refuse("T-003" if _ENCRYPTED_STREAM in data else "T-009", place)
    if not data.startswith(b"PK"):
        raise refuse("T-001", place)
    if len(data) > LARGEST_FILE:
        raise refuse("T-005", place, reason=f"超过 {LARGEST_FILE // 2**20} MB")
    try:
        members = dict(_members(data, place))
    except (zipfile.BadZipFile, struct.error, NotImplementedError, UnicodeDecodeError, ValueError) as error:
        raise refuse("T-002", place, reason="压缩包不完整") from error
    for part in members:
        if part.lower().endswith("vbaproject.bin"):
            raise refuse("T-004", place, part=part)
    if CONTENT_TYPES not in members:
        raise refuse("T-001", place)
    return Package(file, members)


def _members(data: bytes, place: Place) -> Iterator[tuple[str, Member]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = [entry for entry in archive.infolist() if not entry.filename.endswith("/")]
    _check_sizes(entries, place)
    _check_names(entries, place)
    for entry in entries:
        yield entry.filename, _member(data, entry)


def _check_sizes(entries: list[zipfile.ZipInfo], place: Place) -> None:
    if len(entries) > MOST_MEMBERS:
        raise refuse("T-005", place, reason=f"内部文件超过 {MOST_MEMBERS:,} 个")
    if sum(entry.file_size for entry in entries) > LARGEST_CONTENT:
        raise refuse("T-005", place, reason=f"解压后超过 {LARGEST_CONTENT // 2**20} MB")
    for entry in entries:
        if entry.file_size > _SMALL and entry.file_size > HIGHEST_RATIO * entry.compress_size:
            raise refuse("T-005", place, reason=f"{entry.filename} 的压缩率异常")


def _check_names(entries: list[zipfile.ZipInfo], place: Place) -> None:
    seen: set[str] = set()
    for entry in entries:
        name = entry.orig_filename
        if entry.flag_bits & _ENCRYPTED:
            raise refuse("T-003", place)
        if _UNSAFE_NAME.search(name):
            raise refuse("T-006", place, reason=f"{name!r} 指向文件之外")
        if name.lower() in seen:
            raise refuse("T-006", place, reason=f"{name} 出现两次")
        seen.add(name.lower())


def _member(data: bytes, entry: zipfile.ZipInfo) -> Member:
    if entry.compress_type not in (_STORED, _DEFLATED):
        raise NotImplementedError(entry.compress_type)
    header = _LOCAL.unpack_from(data, entry.header_offset)
    start = entry.header_offset + _LOCAL.size + header[-2] + header[-1]
    packed = data[start : start + entry.compress_size]
    if header[0] != b"PK\x03\x04" or len(packed) != entry.compress_size:
        raise ValueError(entry.filename)
    return Member(packed, entry.compress_type, entry.CRC, entry.file_size)


class Filled(Struct, frozen=True):
    """A finished file and the digest of its content (`content_digest`)."""

    content: bytes
    digest: str


def write_package(package: Package, changes: Mapping[str, bytes | Member | None]) -> bytes:
    """Return the file with the parts in `changes` replaced, added or (None) left out.

    The list of content types comes first, as Office writes it, so that file types are told from the first
    bytes; all other parts follow by name.
    """
    return _written(_changed(package, changes))


def fill_package(package: Package, changes: Mapping[str, bytes | Member | None]) -> Filled:
    """Return the file as `write_package` does, with its digest: nothing that was just written is read again."""
    members = _changed(package, changes)
    known = {
        part: package.sha256(part) for part, member in members.items() if package.members.get(part) is member
    }
    digest = _digest(Package(package.file, members, known))
    return Filled(_written(members), digest)


def _changed(package: Package, changes: Mapping[str, bytes | Member | None]) -> dict[str, Member]:
    left = {name: member for name, member in package.members.items() if name not in changes}
    return left | {name: _packed(new) for name, new in changes.items() if new is not None}


def _written(members: Mapping[str, Member]) -> bytes:
    names = sorted(members, key=lambda name: (name != CONTENT_TYPES, name))
    body, directory = io.BytesIO(), io.BytesIO()
    for name in names:
        _write_member(body, directory, name, members[name])
    start, size = body.tell(), directory.tell()
    end = _END.pack(b"PK\x05\x06", 0, 0, len(names), len(names), size, start, 0)
    return body.getvalue() + directory.getvalue() + end


def _packed(content: bytes | Member) -> Member:
    return content if isinstance(content, Member) else Member.of(content)


def _write_member(body: io.BytesIO, directory: io.BytesIO, name: str, member: Member) -> None:
    encoded = name.encode()
    flags = 0 if name.isascii() else _UTF8
    offset = body.tell()
    shared = (
        20,
        flags,
        member.method,
        0,
        _EPOCH_DATE,
        member.crc,
        len(member.packed),
        member.size,
        len(encoded),
    )
    body.write(_LOCAL.pack(b"PK\x03\x04", *shared, 0))
    body.write(encoded)
    body.write(member.packed)
    directory.write(_CENTRAL.pack(b"PK\x01\x02", 20, *shared, 0, 0, 0, 0, 0, offset))
    directory.write(encoded)


def content_digest(data: bytes) -> str:
    """Return the SHA-256 of the names of an Office file's parts and of their digests, in order of the names.

    It does not see how the file is packed. Raises InvalidTemplate where `data` is no Office file.
    """
    return _digest(read_package(data, ""))


def _digest(package: Package) -> str:
    """A name holds no line break (`_UNSAFE_NAME`), so that lines tell names from digests."""
    lines = (f"{part}\n{package.sha256(part)}\n" for part in sorted(package.members))
    return hashlib.sha256("".join(lines).encode()).hexdigest()
