"""Formulas that not every program computes: only what Excel 2010, WPS and LibreOffice share is the same everywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.office.excel.xml import descendants
from generator.office.inspection.excel.workbook import Workbook
from generator.office.inspection.finding import Finding, excerpt, found

# Functions that came after Excel 2010.
_NEW_NAMES = """
ACOT ACOTH ARABIC BASE BINOM.DIST.RANGE BITAND BITLSHIFT BITOR BITRSHIFT BITXOR CEILING.MATH COMBINA COT
COTH CSC CSCH DAYS DECIMAL ENCODEURL FILTERXML FLOOR.MATH FORMULATEXT GAMMA GAUSS IFNA IMCOSH IMCOT IMCSC
IMCSCH IMSEC IMSECH IMSINH IMTAN ISFORMULA ISOWEEKNUM MUNIT NUMBERVALUE PDURATION PERMUTATIONA PHI RRI SEC
SECH SHEET SHEETS SKEW.P UNICHAR UNICODE WEBSERVICE XOR CONCAT FORECAST.ETS FORECAST.LINEAR
FORECAST.ETS.CONFINT FORECAST.ETS.SEASONALITY FORECAST.ETS.STAT IFS MAXIFS MINIFS SWITCH TEXTJOIN
ANCHORARRAY ARRAYTOTEXT BYCOL BYROW CHOOSECOLS CHOOSEROWS DETECTLANGUAGE DROP EXPAND FILTER FIELDVALUE
GROUPBY HSTACK IMAGE ISOMITTED LAMBDA LET MAKEARRAY MAP PERCENTOF PIVOTBY RANDARRAY REDUCE REGEXEXTRACT
REGEXREPLACE REGEXTEST SCAN SEQUENCE SINGLE SORT SORTBY STOCKHISTORY TAKE TEXTAFTER TEXTBEFORE TEXTSPLIT
TOCOL TOROW TRANSLATE TRIMRANGE UNIQUE VALUETOTEXT VSTACK WRAPCOLS WRAPROWS XLOOKUP XMATCH
"""
_NEW = frozenset(_NEW_NAMES.split())
_SIGNS = {"ANCHORARRAY": "溢出区域 #", "SINGLE": "隐式交集 @"}
_TEXT = re.compile(r'"((?:[^"]|"")*)"')
_QUOTED_SHEET = re.compile(r"'(?:[^']|'')*'")
_CALL = re.compile(r"(?:_xl(?:fn|ws|udf)\.)*([A-Za-z][A-Za-z0-9.]*)\(")
_COLUMN = re.compile(r"(?:[^\W\d][\w.]*)?\[(?:[^\[\]]|\[[^\[\]]*\])*\]")
_ELSEWHERE = re.compile(r"\[\d+\]")  # another workbook
_UNSTEADY = re.compile(r"\[DBNum\d\]|(?<![a-z])a{3,4}(?![a-z])", re.IGNORECASE)


def lost_references(workbook: Workbook) -> Iterator[Finding]:
    """Find formulas of cells whose cells are gone. Names are left alone: Excel itself leaves such about."""
    for sheet in workbook.sheets:
        for cell in sheet.cells:
            if "#REF!" in _TEXT.sub('""', cell.formula):
                yield found("T-449", sheet.spot(cell.name), formula=excerpt(cell.formula))


def new_functions(workbook: Workbook) -> Iterator[Finding]:
    for spot, formula in _formulas(workbook):
        bare = _QUOTED_SHEET.sub("", _TEXT.sub('""', formula))
        names = dict.fromkeys(call[1].upper() for call in _CALL.finditer(bare))
        if used := [_SIGNS.get(name, name) for name in names if name in _NEW]:
            yield found("T-446", spot, names="、".join(used))


def structured_references(workbook: Workbook) -> Iterator[Finding]:
    for spot, formula in _formulas(workbook):
        bare = _QUOTED_SHEET.sub("", _TEXT.sub('""', formula))
        named = (column[0] for column in _COLUMN.finditer(bare) if not _ELSEWHERE.fullmatch(column[0]))
        if reference := next(named, None):
            yield found("T-447", spot, reference=reference)


def unsteady_formats(workbook: Workbook) -> Iterator[Finding]:
    """Find formats inside TEXT that programs read in different ways."""
    for spot, formula in _formulas(workbook):
        if "TEXT(" not in formula.upper():
            continue
        codes = [text[1] for text in _TEXT.finditer(formula) if _UNSTEADY.search(text[1])]
        yield from (found("T-448", spot, format=each) for each in dict.fromkeys(codes))


def _formulas(workbook: Workbook) -> Iterator[tuple[str, str]]:
    """Yield every formula with its spot: those of cells, of formats and rules, and of names."""
    for sheet in workbook.sheets:
        yield from ((sheet.spot(cell.name), cell.formula) for cell in sheet.cells if cell.formula)
        for rule in descendants(sheet.root, "conditionalFormatting", "dataValidation"):
            cells = rule.get("sqref", "").split() or [""]
            inner = descendants(rule, "formula", "formula1", "formula2")
            yield from ((sheet.spot(cells[0]), each.text or "") for each in inner)
    for name in descendants(workbook.book, "definedName") if workbook.book is not None else ():
        yield f"名称「{name.get('name', '')}」", name.text or ""
