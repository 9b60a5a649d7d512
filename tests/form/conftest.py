"""The forms of two example campaigns: one in its planning, one that is closed. Made once for all modules."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.command import ROOT
from tests.support.forms import Form, make_form


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("forms")


@pytest.fixture(scope="session")
def planned(folder: Path) -> Form:
    return make_form(ROOT / "campaigns" / "HD-2026-001.yaml", folder)


@pytest.fixture(scope="session")
def closed(folder: Path) -> Form:
    return make_form(ROOT / "campaigns" / "HD-2026-004.yaml", folder)
