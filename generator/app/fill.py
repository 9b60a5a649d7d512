"""Fill one template with plain data: the engines without a campaign."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from generator.intake.data import read_bytes, read_data
from generator.office.properties import Properties
from generator.office.templates import compile_template
from generator.store.files import write_new_file


def fill_template(template: Path, data: Path, out: Path, *, now: dt.datetime | None = None) -> None:
    """Write `template` filled with `data` (YAML or JSON, a mapping at top level) to `out`.

    Raises InvalidTemplate or InvalidCampaign with everything that is wrong; `out` is then not written.
    """
    values = read_data(data)
    compiled = compile_template(read_bytes(template), template.name)
    moment = now or dt.datetime.now()
    write_new_file(out, compiled.render(values, now=moment, properties=Properties(title=out.stem, created=moment)))
