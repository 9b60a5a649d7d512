"""Working days: the State Council's calendar, overlaid with the campaign's own.

A campaign's `calendar` goes before: its make-up days are worked, its holidays are not. A year that is neither
announced nor given by the campaign raises `CalendarUnknown`: a guessed deadline is worse than none.
Law: `shift(day, n)` grows strictly with n, and never falls when `day` moves on.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from functools import cache

_DAY = dt.timedelta(days=1)
_SATURDAY = 5


class CalendarUnknown(Exception):
    """The working days of `year` are not announced, and the campaign does not give them."""

    def __init__(self, year: int) -> None:
        super().__init__(f"no working calendar for {year}")
        self.year = year


class WorkCalendar:
    """Tells working days; `holidays` and `makeup_workdays` are the campaign's own.

    A year of which the campaign names any day counts as given by it: its other weekdays are worked.
    """

    __slots__ = ("_given_years", "_holidays", "_makeup_workdays")

    def __init__(self, holidays: Collection[dt.date] = (), makeup_workdays: Collection[dt.date] = ()) -> None:
        self._holidays = frozenset(holidays)
        self._makeup_workdays = frozenset(makeup_workdays)
        self._given_years = {day.year for day in self._holidays | self._makeup_workdays}

    def is_workday(self, day: dt.date) -> bool:
        """Tell whether `day` is worked; CalendarUnknown when nobody has said so."""
        if day in self._makeup_workdays:
            return True
        if day in self._holidays:
            return False
        announced = _announced(day)
        if announced is not None:
            return announced
        if day.year in self._given_years:
            return day.weekday() < _SATURDAY
        raise CalendarUnknown(day.year)

    def shift(self, day: dt.date, workdays: int) -> dt.date:
        """Return the day that lies `workdays` working days after `day` (before it when negative).

        Counting begins on the day after, whether `day` itself is worked or not.
        """
        step = _DAY if workdays > 0 else -_DAY
        left = abs(workdays)
        while left:
            day += step
            left -= self.is_workday(day)
        return day


@cache
def _announced(day: dt.date) -> bool | None:
    """Return what the State Council announced for `day`; None for a year without an announcement."""
    import chinese_calendar  # 20 ms, and only a plan with working days asks

    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return None
