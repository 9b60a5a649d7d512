"""可用性: can the files be opened, in ten years too?"""

from __future__ import annotations

from generator.archive.checks.item import Dossier, Item, Nature, dangers, item
from generator.office.hazards import Danger

_LASTING = frozenset(
    {
        "docx", "xlsx", "pptx", "pdf", "ofd", "txt", "csv", "json", "xml", "yaml", "yml", "md", "html", "htm",
        "eml", "msg", "jpg", "jpeg", "png", "tif", "tiff", "gif", "bmp", "webp", "heic", "svg", "mp4", "mov", "m4v",
        "avi", "mkv", "mp3", "wav", "m4a", "ai", "psd", "eps", "indd", "sketch", "fig", "ttf", "otf", "dwg",
    }
)  # fmt: skip
_PACKED = frozenset({"zip", "rar", "7z", "tar", "gz", "bz2", "xz"})


def opens(dossier: Dossier) -> Item:
    """Every Office file, PDF and picture can be opened, and none is empty."""
    wrong = dangers(dossier, Danger.UNUSABLE)
    remedy = "换成完好、没有密码的文件，或移出资料包"
    right = "Word、Excel、PDF 与图片都打开过，没有加密、没有空文件"
    return item(Nature.USABLE, "文件可以打开", wrong, right, "A-004", remedy, required=True)


def formats(dossier: Dossier) -> Item:
    """All files are in formats that are read in many years, none is packed."""
    endings = {h.path: h.name.rpartition(".")[2].lower() if "." in h.name else "" for h in dossier.holdings}
    packed = [path for path, ending in endings.items() if ending in _PACKED]
    odd = [path for path, ending in endings.items() if ending not in _LASTING | _PACKED]
    remedy = "压缩包解开后放入；其他格式另存为 PDF、docx、xlsx、jpg、mp4 等通用格式"
    return item(Nature.USABLE, "格式", [*packed, *odd], "都是通用格式，没有压缩包", "A-009", remedy)
