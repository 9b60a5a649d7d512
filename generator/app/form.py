"""A campaign as an Excel form: the model gives the questions, this module the words around them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from generator.app.explain import every_field
from generator.campaign import Path, is_waiting
from generator.form.asking import Hints
from generator.form.filling import Content, form_workbook
from generator.form.layout import DOT, form_sheets
from generator.form.region import GUIDE_SHEET
from generator.intake.campaign import LoadedCampaign
from generator.intake.resources import read_process
from generator.office.forms import Guide
from generator.standard.stage import Stage

_LINES = (
    ("这是什么", "填好这份表单,就能生成 {count} 份 Word、Excel 活动文件。一次填不完,以后再补,随时可以检查、生成。"),
    ("先填哪些", "先填活动、人员,再填目标、预算、任务等。蓝色标签策划时填,绿色执行时填,橙色复盘时填,灰色一般不改。"),
    ("必填", "带「＊」的必须填写,没有填的格子是浅黄色。"),
    ("待填", "浅红色的【待填】是还没有决定的内容,知道以后改掉。留着也能生成,文件里印成可以填写的空白。"),
    ("从名单里选", "人员、供应商、渠道、地点等先在各自的表里登记,别处从下拉列表选;列表里没有的,也可以写编号。"),
    ("一格多项", "按每一列的说明:有的用「、」隔开,有的每行一条(在格子里换行按 Alt+Enter)。"),
    ("可以改的", "插入、删除、移动行和列,排序,移动工作表,调格式。行不够时,在空行之间插入行。不用的表可以整张删去。"),
    ("不要改的", "「■」小标题、列名和项目名,程序靠它们认出内容。不要合并单元格。自己的草稿放到另一个工作表。"),
    ("检查", "保存后,在这个文件所在的文件夹里打开命令行,运行 campaign-pack check {name},按提示的工作表和单元格修改。"),
    ("生成", "没有错误以后,运行 campaign-pack build {name},资料包就做好了。右上角有红色三角的格子带批注。"),
)  # fmt: skip


def _hints() -> Hints:
    fields = every_field()
    needed = {
        each.path: next((str(s) for s in Stage if any(r.startswith(f"{s}起") for r in each.required)), "")
        for each in fields
    }
    return Hints({each.path: each.example for each in fields}, needed)


def campaign_form(loaded: LoadedCampaign, comments: Mapping[Path, str], name: str = "活动.xlsx") -> bytes:
    """Return the form that says what a campaign file says, its comments as notes; `name` is what it will be called."""
    deliverables = read_process().deliverables
    event = loaded.campaign.campaign
    created = dt.datetime.combine(loaded.campaign.doc.date, dt.time())
    content = Content(
        campaign=loaded.campaign,
        waiting=loaded.waiting,
        comments=comments,
        hints=_hints(),
        documents={each.code: each.name for each in deliverables},
    )
    sheets = [
        (
            sheet.subject.name,
            "、".join(block.title.partition(DOT)[2] or block.title for block in sheet.blocks),
        )
        for sheet in form_sheets()
    ]
    title = " ".join([event.id, *([] if is_waiting(event.name) else [event.name]), "活动表单"])
    lines = [(what, how.format(name=name, count=len(deliverables))) for what, how in _LINES]
    return form_workbook(content, Guide(GUIDE_SHEET, title, lines, sheets), title=title, created=created)
