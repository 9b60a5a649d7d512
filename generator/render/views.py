"""What a template sees: the campaign's tree with every derived figure beside the value it follows from.

`docs/reference/fields.md` lists the names. A figure that is not known is a blank of its kind.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, cached_property
from typing import Any

from generator.campaign import Campaign, DocumentControl
from generator.derive.figures import Figures
from generator.derive.people import SignIn
from generator.office.blank import Blank
from generator.office.filters import mask_phone
from generator.plan.pack import PackPlan, PlannedFile
from generator.plan.register import Archived, Register, count_handover
from generator.plan.version import Version
from generator.render.figures import known, or_blank
from generator.render.masking import mask_text
from generator.render.tree import Node, Tree, blank_entry, blank_record

FINDINGS = {
    "customer_findings": "客户需求",
    "history_findings": "历史活动",
    "competitor_findings": "竞品分析",
    "internal_findings": "内部需求",
}


def campaign_view(campaign: Campaign, figures: Figures) -> Node:
    """Return the values that are the same in every document of the campaign."""
    tree = Tree(campaign)
    root = tree.root
    root["campaign"] |= {"period": figures.period, "place": figures.place or Blank()}
    _join_lists(root, figures)
    _join_budget(root, figures)
    _join_people(tree, figures)
    _join_research(tree, figures)
    root["results"] |= known(figures.results)
    root["target_summary"] = known(figures.target_summary)
    root["task_summary"] = known(figures.task_summary)
    root["task_phases"] = [known(phase) for phase in figures.task_phases]
    root["gantt"] = known(figures.gantt)
    root["milestones"] = [{**known(m), "from": or_blank(m.since, "dt.date")} for m in figures.milestones]
    root["archive_no"] = figures.archive_no
    root["charts"] = known(figures.charts)
    _join_readings(root["monitoring"], tree, figures)
    root["sign_in"] = [_sign_in(tree, sheet, len(figures.sign_in)) for sheet in figures.sign_in]
    if not campaign.privacy.show_full_phone:
        _mask_phones(root)
    return root


class PackView:
    """What the templates of one pack see on one day; what several of them see is made once."""

    def __init__(self, common: Node, campaign: Campaign, plan: PackPlan, figures: Figures) -> None:
        """`common` is the view of the campaign (`campaign_view`)."""
        self.plan = plan
        self._common = common
        self._figures = figures
        self._register = Register(campaign, plan, figures)
        self._handover = count_handover(plan, figures)
        self._line = cache(known)
        self._documents: dict[tuple[str, Version | None], Node] = {}

    def document(
        self, planned: PlannedFile, versions: Mapping[str, Version], archived: Archived | None = None
    ) -> Node:
        """Return the values for one document: the campaign's, the document itself, and the others by code.

        `versions` are those of all documents that there are. `archived` is what lies in an archive, for the documents
        that are made there.
        """
        common, figures = self._common, self._figures
        records = archived.records if archived else self._register.records(versions)
        return {
            **common,
            "document": _document(common, planned, figures, versions[planned.code]),
            "documents": {code: self._cited(code, versions.get(code)) for code in figures.documents},
            "document_list": [
                listed
                for file, listed in zip(self.plan.catalogue, self._listed, strict=True)
                if file.code != planned.code
            ],
            "records": [self._line(record) for record in records],
            "handover": known(archived.handover if archived else self._handover),
            "archive": _archive(common["archive"], archived),
            "archive_no": archived.archive_no if archived else common["archive_no"],
        }

    @cached_property
    def _settings(self) -> Mapping[str, Mapping[str, object]]:
        return {code: _setting(self._common, code) for code in self._figures.documents}

    @cached_property
    def _listed(self) -> Sequence[Node]:
        return [
            {"number": file.number, "title": file.deliverable.name, "folder": file.folder}
            for file in self.plan.catalogue
        ]

    def _cited(self, code: str, version: Version | None) -> Node:
        """Return what is seen of a document by its code."""
        key = code, version
        if key not in self._documents:
            told = {"number": self._figures.documents[code].number, "version": str(version or "") or Blank()}
            self._documents[key] = {**self._settings[code], **told}
        return self._documents[key]


def _archive(archive: Node, archived: Archived | None) -> Node:
    """Return the archive's settings, and beside each expected attachment what was found of it."""
    expected = archive["external_attachments"]
    found = archived.attachments if archived else ((None, ""),) * len(expected)
    told = [
        {**each, "count": Blank("number") if count is None else count, "state": state or Blank()}
        for each, (count, state) in zip(expected, found, strict=True)
    ]
    return {**archive, "external_attachments": told}


def _setting(common: Node, code: str) -> Mapping[str, object]:
    """Return what the campaign file says of a document, blanks where it says nothing."""
    unset = {
        **blank_record(DocumentControl).fields,
        "status": common["doc"]["status"],
        "date": common["doc"]["date"],
    }
    said = common["documents"].get(code, {})
    return {**unset, **{key: value for key, value in said.items() if not isinstance(value, Blank)}}


def _document(common: Node, planned: PlannedFile, figures: Figures, version: Version) -> Node:
    setting = common["documents"].get(planned.code, {})
    preparer = setting.get("prepared_by") or common["campaign"]["marketing_lead"]
    figure = figures.documents[planned.code]
    return {
        "code": planned.code,
        "title": planned.deliverable.name,
        "number": planned.number,
        "version": str(version),
        "status": planned.status,
        "as_of": figures.as_of,
        "date": setting.get("date") or common["doc"]["date"],
        "prepared_by": preparer,
        "department": preparer["dept"],
        "changelog": _changes(common["doc"]["changelog"], _last_day(setting, common)),
        "approved_by": setting.get("approved_by", Blank("person")),
        "approved_on": setting.get("approved_on", Blank("date")),
        "note": setting.get("note", Blank()),
        "retention": figure.retention,
        "archive_no": figure.archive_no,
        "due": or_blank(figure.deadline.due, "dt.date"),
    }


def _last_day(setting: Mapping[str, Any], common: Node) -> dt.date:
    """Return the day up to which a document knows of changes: when it was written, or approved."""
    days = [setting.get("approved_on"), setting.get("date") or common["doc"]["date"]]
    return max(day for day in days if isinstance(day, dt.date))


def _changes(changelog: Sequence[Node], date: dt.date) -> list[Node]:
    """Return the changes up to the last day of a document: it knows nothing of what came later."""
    return [each for each in changelog if isinstance(each["date"], Blank) or each["date"] <= date]


def _join(nodes: Sequence[Node], figures: Iterable[Any]) -> None:
    """Put each figure beside the entry it belongs to; `id` stays as the campaign has it."""
    for node, figure in zip(nodes, figures, strict=True):
        node.update({key: value for key, value in known(figure).items() if key not in ("id", "name")})


def _join_lists(root: Node, figures: Figures) -> None:
    _join(root["targets"], figures.targets)
    _join(root["channels"], figures.channels)
    _join(root["tasks"], figures.tasks)
    _join(root["departments"], figures.departments)
    _join(root["suppliers"], figures.suppliers)
    _join(root["materials"], figures.materials)
    _join(root["venues"], figures.venues)
    _join(root["monitoring"]["indicators"], figures.indicators)
    for item, node in zip(root["schedule"], figures.schedule, strict=True):
        item["node"] = node or Blank()
    root["late_tasks"] = [root["tasks"][n] for n in figures.late_tasks]
    root["experiences"] = [root["lessons"][n] for n in figures.experiences]
    root["improvements"] = [root["lessons"][n] for n in figures.improvements]
    root["approval"]["steps"] = [root["approval"]["budget_chain"][n] for n in figures.approval_steps]


def _join_budget(root: Node, figures: Figures) -> None:
    budget, items = root["budget"], root["budget"]["items"]
    _join(items, figures.budget.items)
    for item, figure in zip(items, figures.budget.items, strict=True):
        item["id"] = figure.id
    whole = known(figures.budget)
    whole["categories"] = [{**c, "over": _yes_no(c["over"])} for c in whole["categories"]]
    budget.update({key: value for key, value in whole.items() if key != "items"})


def _yes_no(value: object) -> object:
    return value if isinstance(value, Blank) else ("是" if value else "否")


def _join_people(tree: Tree, figures: Figures) -> None:
    root = tree.root
    for person in root["team"]:
        person["backup"] = tree.named("team", figures.backups.get(str(person["id"])))
        person["group_leader"] = "是" if person["onsite_leader"] is True else ""
    root["onsite_groups"] = [_group(tree, g.name, g.members) for g in figures.onsite_groups]
    root["onsite_posts"] = [tree.named("team", person) for person in figures.onsite_posts]
    for name in ("review", "retro"):
        figure = getattr(figures.meetings, name)
        groups = [_group(tree, g.name, g.members) for g in figure.attendees_by_dept]
        root["meetings"][name].update(known(figure) | {"attendees_by_dept": groups})


def _sign_in(tree: Tree, sheet: SignIn, count: int) -> Node:
    """Return a sign-in sheet: its shift (that of the whole campaign where there are none) and who is on it."""
    head = tree.root["campaign"]
    if sheet.shift is None:
        start, end = head["start"], head["end"]
        place = (head["locations"] or [blank_entry("campaign.locations")])[0]
        shift = {"id": "", "date": start.date(), "location": place, "start": start.time(), "end": end.time()}
    else:
        shift = tree.root["shifts"][sheet.shift]
    name = f"签到 {shift['id']}" if count > 1 else "工作人员签到"
    groups = [_group(tree, each.name, each.members) for each in sheet.groups]
    for group in groups:
        group["people"] = [
            {"person": person, "due_at": _due_at(person, shift, head["start"].date())}
            for person in group["members"]
        ]
    return {**shift, "name": name, "groups": groups}


def _due_at(person: Node, shift: Mapping[str, Any], first_day: dt.date) -> object:
    """Return when somebody is due: at the time that is theirs, in shifts on other days when the shift begins."""
    own = person["onsite_arrival"]
    elsewhere = len(person["shifts"]) > 1 and shift["date"] != first_day
    return shift["start"] if isinstance(own, Blank) or elsewhere else own


def _join_readings(monitoring: Node, tree: Tree, figures: Figures) -> None:
    """Put what was read at each moment beside it, one value for each indicator that is read and not computed."""
    series, indicators = monitoring["series"], monitoring["indicators"]
    monitoring["computed"] = [each for each in indicators if each["numerator"]]
    monitoring["recorded"] = [each for each in indicators if not each["numerator"]]
    monitoring["headline"] = _at(indicators, figures.headline_indicator)
    keys = [str(each["id"]) for each in monitoring["recorded"]]
    monitoring["points"] = []
    for reading in figures.readings:
        entry = {} if reading.entry is None else series[reading.entry]
        values = entry.get("values") or {}
        monitoring["points"].append(
            {
                "time": reading.time,
                "values": [values.get(key, Blank("number")) for key in keys],
                "recorder": entry.get("recorder", tree.named("team", None)),
                "note": entry.get("note", Blank()),
                "action": entry.get("action", Blank()),
            }
        )


def _at(nodes: Sequence[Node], position: int | None) -> Node | Blank:
    return blank_entry("monitoring.indicators") if position is None else nodes[position]


def _group(tree: Tree, name: str, members: Iterable[str]) -> Node:
    return {"name": name, "members": [tree.named("team", member) for member in members]}


def _join_research(tree: Tree, figures: Figures) -> None:
    research = tree.root["research"]
    for name, kind in FINDINGS.items():
        research[name] = [f for f in research["findings"] if str(f["kind"]) == kind]
    for need, targets in zip(research["needs"], figures.needs, strict=True):
        need["targets"] = [tree.named("targets", target) for target in targets]
    for asset, channels, hint in zip(tree.root["assets"], figures.assets, figures.hints, strict=True):
        asset["channels"] = [tree.named("channels", channel) for channel in channels]
        asset["hints"] = hint


def _mask_phones(root: Node) -> None:
    """Mask every personal phone; the landlines of 医院, 派出所 and the like are there to be called."""
    for key in ("team", "suppliers", "guests"):
        for entry in root[key]:
            entry["phone"] = mask_phone(entry["phone"])
    for entry in root["contacts"]:
        if isinstance(entry["phone"], str):
            entry["phone"] = mask_text(entry["phone"])
