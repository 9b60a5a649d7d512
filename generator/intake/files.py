"""Files from outside, as bytes and as text."""

from __future__ import annotations

from pathlib import Path

from generator.diagnostics import Diagnostic, Place
from generator.errors import InvalidCampaign, SurroundingsFailed, reason_of

MAX_BYTES = 20_000_000
_BINARY = (
    (b"PK\x03\x04", "Excel、Word 或压缩文件"),
    (b"\xd0\xcf\x11\xe0", "旧版 Office 文件"),
    (b"%PDF", "PDF 文件"),
)
_SAVE_AS = "在编辑器里选择「另存为」,编码选 UTF-8"


def read_file(path: Path) -> bytes:
    """Return the bytes of a file. Raises InvalidCampaign when there is none, SurroundingsFailed when held."""
    try:
        return path.read_bytes()
    except FileNotFoundError as missing:
        raise _unreadable(path, f"找不到文件 {path}", "检查文件名和所在文件夹") from missing
    except IsADirectoryError as folder:
        raise _unreadable(path, f"{path} 是文件夹,不是文件", "写出文件夹里的文件名") from folder
    except PermissionError as refused:
        if path.is_dir():  # Windows says so
            raise _unreadable(path, f"{path} 是文件夹,不是文件", "写出文件夹里的文件名") from refused
        raise SurroundingsFailed(f"没有读取 {path} 的权限,或文件正被占用;关闭打开它的程序后重试") from refused
    except OSError as failure:
        raise SurroundingsFailed(f"读取 {path} 失败:{reason_of(failure)}") from failure
    except ValueError as impossible:  # a name with a zero byte
        raise _unreadable(path, "文件名里有不能用的字符", "检查文件名和所在文件夹") from impossible


def read_text(path: Path) -> str:
    """Return the text of a UTF-8 file, with or without a byte order mark."""
    return decode(read_file(path), str(path))


def decode(data: bytes, file: str) -> str:
    """Return `data` as text; InvalidCampaign when it is not UTF-8."""
    if len(data) > MAX_BYTES:
        raise _wrong(file, "文件超过 20 MB,不像是活动文件", "检查是否选错了文件", code="C-F03")
    kind = next((what for magic, what in _BINARY if data.startswith(magic)), None)
    if kind:
        raise _wrong(file, f"这是{kind},不是文本文件", "检查是否选错了文件")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _wrong(file, "文件是 UTF-16 编码(记事本的「Unicode」)", _SAVE_AS)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise _undecodable(data, fault.start, file) from fault
    if "\0" in text:
        raise _wrong(file, "文件不是文本文件", "检查是否选错了文件")
    return text


def _undecodable(data: bytes, offset: int, file: str) -> InvalidCampaign:
    line = data.count(b"\n", 0, offset) + 1
    try:
        excerpt = data.decode("gb18030").splitlines()[line - 1]
    except (UnicodeDecodeError, IndexError):
        return _wrong(file, "文件不是 UTF-8 编码的文本文件", "检查是否选错了文件,或是否已损坏", line)
    message = "文件是 GBK 编码(记事本的「ANSI」),不是 UTF-8"
    return InvalidCampaign((Diagnostic("C-F01", message, _SAVE_AS, Place(file, line, 1, excerpt=excerpt)),))


def _wrong(file: str, message: str, remedy: str, line: int = 1, code: str = "C-F01") -> InvalidCampaign:
    return InvalidCampaign((Diagnostic(code, message, remedy, Place(file, line, 1)),))


def _unreadable(path: Path, message: str, remedy: str) -> InvalidCampaign:
    return InvalidCampaign((Diagnostic("C-F01", message, remedy, Place(str(path))),))
