"""Merges, conditional formats, data validations, and what Excel keeps in extensions: x14 rules, sparklines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from openpyxl.utils import coordinate_to_tuple

from tests.compare.areas import areas, named_cells
from tests.compare.checks.check import Check, Checks, Judge, different, first_fault
from tests.compare.frame import BEFORE, SHEET
from tests.compare.result import MAIN, Result, corner, place, shift

_checks = Checks()
_X14 = "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}"
_XM = "{http://schemas.microsoft.com/office/excel/2006/main}"


# --- merges ------------------------------------------------------------------------------------------------


def _merges(found: Result, columns: str) -> list[str]:
    refs = [each.get("ref", "") for each in found.sheet().iter(f"{MAIN}mergeCell")]
    return sorted(
        ref for ref in refs if ref.rstrip("0123456789").split(":")[0].strip("0123456789") in columns
    )


def _merge(rows: tuple[int, int], letters: str) -> Judge:
    def judge(found: Result) -> str:
        first, last = found.at(rows[0]), found.at(rows[1])
        wanted = f"{letters[0]}{first}:{letters[-1]}{last}"
        starts = [each for each in _merges(found, letters[0]) if area_top(each) >= first]
        return "" if wanted in starts else f"{starts} instead of {wanted}"

    return judge


def area_top(text: str) -> int:
    return corner(text)[0]


@_checks.add("merges", "in the list: repeated with every copy")
def _merge_in_list(found: Result) -> str:
    below = found.at(9)
    inside = [each for each in _merges(found, "L") if found.at(7) < area_top(each) < below]
    return different(sorted(inside), sorted(f"L{row}:M{row}" for row in found.list_rows))


_checks.add("merges", "across the list: grown")(_merge((6, 9), "X"))
_checks.add("merges", "below: moved")(_merge((19, 20), "LM"))


# --- conditional formats and data validations --------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule on cells: where it lies, and its formulas as they read in the first of them."""

    kind: str
    sqref: str
    formulas: tuple[str, ...]
    id: str = ""

    def at(self, cell: str) -> tuple[str, ...] | None:
        """Return the formulas as they read in a cell, None if the rule does not lie on it."""
        if not any(coordinate_to_tuple(cell) in each for each in areas(self.sqref)):
            return None
        origin = place(*corner(self.sqref))
        return tuple(shift(each, origin, cell) for each in self.formulas)


def formats(found: Result, sheet: str = SHEET) -> list[Rule]:
    """Return the conditional formats of a sheet, those in its extension too."""
    made = []
    for each in found.sheet(sheet).iter(f"{MAIN}conditionalFormatting"):
        for rule in each.iter(f"{MAIN}cfRule"):
            texts = tuple(text.text or "" for text in rule.iter(f"{MAIN}formula"))
            twin = rule.find(f".//{_X14}id")
            id_ = (twin.text or "") if twin is not None else ""
            made.append(Rule(rule.get("type", ""), each.get("sqref", ""), texts, id_))
    return made


def _all_formats(found: Result, sheet: str = SHEET) -> list[Rule]:
    """Return the formats of either kind: what Excel keeps in an extension another tool may write plainly."""
    return [*formats(found, sheet), *x14_formats(found, sheet)]


def x14_formats(found: Result, sheet: str = SHEET) -> list[Rule]:
    made = []
    for each in found.sheet(sheet).iter(f"{_X14}conditionalFormatting"):
        for rule in each.iter(f"{_X14}cfRule"):
            texts = tuple(text.text or "" for text in rule.findall(f"{_XM}f"))
            sqref = each.findtext(f"{_XM}sqref") or ""
            made.append(Rule(rule.get("type", ""), sqref, texts, rule.get("id", "")))
    return made


def _all_validations(found: Result, sheet: str = SHEET) -> list[Rule]:
    """Return the validations of either kind."""
    plain = [
        Rule(each.get("type", ""), each.get("sqref", ""), (each.findtext(f"{MAIN}formula1") or "",))
        for each in found.sheet(sheet).iter(f"{MAIN}dataValidation")
    ]
    return plain + [
        Rule(
            each.get("type", ""),
            each.findtext(f"{_XM}sqref") or "",
            (each.findtext(f"{_X14}formula1/{_XM}f") or "",),
        )
        for each in found.sheet(sheet).iter(f"{_X14}dataValidation")
    ]


_Reader = Callable[..., list[Rule]]


def _reads(found: Result, rules: Sequence[Rule], cell: str, formula: str, sheet: str = SHEET) -> str:
    """Tell whether no rule reads like `formula` in a cell."""
    applied = [each.at(cell) for each in rules]
    texts = [each[0] for each in applied if each]
    faults = [found.formula_fault(text, formula, sheet) for text in texts]
    if "" in faults:
        return ""
    return f"{cell}: {first_fault(faults) or f'no rule, instead of {found.write(formula)}'}"


def _only_on_list(found: Result, rules: Sequence[Rule], column: str) -> str:
    """Tell whether rules of a column lie on rows between heading and totals that are no list rows."""
    fixed = [found.at(number) for number in (7, 9, 10, 11)]
    return first_fault(
        f"a rule of the list lies on {column}{row}"
        for row in fixed
        for rule in rules
        if rule.at(f"{column}{row}") is not None
    )


def _in_list(reader: _Reader, kinds: str, column: str, formula: str) -> Judge:
    def judge(found: Result) -> str:
        rules = [each for each in reader(found) if each.kind in kinds]
        every = [
            _reads(found, rules, f"{column}{row}", formula.replace("{row}", str(row)))
            for row in found.list_rows
        ]
        return _count_fault(found) or first_fault(every) or _only_on_list(found, rules, column)

    return judge


def _count_fault(found: Result) -> str:
    return different(len(found.list_rows), found.count)


def _elsewhere(reader: _Reader, cell: str, formula: str, sheet: str = SHEET) -> Judge:
    def judge(found: Result) -> str:
        rules = reader(found, sheet)
        return _reads(found, rules, found.write(cell), formula, sheet)

    return judge


for _says, _judge in {
    "in the list, own row against a fixed cell": _in_list(_all_formats, "expression", "A", "$C{row}>$B$3"),
    "in the list, a range over the whole list": _in_list(
        _all_formats, "expression", "F", "COUNTIF($A${first}:$A${last},$F{row})>1"
    ),
    "below, moved with its formula": _elsewhere(_all_formats, "B{21}", "B{21}>C{22}"),
    "on a sheet before, a range over the list": _elsewhere(
        _all_formats, "B12", "B12>MAX('清单 1'!$C${first}:$C${last})", BEFORE
    ),
}.items():
    _checks.add("conditional formats", _says)(_judge)


@_checks.add("conditional formats", "a colour scale lies on all copies, its bound is a formula that moved")
def _colour_scale(found: Result) -> str:
    every = found.sheet().iter(f"{MAIN}conditionalFormatting")
    holders = [each for each in every if each.find(f".//{MAIN}colorScale") is not None]
    sqref = " ".join(each.get("sqref", "") for each in holders)
    ends = [each for holder in holders for each in holder.iter(f"{MAIN}cfvo")]
    bounds = [each.get("val", "") for each in ends if each.get("type") == "formula"]
    return (
        _lies_on_list(found, sqref, "C")
        or ("" if bounds or not found.count else "its bound is lost")
        or first_fault(found.formula_fault(each, "$C${11}") for each in bounds)
    )


def _lies_on_list(found: Result, sqref: str, column: str) -> str:
    wanted = f"{column}{{first}}:{column}{{last}}" if found.count else ""
    return _count_fault(found) or found.areas_fault(sqref, wanted)


for _says, _judge in {
    "in the list, a drop-down from another sheet": _in_list(_all_validations, "list", "H", "后表!$A$2:$A$6"),
    "in the list, a formula of the own row": _in_list(_all_validations, "custom", "B", "B{row}>$B$3-10"),
    "below, a drop-down from the list": _elsewhere(_all_validations, "B{22}", "$A${first}:$A${last}"),
    "on a sheet before, a drop-down from the list": _elsewhere(
        _all_validations, "B13", "'清单 1'!$A${first}:$A${last}", BEFORE
    ),
}.items():
    _checks.add("data validations", _says)(_judge)

for _says, _judge in {
    "a format in the list that names another sheet": _in_list(
        _all_formats, "expression", "B", "$C{row}>后表!$B$2"
    ),
    "a format below over the list": _elsewhere(_all_formats, "B{25}", "SUM($C${first}:$C${last})>$B{24}"),
    "a format on a sheet before over the list": _elsewhere(
        _all_formats, "B14", "B14>MAX('清单 1'!$C${first}:$C${last})", BEFORE
    ),
    "a drop-down in the list from another sheet": _in_list(_all_validations, "list", "S", "后表!$A$2:$A$6"),
    "a drop-down below from the list": _elsewhere(_all_validations, "C{22}", "'清单 1'!$A${first}:$A${last}"),
    "a drop-down on a sheet before from the list": _elsewhere(
        _all_validations, "B15", "'清单 1'!$A${first}:$A${last}", BEFORE
    ),
}.items():
    _checks.add("x14 rules", _says)(_judge)


@_checks.add("x14 rules", "a data bar and its x14 twin lie on the same copies")
def _data_bars(found: Result) -> str:
    twins = {each.id: each for each in x14_formats(found) if each.kind == "dataBar"}
    bars = [each for each in formats(found) if each.kind == "dataBar"]
    lone = [each.sqref for each in bars if each.id not in twins]
    apart = [each.sqref for each in bars if each.id in twins and not _same(each.sqref, twins[each.id].sqref)]
    return (
        _lies_on_list(found, " ".join(each.sqref for each in bars), "D")
        or different(len(twins), len(bars))
        or different(lone + apart, [])
    )


def _same(one: str, other: str) -> bool:
    return named_cells(one, "", ()) == named_cells(other, "", ())


# --- sparklines --------------------------------------------------------------------------------------------


def _sparklines(found: Result, sheet: str) -> dict[str, str]:
    """Return the ranges of the sparklines of a sheet by their cells."""
    return {
        each.findtext(f"{_XM}sqref") or "": each.findtext(f"{_XM}f") or ""
        for each in found.sheet(sheet).iter(f"{_X14}sparkline")
    }


@_checks.add("sparklines", "in the list: one in every copy, over its own row")
def _sparkline_in_list(found: Result) -> str:
    drawn = _sparklines(found, SHEET)
    inside = {cell: text for cell, text in drawn.items() if found.at(7) < area_top(cell) < found.at(9)}
    return different(sorted(inside), sorted(f"J{row}" for row in found.list_rows)) or first_fault(
        found.formula_fault(inside[f"J{row}"], f"'清单 1'!B{row}:D{row}") for row in found.list_rows
    )


@_checks.add("sparklines", "below: moved, its range grown")
def _sparkline_below(found: Result) -> str:
    cell = found.write("J{23}")
    drawn = _sparklines(found, SHEET)
    return "" if cell in drawn and not _over_list(found, drawn[cell]) else f"{drawn.get(cell)} at {cell}"


@_checks.add("sparklines", "on a sheet before: its range grown")
def _sparkline_before(found: Result) -> str:
    return _over_list(found, _sparklines(found, BEFORE).get("B11", ""))


def _over_list(found: Result, text: str) -> str:
    return found.formula_fault(text, "'清单 1'!C{first}:C{last}")


CHECKS: tuple[Check, ...] = tuple(_checks.made)
