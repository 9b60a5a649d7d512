"""Words in published texts that a person should look at before they go out: superlatives and promises.

Source: domain specification 2.11. The words are data (`standard/wording.yaml`); nothing here says that a text is
unlawful, only that somebody should check it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from generator.campaign import Campaign, Path
from generator.standard.process import Wording

ADVICE = "建议人工核对"


def claims_in(text: str, wording: Sequence[Wording]) -> tuple[str, ...]:
    """Return the words of a text that should be looked at, each once, as they stand there: 最舒适, 唯一指定."""
    found = (match[1] for match in _pattern(tuple(wording)).finditer(str(text)) if match[1])
    return tuple(dict.fromkeys(found))


def published_texts(campaign: Campaign) -> Iterator[tuple[Path, str, str | None]]:
    """Yield the texts that the public gets to read: where each stands, the text, the id of the asset it is for."""
    if theme := campaign.campaign.theme:
        yield ("campaign", "theme"), theme, None
    for n, item in enumerate(campaign.schedule):
        for key in ("theme", "key_message"):
            if text := getattr(item, key):
                yield ("schedule", n, key), text, item.asset
    for n, asset in enumerate(campaign.assets):
        yield ("assets", n, "name"), asset.name, asset.id
    if campaign.promotion:
        for n, rule in enumerate(campaign.promotion.rules):
            yield ("promotion", "rules", n), rule, None


def hints_of_assets(campaign: Campaign, wording: Sequence[Wording]) -> tuple[str, ...]:
    """Return for each asset what to look at in its texts: 「最舒适」「唯一指定」建议人工核对; "" for nothing."""
    found: dict[str, dict[str, None]] = {asset.id: {} for asset in campaign.assets}
    for _, text, asset in published_texts(campaign):
        if asset in found:
            found[asset].update(dict.fromkeys(claims_in(text, wording)))
    return tuple("".join(f"「{word}」" for word in own) + ADVICE if own else "" for own in found.values())


@cache
def _pattern(wording: tuple[Wording, ...]) -> re.Pattern[str]:
    """Return what finds the words; a harmless phrase that holds one is passed over. Short ones bring what follows."""
    words = [word for group in wording for word in group.words]
    harmless = [phrase for group in wording for phrase in group.unless]
    short = sorted((re.escape(word) for word in words if len(word) <= 2), key=len, reverse=True)
    long = sorted((re.escape(word) for word in words if len(word) > 2), key=len, reverse=True)
    claims = [*long, rf"(?:{'|'.join(short)})[\u4e00-\u9fff]{{0,2}}"] if short else long
    passed = sorted(map(re.escape, harmless), key=len, reverse=True)
    return re.compile("|".join([*passed, f"({'|'.join(claims)})"]) if claims else r"(?!)()")
