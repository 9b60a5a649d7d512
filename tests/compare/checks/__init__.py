"""Every check in the order of the page: each looks at one kind of thing in the XML of a filled workbook."""

from __future__ import annotations

from tests.compare.checks import charts, controls, drawings, formulas, names, notes, page, rules, tables
from tests.compare.checks.check import Check

CHECKS: tuple[Check, ...] = (
    *formulas.CHECKS,
    *names.CHECKS,
    *rules.CHECKS,
    *tables.CHECKS,
    *notes.CHECKS,
    *drawings.CHECKS,
    *charts.CHECKS,
    *controls.CHECKS,
    *page.CHECKS,
)
