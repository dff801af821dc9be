"""What is planned: days that one sentence gives and another the parties, how long a visit will last, what it is for."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from dateline.events.days import Days
from dateline.events.model import EventMention
from dateline.events.own_times import Placed
from dateline.events.scenes import Scene

_DURATION = re.compile(r"P(\d{1,2})D")
_LONGEST = 14  # days that a visit lasts at most
_REACH = 400  # characters between the day of a plan and its parties


@dataclass(slots=True)
class Plans:
    """Durations told in an article, and the days of plans that were told without the parties they need."""

    durations: Sequence[Placed]
    waiting: dict[str, tuple[int, Days]] = field(default_factory=dict)

    def wait(self, scene: Scene, days: Days) -> None:
        """Keep the stated days of a plan whose sides are not told yet: "will begin a tour on Saturday"."""
        if days.basis == "stated":
            self.waiting[scene.meaning.type] = scene.trigger.end, days

    def complete(self, scene: Scene, days: Days) -> Days:
        """The days of a plan: those told just before where it has none, and all that a visit will last."""
        place, told = self.waiting.get(scene.meaning.type, (0, None))
        if days.basis == "none" and told and scene.trigger.start - place <= _REACH:
            days = replace(told, basis="inherited", stated=None)
        return self._lasting(scene, days) if scene.meaning.type == "official_visit" else days

    def _lasting(self, scene: Scene, days: Days) -> Days:
        first, sentence = days.first_day, scene.sentence
        lengths = [
            int(match[1])
            for one in self.durations
            if sentence.start <= one.start < sentence.end and (match := _DURATION.fullmatch(one.time.value or ""))
        ]
        if first is None or days.last_day != first or len(lengths) != 1 or not 1 < lengths[0] <= _LONGEST:
            return days
        last = first + dt.timedelta(lengths[0] - 1)
        return replace(days, last_day=last, granularity="range", edtf=f"{first.isoformat()}/{last.isoformat()}")


def is_for_visit(scene: Scene, last: EventMention) -> bool:
    """Whether a noun behind "for" tells what a planned visit, told just before it, is made for."""
    is_planned = last.type == "official_visit" and last.status == "planned"
    fors = (one for one in scene.sentence.of("marker") if one.value == "for")
    return scene.is_noun and is_planned and any(0 <= scene.trigger.start - one.end <= 1 for one in fors)


def goes_on(scene: Scene, last: EventMention) -> bool:
    """Whether a present tense is joined to another that tells of what has been: يزور القاهرة ويلتقي."""
    is_told = last.status == "happened" and last.rule.endswith("/present")
    return is_told and scene.trigger.value == "present" and scene.is_coordinate and not scene.trigger.preposition
