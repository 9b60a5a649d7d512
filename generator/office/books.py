"""A workbook as openpyxl reads it: for looking at what somebody saved, never for writing it again."""

from __future__ import annotations

import io
import warnings
from typing import Any

from generator.diagnostics import Place
from generator.office.faults import refuse


def load_book(data: bytes, file: str, *, results: bool = False) -> Any:
    """Return the workbook in `data`, formulas as they stand or (`results`) as their results that were saved with them.

    Raises InvalidTemplate where it cannot be read.
    """
    import openpyxl  # type: ignore[import-untyped]  # 200 ms, and only a file that somebody saved is looked at

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what openpyxl would lose on saving does not matter here
        try:
            return openpyxl.load_workbook(io.BytesIO(data), data_only=results)
        except Exception as error:  # whatever a broken file makes a parser do
            raise refuse("T-002", Place(file=file), reason="工作簿无法读取") from error
