"""A unit for a worker that sees no shared drive: what it needs is sent, what it has made comes back.

Sent are the campaign file with what lies beside it, and the latest version of its pack. The worker lays them out in a
folder of its own, works the next version out there, and writes nothing else; who has sent them publishes it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path, PureWindowsPath
from posixpath import normpath

from msgspec import Struct
from msgspec.structs import replace

from generator.app.batch.unit import Orders, Outcome, Unit, outcome_of, told
from generator.app.build import find_whole_pack, refuse_open_files, work_out
from generator.app.check import default_output
from generator.app.delivery import Delivery
from generator.app.template_set import TemplateSet
from generator.app.turn import wait_for_turn
from generator.diagnostics import Diagnostic, Place
from generator.errors import SurroundingsFailed
from generator.intake.campaign import examine_campaign
from generator.intake.organization import FILE as ORGANIZATION
from generator.intake.pictures import picture_files
from generator.store.packs import Pack, changed_behind, find_pack
from generator.store.parcels import laid_out, pack_files, read_beside

_CAMPAIGNS, _OUTPUT = "here/and/here/campaigns", "output"
_ABOVE = _CAMPAIGNS.count("/")
"""How many folders above its own a campaign's pictures may lie in."""


class Parcel(Struct, frozen=True):
    """What a worker needs: files by their paths in its folder. `folder` and `version` are the pack's, "" for none.

    `look` says that a person must look at older versions of the pack, which are not sent.
    """

    unit: Unit
    files: Mapping[str, bytes]
    folder: str = ""
    version: str = ""
    look: bool = False


class Returned(Struct, frozen=True):
    """What a worker sends back: what became of the unit, and the version to be published, if there is a new one."""

    outcome: Outcome
    delivery: Delivery | None = None


def parcel_of(unit: Unit, orders: Orders) -> Parcel:
    """Return what a worker needs for a unit. Raises InvalidInput or SurroundingsFailed."""
    read = examine_campaign(unit.source, unit.row)
    beside = (unit.source.name, ORGANIZATION, *picture_files(read.campaign))
    found = read_beside(unit.source.parent, beside)
    _refuse_far(found)
    files = {f"{_CAMPAIGNS}/{name}": data for name, data in found.items()}
    pack = _pack(unit, orders, read.campaign.campaign.id) if read.is_sound else None
    if pack is None:
        return Parcel(unit, files)
    if not orders.force:
        refuse_open_files(pack)
    held = {f"{_OUTPUT}/{pack.root.name}/{path}": data for path, data in pack_files(pack.latest).items()}
    return Parcel(unit, files | held, pack.root.name, _version_of(pack), bool(changed_behind(pack)))


def _refuse_far(names: Iterable[str]) -> None:
    far = "、".join(name for name in names if not _is_near(name))
    if far:
        way = f"路径要从活动文件所在的文件夹算起,最多往上 {_ABOVE} 层"
        raise SurroundingsFailed(f"--collect 发不出图片 {far}:{way};改路径,或改用共享盘")


def _is_near(name: str) -> bool:
    """Tell whether a worker's folder has room for a file of this name beside its campaigns."""
    is_whole = name.startswith("/") or bool(PureWindowsPath(name).drive)
    return not is_whole and normpath(f"{_CAMPAIGNS}/{name}").startswith(f"{_CAMPAIGNS.split('/')[0]}/")


def _pack(unit: Unit, orders: Orders, campaign_id: str) -> Pack | None:
    output = orders.output or default_output(unit.source)
    known = unit.folders if unit.campaign_id == campaign_id else None
    return find_whole_pack(output, campaign_id, known, tidy=True)


def build_parcel(parcel: Parcel, orders: Orders, templates: TemplateSet) -> Returned:
    """Work out what a parcel comes to, in a folder of this process's own that is gone afterwards."""
    delivered: list[Delivery | None] = [None]

    def work() -> Outcome:
        with laid_out(parcel.files) as home:
            here = replace(parcel.unit, source=home / _CAMPAIGNS / parcel.unit.source.name, campaign_id="")
            request = replace(orders, output=home / _OUTPUT).request(here, templates)

            def worked_out() -> Outcome:
                result, delivered[0] = work_out(request)
                return outcome_of(parcel.unit, result, built=delivered[0] is not None)

            return _as_sent(told(parcel.unit, worked_out), home, orders)

    return Returned(told(parcel.unit, work), delivered[0])


def _as_sent(outcome: Outcome, home: Path, orders: Orders) -> Outcome:
    """Return an outcome whose messages name files as they are called where they come from."""
    source = outcome.unit.source
    mine = {_CAMPAIGNS: source.parent, _OUTPUT: orders.output or default_output(source)}

    def renamed(text: str) -> str:
        for there, here in mine.items():
            inside = "" if here == Path() else f"{here}{os.sep}"
            text = text.replace(f"{home / there}{os.sep}", inside).replace(f"{home / there}", f"{here}")
        return text

    told_here = tuple(_renamed(each, renamed) for each in outcome.diagnostics)
    return replace(outcome, diagnostics=told_here, reason=renamed(outcome.reason))


def _renamed(told: Diagnostic, renamed: Callable[[str], str]) -> Diagnostic:
    def place(each: Place) -> Place:
        return replace(each, file=renamed(each.file))

    return replace(
        told,
        message=renamed(told.message),
        remedy=renamed(told.remedy),
        place=place(told.place),
        also=tuple(map(place, told.also)),
    )


def receive(returned: Returned, parcel: Parcel, orders: Orders) -> Outcome:
    """Publish what a worker has sent back, and say where it lies. Raises SurroundingsFailed."""
    outcome, delivery = returned.outcome, returned.delivery
    outcome = replace(outcome, look=outcome.look or (parcel.look and not outcome.failed))
    output = orders.output or default_output(parcel.unit.source)
    if delivery is None:
        folder = output / parcel.folder / outcome.version if outcome.version else ""
        return replace(outcome, folder=str(folder))
    root = output / (parcel.folder or delivery.folder_name)
    with wait_for_turn(root) as turn:
        pack = find_pack(output, delivery.manifest.campaign_id, (root,))
        if _version_of(pack) != parcel.version:
            raise SurroundingsFailed(f"{root} 里刚刚有了新版本;请重新运行")
        folder = delivery.publish(root, pack, turn.renew)
    return replace(outcome, folder=str(folder))


def _version_of(pack: Pack | None) -> str:
    return str(pack.latest.manifest.version) if pack else ""
