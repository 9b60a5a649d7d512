"""The few kinds of failure, named as states of affairs.

`InvalidInput` is the user's to mend and carries every diagnostic found. `SurroundingsFailed` is the
machine's: a file that is held open, a full disk, a share that is gone. Anything else is a defect.
"""

from __future__ import annotations

import errno

from generator.diagnostics import Diagnostic


class CampaignPackError(Exception):
    """The common base: whatever the command line turns into a message and an exit code."""


class InvalidInput(CampaignPackError):
    """Something the user wrote cannot be used; `diagnostics` says what, all of it."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        super().__init__("; ".join(d.message for d in diagnostics))
        self.diagnostics = diagnostics


class InvalidCampaign(InvalidInput):
    """The campaign file (or a file of plain data) is wrong."""


class InvalidTemplate(InvalidInput):
    """A template is wrong, or asks for what the data do not hold."""


class WrongUsage(InvalidInput):
    """The command line asks for something that there is not."""


class SurroundingsFailed(CampaignPackError):
    """The machine refused; the message says in Chinese what failed and what to do."""


_REASONS = {
    errno.ENOENT: "所在的目录不存在",
    errno.ENOTDIR: "路径里有一段是文件,不是目录",
    errno.EISDIR: "这是目录,不是文件",
    errno.EACCES: "没有权限,或文件正被占用(可能在 Word/Excel/WPS 中打开)",
    errno.EPERM: "没有权限",
    errno.EBUSY: "文件正被占用",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "超出了磁盘配额",
    errno.EROFS: "磁盘是只读的",
    errno.ENAMETOOLONG: "路径或文件名太长",
    errno.ENOTEMPTY: "另一个程序刚刚生成了这个版本",
    errno.EEXIST: "已有同名的文件或目录",
    errno.ELOOP: "链接指回了自己",
    errno.EIO: "读写出错,请检查磁盘或网络盘连接",
}


def reason_of(error: OSError) -> str:
    """Return why the system refused, in the user's words: its own are English, or nobody's."""
    return _REASONS.get(error.errno or 0, f"系统错误 {error.errno}")
