"""Print all ratios: `python -m tests.bench [cold|packs|sheets|rows|words|archives|watch …]`."""

from __future__ import annotations

import sys

from tests.bench import archives, cold, packs, rows, sheets, watch, words

SECTIONS = {
    "cold": cold.main,
    "packs": packs.main,
    "sheets": sheets.main,
    "rows": rows.main,
    "words": words.main,
    "archives": archives.main,
    "watch": watch.main,
}


def main() -> None:
    for name in sys.argv[1:] or SECTIONS:
        SECTIONS[name]()


if __name__ == "__main__":
    main()
