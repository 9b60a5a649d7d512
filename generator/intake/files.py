"""Files from outside, as bytes and as text."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from generator.diagnostics import Diagnostic, Place, Severity
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


class Text(Struct, frozen=True):
    """The text of a file, and what is to be said of how it was read."""

    text: str
    diagnostics: tuple[Diagnostic, ...] = ()


def read_text(path: Path) -> Text:
    """Return the text of a file in UTF-8, with or without a byte order mark, or in what Notepad may have made of it."""
    return decode(read_file(path), str(path))


def decode(data: bytes, file: str) -> Text:
    """Return `data` as text: UTF-8, UTF-16 with its mark, else GBK, which is told. InvalidCampaign for what is none."""
    if len(data) > MAX_BYTES:
        raise _wrong(file, "文件超过 20 MB,不像是活动文件", "检查是否选错了文件", code="C-F03")
    kind = next((what for magic, what in _BINARY if data.startswith(magic)), None)
    if kind:
        raise _wrong(file, f"这是{kind},不是文本文件", "检查是否选错了文件")
    read = _utf_16(data, file) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else _utf_8(data, file)
    if "\0" in read.text:
        raise _wrong(file, "文件不是文本文件", "检查是否选错了文件")
    return read


def _utf_8(data: bytes, file: str) -> Text:
    try:
        return Text(data.decode("utf-8-sig"))
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        try:
            text = data.decode("gb18030")
        except UnicodeDecodeError:
            text = ""
        if not text or _is_damaged_utf_8(data):
            message = "文件不是 UTF-8 编码的文本文件,或已损坏"
            raise _wrong(file, message, "检查是否选错了文件;从备份恢复,或重新输入这一行", line) from fault
    return Text(text, (_told(file, "GBK 编码(记事本的「ANSI」)", line, text),))


def _utf_16(data: bytes, file: str) -> Text:
    try:
        text = data.decode("utf-16")
    except UnicodeDecodeError as fault:
        raise _wrong(file, "文件是 UTF-16 编码(记事本的「Unicode」),但已损坏", _SAVE_AS) from fault
    return Text(text, (_told(file, "UTF-16 编码(记事本的「Unicode」)", 1, text),))


def _is_damaged_utf_8(data: bytes) -> bool:
    """Tell UTF-8 with some bytes broken from GBK: GBK read as UTF-8 holds hardly a whole Chinese character."""
    text = data.decode("utf-8", errors="replace")
    return sum("\u3000" <= character <= "\uffee" for character in text) > text.count("\ufffd")


def _told(file: str, encoding: str, line: int, text: str) -> Diagnostic:
    lines = text.splitlines()
    excerpt = lines[line - 1] if line <= len(lines) else ""
    message = f"文件是{encoding},不是 UTF-8;已按这种编码读取,请看一看文字对不对"
    return Diagnostic("C-F13", message, _SAVE_AS, Place(file, line, 1, excerpt=excerpt), Severity.INFO)


def _wrong(file: str, message: str, remedy: str, line: int = 1, code: str = "C-F01") -> InvalidCampaign:
    return InvalidCampaign((Diagnostic(code, message, remedy, Place(file, line, 1)),))


def _unreadable(path: Path, message: str, remedy: str) -> InvalidCampaign:
    return InvalidCampaign((Diagnostic("C-F01", message, remedy, Place(str(path))),))
