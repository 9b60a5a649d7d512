"""What a file tells about the people who made it: names in its properties, folders on their computers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from generator.office.inspection.finding import Finding, found, listed
from generator.office.inspection.subject import Subject
from generator.office.xml import Element

# Not people: programs that make files, and the accounts that computers are delivered with.
_NOBODY = re.compile(
    r"campaign-pack|python-docx|openpyxl|xlsxwriter|apache poi|libreoffice.*|wps.*|.*microsoft office.*|kingsoft.*"
    r"|un-named|unknown|user|admin|administrator|author|作者|用户|管理员",
    re.IGNORECASE,
)
_NAMING = {
    "creator": "作者",
    "lastModifiedBy": "上次修改者",
    "Manager": "经理",
    "Company": "单位",
    "HyperlinkBase": "超链接基础",
}
_HARMLESS = re.compile(r"KSO\w*|ICV|ContentTypeId|MSIP_\w+|_?NewReviewCycle|_?TemplateID", re.IGNORECASE)
_HOME = re.compile(r"[\\/](?:Users|home|Documents and Settings)[\\/]+([^\\/]+)", re.IGNORECASE)


def named_people(subject: Subject) -> Iterator[Finding]:
    """Find names of people (and of the company) in the properties of the file."""
    named = [*_standard(subject), *_custom(subject)]
    if named:
        yield found("T-420", "文件属性", names=listed(named))


def _standard(subject: Subject) -> Iterator[str]:
    for kind in ("core-properties", "extended-properties"):
        root = subject.related(kind, "")
        for element in root if root is not None else ():
            label = _NAMING.get(_local(element))
            if label and is_somebody(text := (element.text or "").strip()):
                yield f"{label} {text}"


def _custom(subject: Subject) -> Iterator[str]:
    root = subject.related("custom-properties", "")
    for element in root if root is not None else ():
        name = element.get("name", "") if isinstance(element.tag, str) else ""
        text = "".join(str(piece) for piece in element.itertext()).strip()
        if name and not _HARMLESS.fullmatch(name) and is_somebody(text):
            yield f"自定义属性「{name}」"


def is_somebody(name: str) -> bool:
    """Tell whether a name may be that of a person: a tag is filled later, and programs are nobody."""
    return bool(name) and "{{" not in name and not _NOBODY.fullmatch(name)


def known_folders(subject: Subject) -> Iterator[Finding]:
    """Find the folder in which Excel last saved the file, where it names a person."""
    root = subject.root(subject.main)
    for element in root.iter("{*}absPath") if root is not None else ():
        path = element.get("url", "")
        if (home := _HOME.search(path)) and is_somebody(home[1]):
            yield found("T-426", "文件属性", path=path)


def _local(element: Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""
