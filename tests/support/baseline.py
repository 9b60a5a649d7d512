"""The same job as people do it without us: plain docxtpl and openpyxl, one template after another.

Run as `python -m tests.support.baseline VALUES.pickle OUT TEMPLATE…` in a process of its own: the benchmark's other
side. It does what one would write in an afternoon (`tests/bench/plain`), and less than we do.
"""

from __future__ import annotations

import pickle
import sys
from pathlib import Path

from tests.bench.plain.excel import fill_excel
from tests.bench.plain.language import Names
from tests.bench.plain.word import fill_word


def fill_all(templates: list[Path], values: dict[str, Names], out: Path) -> None:
    for template in templates:
        fill = fill_word if template.suffix == ".docx" else fill_excel
        fill(template, values[template.name], out / template.name)


def main() -> None:
    values_path, out, *templates = (Path(argument) for argument in sys.argv[1:])
    values = pickle.loads(values_path.read_bytes())
    fill_all(templates, values, out)


if __name__ == "__main__":
    main()
