"""A campaign as an Excel form: the model gives the questions, this module the words around them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from generator.app.explain import every_field
from generator.campaign import Path
from generator.form.filling import Content, form_workbook
from generator.form.layout import DOT, form_sheets
from generator.form.region import GUIDE_SHEET
from generator.intake.campaign import LoadedCampaign
from generator.intake.resources import read_process
from generator.office.forms import Guide

_LINES = (
    ("填写次序", "从左到右逐个工作表填写:蓝色标签在策划时填,绿色在执行时填,橙色在复盘时填,灰色是设置。用不到的空着。"),
    ("必填", "带「＊」的必须填写,没有填的格子是浅黄色。"),
    ("待填", "橙色的【待填】是还没有决定的内容,知道以后改掉。留着也能生成,文件里印成可以填写的空白。"),
    ("从名单里选", "人员、供应商、渠道、地点先在各自的表里登记,别处从下拉列表选名称,或写编号(如 p01)。重名时写编号。"),
    ("一格多项", "人员等短的内容用「、」隔开;成段的文字每行一条,换行按 Alt+Enter。一条里面要换行的,行末写 ↵。"),
    ("可以改的", "插入、删除、移动行和列,移动工作表,调格式都可以。行不够时在表里插入行,或接着往下写。"),
    ("不要改的", "「■」小标题、列名和项目名,程序靠它们认出内容。不要合并单元格。自己的草稿放到另一个工作表。"),
    ("检查和生成", "保存后运行 campaign-pack check 本文件,按提示改;再运行 campaign-pack build 本文件。"),
)  # fmt: skip


def campaign_form(loaded: LoadedCampaign, comments: Mapping[Path, str]) -> bytes:
    """Return the form that says what a campaign file says, its comments as notes."""
    event = loaded.campaign.campaign
    created = dt.datetime.combine(loaded.campaign.doc.date, dt.time())
    content = Content(
        campaign=loaded.campaign,
        waiting=loaded.waiting,
        comments=comments,
        examples={each.path: each.example for each in every_field()},
        codes=tuple(each.code for each in read_process().deliverables),
    )
    sheets = [
        (
            sheet.subject.name,
            "、".join(block.title.partition(DOT)[2] or block.title for block in sheet.blocks),
        )
        for sheet in form_sheets()
    ]
    guide = Guide(GUIDE_SHEET, "活动表单", _LINES, sheets)
    return form_workbook(content, guide, title=f"{event.name} 活动表单", created=created)
