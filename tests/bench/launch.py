"""Run a program and print what it took: `python -I -S launch.py PROGRAM …`.

It is small, since Linux counts a child with the memory of the process that it comes from.
"""

from __future__ import annotations

import json
import os
import sys
import time


def main() -> None:
    began = time.perf_counter()
    quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    child = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ, file_actions=quiet)
    _, status, used = os.wait4(child, 0)
    wall = time.perf_counter() - began
    if status:
        sys.exit(f"{' '.join(sys.argv[1:])}: exit code {os.waitstatus_to_exitcode(status)}")
    print(json.dumps({"wall": wall, "cpu": used.ru_utime + used.ru_stime, "peak": used.ru_maxrss / 1024}))


if __name__ == "__main__":
    main()
