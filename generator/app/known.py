"""Whether a pack is known to be made of what it would be made of now; a batch that is run again asks first."""

from __future__ import annotations

from generator.app.compiled import cache_folder
from generator.app.inputs import mark_of
from generator.app.outcome import BuildResult
from generator.app.situation import Situation
from generator.plan.manifest import Manifest
from generator.store.packs import find_pack
from generator.store.unchanged import recall, remember


def is_known(situation: Situation) -> bool:
    """Tell whether making the pack again would change nothing."""
    cache, latest = cache_folder(), situation.latest
    if cache is None or latest is None or not _is_whole(situation):
        return False
    return recall(cache, situation.root) == mark_of(situation, latest)


def keep_known(situation: Situation, result: BuildResult) -> None:
    """Remember what a pack that has just been built, or found unchanged, is made of."""
    cache, latest = cache_folder(), _latest(situation, result)
    if cache is not None and latest is not None and _is_whole(situation):
        remember(cache, situation.root, mark_of(situation, latest))


def _latest(situation: Situation, result: BuildResult) -> Manifest | None:
    """Return the version that holds what was built; None where somebody else has published another one since."""
    if not result.written:
        return situation.latest
    pack = find_pack(situation.output, result.campaign_id, (situation.root,))
    latest = pack.latest.manifest if pack else None
    ours = latest and (latest.version, latest.source_sha256) == (result.version, situation.loaded.sha256)
    return latest if ours else None


def _is_whole(situation: Situation) -> bool:
    """Tell whether all documents are made, as they are usually made."""
    request = situation.request
    return not (
        request.only or request.dry_run or request.major or request.page_numbers or situation.restores
    )
