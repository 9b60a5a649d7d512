"""The example campaign, built once for all modules that only read."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.command import EXAMPLE, build, documents, pack_folder


@pytest.fixture(scope="session")
def version(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the version folder of the example campaign."""
    output = tmp_path_factory.mktemp("output")
    done = build(EXAMPLE, output)
    assert done.code == 0, done.out + done.err
    return pack_folder(output) / "V1.0"


@pytest.fixture(scope="session")
def produced(version: Path) -> dict[str, Path]:
    """Return the documents of the example campaign by code."""
    return documents(version)
