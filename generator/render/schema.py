"""The names of the views: every key that `render.views` gives a template, with its kind, label and example.

A test walks real views and holds both against each other.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from msgspec.structs import replace

from generator.campaign import Campaign, DocumentControl, DocumentDefaults
from generator.office.schema import Field
from generator.render.campaign_schema import Fields, entry, group, list_of, of_the_whole, record, text
from generator.render.kinds import EXAMPLES


def document_schema(titles: Mapping[str, str]) -> Field:
    """Return what the template of one document sees; `titles` are those of all documents, by code."""
    listed = tuple(titles.items())
    return Field("record", inside=lambda: _names(listed))


@cache
def _names(titles: tuple[tuple[str, str], ...]) -> Fields:
    campaign = {**record(Campaign), **of_the_whole()}
    return {"document": group("本文件", _document), **campaign, **_other_documents(titles)}


# --- documents -------------------------------------------------------------------------------------------------


def _document() -> Fields:
    person = entry("team")
    return {
        "code": text("文件代码", "YS"),
        "title": text("文件标题", "活动预算表"),
        "number": text("文件编号", "HD-2026-001-YS-01"),
        "version": text("版本", "V1.0"),
        "status": text("状态", "草稿"),
        "as_of": Field("date", "统计日期", EXAMPLES["date"]),
        "date": Field("date", "编制日期", EXAMPLES["date"]),
        "prepared_by": replace(person, label="编制人"),
        "changelog": replace(record(DocumentDefaults)["changelog"], label="修订记录(到编制或批准日期为止)"),
        "department": text("编制部门", "市场部"),
        "approved_by": replace(person, label="批准人"),
        "approved_on": Field("date", "批准日期", EXAMPLES["date"]),
        "note": text("备注"),
        "retention": text("保管期限", "30年"),
        "archive_no": text("档号"),
        "due": Field("date", "完成期限", EXAMPLES["date"]),
    }


def _other_documents(titles: tuple[tuple[str, str], ...]) -> Fields:
    own = _document()
    one = {**record(DocumentControl), "number": own["number"], "version": own["version"]}
    listed = {"number": own["number"], "title": own["title"], "folder": text("存放位置", "01_策划准备")}
    first = titles[0][0] if titles else ""
    codes = {
        code: Field(
            "record", title, inside=lambda: one, same_as="" if code == first else f"documents.{first}"
        )
        for code, title in titles
    }
    return {
        "documents": group("各份文件(按代码)", lambda: codes),
        "document_list": list_of("其他文件的目录", lambda: group("文件", lambda: listed)),
        "records": list_of("归档文件目录(每个文件一项)", lambda: group("文件", _record_of_a_file)),
        "handover": group("移交汇总", _handover),
    }


def _record_of_a_file() -> Fields:
    own = _document()
    return {
        "code": own["code"],
        "archive_no": own["archive_no"],
        "number": own["number"],
        "responsible": text("责任者", "星澜科技市场部"),
        "title": text("题名", "HD-2026-001 星澜X3智能手表新品发布会活动预算表"),
        "date": text("日期(8 位数字)", "20260901"),
        "classification": text("密级", "内部"),
        "pages": Field("number", "页数", "4"),
        "note": own["note"],
        "version": own["version"],
        "kind": text("件类型", "正本 / 定稿 / 附件 / 原始数据"),
        "carrier": text("载体", "电子 / 纸质 / 电子+纸质"),
        "format": text("格式", "XLSX"),
        "copies": Field("number", "份数", "1"),
        "retention": own["retention"],
        "file_name": text("归档文件名", "HD-2026-001-YS-01_活动预算表_V1.0.xlsx"),
        "path": text("相对路径", "01_策划准备/HD-2026-001-YS-01_活动预算表_V1.0.xlsx"),
        "size": Field("number", "大小(字节)", "48213"),
        "sha256": text("SHA-256 摘要"),
        "required": text("必归", "是 / 否"),
        "state": text("归档状态", "已归档 / 缺失 / 不适用"),
        "original_at": text("原件存放位置"),
        "signed": text("是否签字", "是 / 否"),
        "scan": text("签字扫描件", "有 / 无"),
    }


def _handover() -> Fields:
    return {
        "count": Field("number", "移交件数", "22"),
        "file_count": Field("number", "移交文件数", "24"),
        "first_item": text("起始档号"),
        "last_item": text("截止档号"),
        "gigabytes": Field("number", "移交数据量(GB)", "0.003"),
        "register_sha256": text("归档清单的数字摘要"),
    }
