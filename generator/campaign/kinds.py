"""The kinds of value a field holds, and what fills its place while it is unknown.

An annotation says both how a value is read (`Money`, `Ratio`, `Day`) and what it points to (`PersonId`).
"""

import datetime as dt
from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator, Field

from generator.campaign.entity import PictureFile, Ref
from generator.campaign.typed import (
    one_or_many,
    read_clock,
    read_count,
    read_datetime,
    read_day,
    read_measure,
    read_minutes,
    read_moment,
    read_number,
    read_ratio,
    read_time,
    read_yes_no,
)

Money = Annotated[Decimal, Field(decimal_places=2), BeforeValidator(read_number)]
"""Yuan, to the cent."""
Quantity = Annotated[Decimal, BeforeValidator(read_number)]
Measure = Annotated[Decimal, BeforeValidator(read_measure)]
"""A value of a target or an indicator, in its own unit (in percent points where that is %)."""
Ratio = Annotated[Decimal, BeforeValidator(read_ratio)]
"""A fraction; typed `85%` it is 0.85."""
Share = Annotated[Decimal, Field(ge=0, le=1), BeforeValidator(read_ratio)]
"""A fraction of a whole."""
Count = Annotated[int, Field(ge=0), BeforeValidator(read_count)]
Minutes = Annotated[int, Field(gt=0), BeforeValidator(read_minutes)]

Day = Annotated[dt.date, BeforeValidator(read_day)]
DayTime = Annotated[dt.datetime, BeforeValidator(read_datetime)]
Moment = Annotated[dt.datetime | dt.date, BeforeValidator(read_moment)]
"""A day, with the time of day where it is known."""
Time = Annotated[dt.time, BeforeValidator(read_time)]
Clock = Annotated[dt.time | dt.datetime, BeforeValidator(read_clock)]
"""A time of day, with its day where that is not the day of the campaign."""

YesNo = Annotated[bool, BeforeValidator(read_yes_no)]
Texts = Annotated[tuple[str, ...], BeforeValidator(one_or_many)]
"""A list of texts; a single text is a list of one."""

PicturePath = Annotated[str, PictureFile()]
"""The path of a picture, relative to the folder of the campaign file."""

PersonId = Annotated[str, Ref("team")]
SupplierId = Annotated[str, Ref("suppliers")]
TargetId = Annotated[str, Ref("targets")]
MaterialId = Annotated[str, Ref("materials")]
AssetId = Annotated[str, Ref("assets")]
ChannelId = Annotated[str, Ref("channels")]
LocationId = Annotated[str, Ref("campaign.locations")]
NeedId = Annotated[str, Ref("research.needs")]
TaskId = Annotated[str, Ref("tasks")]
ShiftId = Annotated[str, Ref("shifts")]
IndicatorId = Annotated[str, Ref("monitoring.indicators")]
BudgetItemId = Annotated[str, Ref("budget.items")]
AudienceRef = Annotated[str, Ref("audience", ("id", "name"))]
