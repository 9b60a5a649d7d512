"""A new campaign file: a preset with its days worked out from that of the campaign."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from generator.app.carry_over import WAITING, carry_over
from generator.app.convert import check_ending, write_campaign_file
from generator.derive.workdays import CalendarUnknown, WorkCalendar
from generator.errors import InvalidInput
from generator.intake.campaign import FORM_ENDING, TEXT_ENDINGS, parse_campaign, read_campaign
from generator.intake.files import read_file, read_text
from generator.intake.organization import read_organization
from generator.intake.resources import preset_text, read_carry_over, read_presets, read_process
from generator.intake.yaml_text import read_comments
from generator.office.package import read_package
from generator.standard.due import Anchor, Point, Unit, parse_point
from generator.standard.presets import Preset

_SHORT = 15
_MARK = re.compile(r"«([^«»]+)»")
_ID = re.compile(r"(?:^\s+id:\s*[\"']?|<t[^>]*>)([A-Z]{2})-(\d{4})-(\d{3})\b", re.MULTILINE)


class Answers(Struct, frozen=True):
    """What the user says of the new campaign; what is not said is 【待填】."""

    scenario: str
    date: dt.date
    name: str = ""
    venue: str = ""
    organizer: str = ""


def scenarios() -> tuple[str, ...]:
    """Return the types of campaigns that there are presets for."""
    return tuple(preset.type for preset in read_presets().presets)


def write_new_campaign(file: Path, answers: Answers) -> str:
    """Write a new campaign file, and beside it what its editor needs to explain it; return its 活动编号.

    Raises WrongUsage for an ending that is none of a campaign file, InvalidInput where the file is there already.
    """
    check_ending(file)
    preset = read_presets().of(answers.scenario)
    organization = read_organization(file.parent)
    answers = replace(answers, organizer=answers.organizer or organization.company_name)
    number = _free_number(file.parent, answers.date.year, organization.prefix)
    text = fill(preset_text(preset.file), preset, answers, number)
    write_campaign_file(file, parse_campaign(text, str(file)), comments={})
    return number


def write_from_old(file: Path, old: Path, answers: Answers) -> tuple[str, tuple[str, ...]]:
    """Write a campaign file that begins with an older one; return its 活动编号 and what has to be decided in it.

    Raises InvalidInput where the old file has faults of form, or the new one is there already.
    """
    check_ending(file)
    loaded = read_campaign(old)
    number = _free_number(file.parent, answers.date.year, read_organization(file.parent).prefix)
    head = {"id": number, "name": answers.name or WAITING, "short_name": answers.name[:_SHORT] or WAITING}
    carried = carry_over(loaded.text, loaded.campaign, read_process(), read_carry_over(), head, answers.date)
    write_campaign_file(file, parse_campaign(carried.text, str(file)), comments=read_comments(carried.text))
    return number, carried.decisions


def fill(text: str, preset: Preset, answers: Answers, number: str) -> str:
    """Return the text of a preset with everything in «» filled in. Deadlines in working days stay 【待填】 where the
    working calendar of a year is not announced."""
    values = _values(preset, answers, number)
    return _MARK.sub(lambda mark: values.get(mark[1]) or _day(mark[1], preset, answers), text)


def _values(preset: Preset, answers: Answers, number: str) -> Mapping[str, str]:
    end = _end(preset, answers)
    return {
        "id": number,
        "name": _quoted(answers.name),
        "short_name": _quoted(answers.name[:_SHORT]),
        "organizer": _quoted(answers.organizer),
        "venue": _quoted(answers.venue),
        "year": str(answers.date.year),
        "today": answers.date.isoformat(),
        "start": f'"{answers.date} {preset.start}"',
        "end": f'"{end} {preset.end}"',
    }


def _quoted(text: str) -> str:
    """Return a text as YAML takes it whatever is in it."""
    plain = " ".join(text.split())
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"' if plain else WAITING


def _end(preset: Preset, answers: Answers) -> dt.date:
    return answers.date + dt.timedelta(days=preset.days - 1)


def _day(mark: str, preset: Preset, answers: Answers) -> str:
    point = parse_point(mark)
    anchor = answers.date if point.anchor is Anchor.START else _end(preset, answers)
    try:
        return f'"{_shifted(point, anchor)}"'
    except CalendarUnknown:
        return WAITING


def _shifted(point: Point, anchor: dt.date) -> dt.date:
    if point.unit is Unit.WORKDAY:
        return WorkCalendar().shift(anchor, point.offset)
    return anchor + dt.timedelta(days=point.offset)


def company_beside(file: Path) -> str:
    """Return the name of the company that the campaign files of a folder share, empty where they share none."""
    return read_organization(file.parent).company_name


def _free_number(folder: Path, year: int, prefix: str) -> str:
    """Return the first 活动编号 of a year that no campaign file beside the new one bears."""
    taken = set[int]()
    beside = sorted(folder.iterdir()) if folder.is_dir() else []
    for path in (each for each in beside if each.is_file()):
        with suppress(InvalidInput):  # whatever else lies there
            numbers = (found.groups() for found in _ID.finditer(_text_of(path)))
            taken |= {int(number) for letters, of, number in numbers if (letters, of) == (prefix, str(year))}
    return f"{prefix}-{year}-{next(n for n in range(1, 1000) if n not in taken):03d}"


def _text_of(path: Path) -> str:
    """Return a text in which the number of a campaign file stands; nothing for another kind of file."""
    if path.suffix.lower() in TEXT_ENDINGS:
        return read_text(path).text
    if path.suffix.lower() == FORM_ENDING:
        package = read_package(read_file(path), str(path))
        parts = [name for name in package.members if name.startswith("xl/") and name.endswith(".xml")]
        return "\n".join(package.read(name).decode(errors="replace") for name in parts)
    return ""
