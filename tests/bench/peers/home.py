"""Where `make bench` installs the tools that come from npm, and which versions are there."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path


def modules() -> Path:
    default = Path.home() / ".cache" / "benchmark-peers"
    return Path(os.environ.get("BENCHMARK_PEERS_HOME") or default) / "node_modules"


def npm_version(package: str) -> str:
    """Return the version of an npm package, empty if it is not installed."""
    described = modules() / package / "package.json"
    return str(json.loads(described.read_text("utf-8"))["version"]) if described.is_file() else ""


def node_version() -> str:
    """Return what Node.js there is."""
    if not shutil.which("node"):
        return "Node.js is not installed"
    return f"Node.js {subprocess.run(['node', '--version'], capture_output=True, text=True, check=True).stdout.strip()}"
