"""Diagnostics for the tests, as the checks make them."""

from __future__ import annotations

from generator.diagnostics import Diagnostic, Place


def fault(spot: str, message: str = "有误", code: str = "T-120") -> Diagnostic:
    return Diagnostic(code, message, "改正它", Place("模板", spot=spot))
