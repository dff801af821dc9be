"""Days of what came some time before the act told: "recalled its envoy on Tuesday, a day after accusing Peru"."""

import datetime as dt
import re
from collections.abc import Sequence

from dateline.dates.spans import Granularity, period
from dateline.dates.standards import edtf
from dateline.events.days import Days
from dateline.events.own_times import Placed
from dateline.events.scenes import Scene

_DURATION = re.compile(r"P(\d{1,2})([DWM])")
_UNITS: dict[str, Granularity] = {"D": "day", "W": "week", "M": "month"}


def shifted_days(
    scene: Scene, durations: Sequence[Placed], times: Sequence[Placed], published_on: dt.date
) -> Days | None:
    """The day, week or month so long before the day told last in which the act of an "after" clause was done.

    None where no duration stands right before the word that opens the clause.
    """
    opening = scene.opening
    if opening is None or not any(one.start == opening.start for one in scene.sentence.of("afters")):
        return None
    before = next((one for one in durations if 0 <= opening.start - one.end <= 1), None)
    match = _DURATION.fullmatch(before.time.value or "") if before else None
    if before is None or match is None:
        return None
    told = (one.time for one in reversed(times) if one.end <= before.start and one.time.granularity == "day")
    days = (time.first_day for time in told if time.first_day and time.first_day <= published_on)
    span = period(next(days, published_on), _UNITS[match[2]], -int(match[1]))
    return Days(span.first, span.last, span.granularity, edtf(span), "inherited")
