"""The process that draws an SVG: the SVG comes on standard input, the PNG goes to standard output.

Run as a file, with the folder that resvg_py lies in and the seconds it may take; it knows nothing else of us.
"""

from __future__ import annotations

import contextlib
import sys
import threading

_STACK = 256 * 2**20
"""Bytes of stack: resvg takes 32 kB for each group within a group."""
_MEMORY = 3 * 2**30
_FAMILIES = (
    *("Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC"),
    *("WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "SimHei", "SimSun", "Hiragino Sans GB", "Heiti SC"),
    *("Droid Sans Fallback", "Arial", "Liberation Sans", "DejaVu Sans"),
)
_PROBE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20">'
    '<text x="0" y="18" font-size="20" font-family="{}">永H</text></svg>'
)


def _limit(seconds: int) -> None:
    with contextlib.suppress(ImportError, OSError, ValueError):  # Windows has no such limits
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _spare_family() -> str:
    """Return a font of this machine that has Chinese characters, or one that has any."""
    from resvg_py import svg_to_bytes

    nothing = svg_to_bytes(svg_string=_PROBE.format("no such family"))
    drawn = (name for name in _FAMILIES if svg_to_bytes(svg_string=_PROBE.format(name)) != nothing)
    return next(drawn, _FAMILIES[0])


def _draw() -> None:
    from resvg_py import svg_to_bytes

    svg = sys.stdin.buffer.read().decode()
    if "<text" in svg or ":text" in svg:
        family = _spare_family()
        png = svg_to_bytes(
            svg_string=svg,
            font_family=family,
            serif_family=family,
            sans_serif_family=family,
            cursive_family=family,
            fantasy_family=family,
            monospace_family=family,
        )
    else:
        png = svg_to_bytes(svg_string=svg, skip_system_fonts=True)
    sys.stdout.buffer.write(png)


def main() -> None:
    """Draw in a thread: only those may have a stack of the size one wants."""
    sys.path.insert(0, sys.argv[1])
    _limit(int(sys.argv[2]))
    threading.stack_size(_STACK)
    thread = threading.Thread(target=_draw)
    thread.start()
    thread.join()


if __name__ == "__main__":
    main()
