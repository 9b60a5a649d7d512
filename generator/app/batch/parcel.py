"""A unit for a worker that sees no shared drive: what it needs is sent, what it has made comes back.

Sent are the campaign file with what lies beside it, and the latest version of its pack. The worker lays them out in a
folder of its own, works the next version out there, and writes nothing else; who has sent them publishes it.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from generator.app.batch.unit import Orders, Outcome, Unit, outcome_of, told
from generator.app.build import refuse_open_files, work_out
from generator.app.check import default_output
from generator.app.delivery import Delivery
from generator.app.template_set import TemplateSet
from generator.app.turn import wait_for_turn
from generator.errors import SurroundingsFailed
from generator.intake.campaign import examine_campaign
from generator.intake.organization import FILE as ORGANIZATION
from generator.intake.pictures import picture_files
from generator.store.packs import Pack, find_pack
from generator.store.parcels import lay_out, pack_files, read_beside

_CAMPAIGNS, _OUTPUT = (
    "here/and/here/campaigns",
    "output",
)  # deep enough for pictures in folders beside and above


@dataclass(frozen=True, slots=True)
class Parcel:
    """What a worker needs: files by their paths in its folder. `folder` and `version` are the pack's, "" for none."""

    unit: Unit
    files: Mapping[str, bytes]
    folder: str = ""
    version: str = ""


@dataclass(frozen=True, slots=True)
class Returned:
    """What a worker sends back: what became of the unit, and the version to be published, if there is a new one."""

    outcome: Outcome
    delivery: Delivery | None = None


def parcel_of(unit: Unit, orders: Orders) -> Parcel:
    """Return what a worker needs for a unit. Raises InvalidInput or SurroundingsFailed."""
    campaign = examine_campaign(unit.source, unit.row).campaign
    beside = (unit.source.name, ORGANIZATION, *picture_files(campaign))
    files = {f"{_CAMPAIGNS}/{name}": data for name, data in read_beside(unit.source.parent, beside).items()}
    pack = _pack(unit, orders, str(campaign.campaign.id))
    if pack is None:
        return Parcel(unit, files)
    if not orders.force:
        refuse_open_files(pack)
    held = {f"{_OUTPUT}/{pack.root.name}/{path}": data for path, data in pack_files(pack.latest).items()}
    return Parcel(unit, files | held, pack.root.name, _version_of(pack))


def _pack(unit: Unit, orders: Orders, campaign_id: str) -> Pack | None:
    output = orders.output or default_output(unit.source)
    known = unit.folders if unit.campaign_id == campaign_id else None
    return find_pack(output, campaign_id, known)


def build_parcel(parcel: Parcel, orders: Orders, templates: TemplateSet) -> Returned:
    """Work out what a parcel comes to, in a folder of this process's own that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="campaign-pack-", ignore_cleanup_errors=True) as home:
        lay_out(Path(home), parcel.files)
        here = replace(parcel.unit, source=Path(home, _CAMPAIGNS, parcel.unit.source.name), campaign_id="")
        request = replace(orders, output=Path(home, _OUTPUT)).request(here, templates)
        returned: list[Delivery | None] = [None]

        def work() -> Outcome:
            result, returned[0] = work_out(request)
            return outcome_of(parcel.unit, result, built=returned[0] is not None)

        outcome = told(parcel.unit, work)
    return Returned(_as_sent(outcome, here.source), returned[0])


def _as_sent(outcome: Outcome, there: Path) -> Outcome:
    """Return an outcome whose messages name the file as it is called where it comes from."""
    mine = str(outcome.unit.source)
    diagnostics = tuple(
        replace(each, place=replace(each.place, file=mine)) if each.place.file == str(there) else each
        for each in outcome.diagnostics
    )
    return replace(outcome, diagnostics=diagnostics)


def receive(returned: Returned, parcel: Parcel, orders: Orders) -> Outcome:
    """Publish what a worker has sent back, and say where it lies. Raises SurroundingsFailed."""
    outcome, delivery = returned.outcome, returned.delivery
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
