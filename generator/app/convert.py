"""A campaign file in the other format: a text as an Excel form, a form as a text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.app.form import campaign_form
from generator.app.schema import EDITOR_LINE, SCHEMA, schema_text
from generator.campaign import Entity, fields_of
from generator.campaign import Path as Keys
from generator.diagnostics import Diagnostic
from generator.errors import InvalidCampaign, WrongUsage
from generator.intake.campaign import (
    ENDINGS,
    FORM_ENDING,
    LoadedCampaign,
    parse_campaign,
    parse_form,
    read_campaign,
)
from generator.intake.yaml_text import read_comments
from generator.store.files import write_new_files


def convert(source: Path, target: Path) -> None:
    """Write a campaign file anew in the format that the ending of `target` tells; from form to form it is tidied up.

    What has been written is read back first: nothing is written that says less. Raises InvalidInput.
    """
    check_ending(target)
    loaded = read_campaign(source)
    write_campaign_file(target, loaded, comments=read_comments(loaded.text))


def check_ending(file: Path) -> None:
    """Raise WrongUsage for a name that is none of a campaign file."""
    if file.suffix.lower() not in ENDINGS:
        remedy = "文件名以 .yaml 或 .xlsx 结尾,例如 campaigns/我的活动.yaml、campaigns/我的活动.xlsx"
        raise WrongUsage((Diagnostic("P-017", f"「{file.name}」不是活动文件的名称", remedy),))


def write_campaign_file(file: Path, loaded: LoadedCampaign, comments: dict[Keys, str]) -> None:
    """Write a new campaign file, beside a text the schema that its editor needs to explain it. Raises InvalidInput."""
    if file.suffix.lower() == FORM_ENDING:
        if not loaded.is_sound:
            raise InvalidCampaign(loaded.diagnostics)
        content = campaign_form(loaded, comments, file.name)
        _refuse_loss(loaded, parse_form(content, str(file)))
        write_new_files({file: content})
        return
    text = loaded.text if loaded.text.startswith(EDITOR_LINE) else f"{EDITOR_LINE}\n{loaded.text}"
    if loaded.sources.is_form:
        _refuse_loss(loaded, parse_campaign(text, str(file)))
    schema = file.with_name(SCHEMA)
    files = {file: text.encode()}
    write_new_files(files if schema.exists() else {**files, schema: schema_text().encode()})


def _refuse_loss(before: LoadedCampaign, after: LoadedCampaign) -> None:
    """Raise InvalidCampaign where what is to be written says something else than what was read."""
    places = [before.sources.place(path) for path in _differences(before.campaign, after.campaign, ())]
    if not places:
        return
    first, *others = places
    message = "这里的内容用另一种格式写不下,或读回来不一样"
    remedy = "一格最多 32,767 个字,每一项至少写一个内容;改后再转换"
    raise InvalidCampaign((Diagnostic("P-019", message, remedy, first, also=tuple(others)),))


def _differences(one: object, other: object, path: Keys) -> Iterator[Keys]:
    """Yield the paths at which two campaigns differ, the innermost there are."""
    if one == other:
        return
    if isinstance(one, Entity) and type(one) is type(other):
        for name in fields_of(type(one)):
            yield from _differences(getattr(one, name), getattr(other, name), (*path, name))
    elif isinstance(one, tuple) and isinstance(other, tuple) and len(one) == len(other):
        for number, (each, twin) in enumerate(zip(one, other, strict=True)):
            yield from _differences(each, twin, (*path, number))
    else:
        yield path
