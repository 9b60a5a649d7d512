"""Templates compiled once: in a process held in memory, from one process to the next kept in the user's cache."""

from __future__ import annotations

import os
from functools import cache, lru_cache
from pathlib import Path

from generator.office.templates import Template
from generator.store.compiled import keep_compiled, key_of, read_compiled

VARIABLE = "CAMPAIGN_PACK_CACHE"
"""Names another folder for the cache; `off` is none."""


@lru_cache(maxsize=128)
def compiled(content: bytes, called: str) -> Template:
    """Return a template by its bytes, as messages call it. Raises InvalidTemplate with everything that is wrong."""
    folder = cache_folder()
    return _compiled(content, called) if folder is None else _kept(folder, content, called)


def _kept(folder: Path, content: bytes, called: str) -> Template:
    from generator.office.frozen import freeze, thaw

    key = key_of(content, called)
    kept = read_compiled(folder, key)
    template = None if kept is None else thaw(kept)
    if template is None:
        template = _compiled(content, called)
        if (frozen := freeze(template)) is not None:
            keep_compiled(folder, key, frozen)
    return template


def _compiled(content: bytes, called: str) -> Template:
    from generator.office.templates import compile_template

    return compile_template(content, called)


@cache
def cache_folder() -> Path | None:
    """Return the folder of the cache, None where there is none."""
    said = os.environ.get(VARIABLE, "")
    if said == "off":
        return None
    if said:
        return Path(said)
    from platformdirs import user_cache_path

    return user_cache_path("campaign-pack", appauthor=False) / "templates"
