"""Operations that make one word's value of several words, and times that lie on no day."""

from dateline.dates.operations.registry import Unplaced, unplaced, word_value
from dateline.dates.spans import Granularity

# TIMEX3's letters for a unit in a duration; a quarter is three months.
_DURATIONS: dict[str, str] = {
    "day": "P{}D",
    "weekend": "P{}WE",
    "week": "P{}W",
    "month": "P{}M",
    "quarter": "P{}Q",
    "half_year": "P{}H",
    "year": "P{}Y",
    "decade": "P{}DE",
    "century": "P{}CE",
}


def clock_at(hour: int, minute: int, part: str) -> str | None:
    """A clock as HH:MM, twelve hours later in the afternoon, evening and at night."""
    if part in ("AF", "EV", "NI") and hour < 12 and not (part == "NI" and hour < 6):
        hour += 12
    if part in ("MO", "NI") and hour == 12:
        hour = 0
    return f"{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else None


@word_value("clock")
def clock_hour(hour: int) -> str | None:
    """15 o'clock."""
    return clock_at(hour, 0, "")


@word_value("clock")
def clock_hour_part(hour: int, part: str) -> str | None:
    """9 in the evening, 3 p.m."""
    return clock_at(hour, 0, part) if hour <= 12 else clock_at(hour, 0, "")


@word_value("clock")
def clock_minute(hour: int, minute: int) -> str | None:
    """15 h 30; half past three gives 30 as its minute."""
    return clock_at(hour, minute, "")


@word_value("clock")
def clock_minute_part(hour: int, minute: int, part: str) -> str | None:
    """Half past nine in the evening."""
    return clock_at(hour, minute, part)


@word_value("clock")
def clock_part(clock: str, part: str) -> str | None:
    """9:30 p.m."""
    hour, minute = map(int, clock.split(":"))
    return clock_at(hour, minute, part if hour <= 12 else "")


@word_value("amount")
def amount(number: int, unit: Granularity) -> tuple[tuple[int, Granularity], ...]:
    """Two years, as a part of "two years and three months ago"."""
    return ((number, unit),)


@word_value("amounts")
def amounts(
    first: tuple[tuple[int, Granularity], ...], second: tuple[tuple[int, Granularity], ...]
) -> tuple[tuple[int, Granularity], ...]:
    """Two years and three months."""
    return (*first, *second)


@word_value("number", "number_word")
def number_sum(first: int, second: int) -> int | None:
    """A hundred and fifty, two thousand and twenty-three: the second fills noughts of the first.

    >>> number_sum(2000, 23), number_sum(100, 50), number_sum(23, 100)
    (2023, 150, None)
    """
    noughts = next((size for size in (1000, 100, 10) if first and first % size == 0), 1)
    return first + second if 0 < second < noughts else None


@word_value("year", "spelled_year")
def year_of(number: int) -> int | None:
    """A number written out that can be a year."""
    return number if 1500 <= number <= 2100 else None


@word_value("month")
def month_twin(first: int, second: int) -> int | None:
    """April (Nisan), June/Haziran: one month under two names; none when they are two months."""
    return first if first == second else None


@word_value("month")
def month_by_number(number: int) -> int | None:
    """Month 3, the third month."""
    return number if 1 <= number <= 12 else None


@word_value("amounts")
def amount_more(number: int, unit: Granularity, rest: object) -> tuple[tuple[int, Granularity], ...]:
    """A month and three days, where the word for one month stands without a number."""
    assert isinstance(rest, tuple)
    return ((number, unit), *rest)


@word_value("year")
def year_of_words(*numbers: int) -> int | None:
    """Nineteen ninety-six, two thousand and eighteen; None for what is no year, or a round number of something."""
    return round_year(*numbers) if numbers[-1] % 100 else None


@word_value("round_year")
def round_year(*numbers: int) -> int | None:
    """Two thousand, nineteen hundred: a year where the words around make it one.

    >>> round_year(19, 96), round_year(2, 1000), round_year(1, 1000, 7, 100, 89), round_year(40, 2)
    (1996, 2000, 1789, None)
    """
    if len(numbers) == 2 and 10 <= numbers[0] <= 20 and 10 <= numbers[1] <= 99:
        return 100 * numbers[0] + numbers[1]
    year = number_of_words(*numbers)
    return year if 1000 <= year <= 2999 else None


@word_value("number")
def number_of_words(*numbers: int) -> int:
    """Two hundred, three thousand and five: what stands before a hundred or a thousand counts them."""
    total, current = 0, 0
    for number in numbers:
        if number == 1000:
            total, current = 1000 * max(current, 1), 0
        else:
            current = 100 * max(current, 1) if number == 100 else current + number
    return total + current


@word_value("hour_days")
def days_of_hours(number: int) -> int | None:
    """24 hours, 72 hours: the days they make; fewer hours are a part of one."""
    return number // 24 if number and number % 24 == 0 else None


@word_value("decade_value")
def decade_value(year: int) -> int | None:
    """The 1990s, the 90's; none for 2017's, which is what 2017 has."""
    return year if year % 10 == 0 else None


@word_value("short_decade")
def short_decade(year: int) -> int | None:
    """The 90s, the '80s: two digits are a decade only where the words around say so."""
    return decade_value(year)


@word_value("weekday_pair")
def weekday_pair(first: int, second: int) -> tuple[int, int] | None:
    """Monday and Tuesday: two days in a row; others are no stretch of days."""
    return (first, second) if second == first % 7 + 1 else None


@word_value("numeric_pair")
def number_pair(first: int, second: int) -> tuple[int, int] | None:
    """22-4: a day and a month with a dash between, where one of them is too high for a month; 9-6 may be hours."""
    return (first, second) if 12 < max(first, second) <= 31 and min(first, second) <= 12 else None


@word_value("month")
def month_number(number: int) -> int | None:
    """A month written by its number."""
    return number if number <= 12 else None


@word_value("lunar_month")
def lunar_month_number(number: int) -> int | None:
    """A month of the Chinese calendar written by its number."""
    return number if number <= 12 else None


@word_value("lunar_number")
def lunar_number(number: int) -> int | None:
    """A day of the Chinese calendar, whose first ten have a word of their own before the number."""
    return number if number <= 30 else None


@word_value("ordinal")
def ordinal_number(number: int) -> int:
    """A number made an ordinal by a word beside it."""
    return number


@word_value("year")
def year_since(number: int, era: int) -> int:
    """The third year of an era that the section [eras] names by the year before its first."""
    return number + era


@word_value("year")
def year_counted(number: int, era: int) -> int | None:
    """A year of three digits, counted from the one before the first of an era."""
    return number + era if 100 <= number < 200 else None


@unplaced
def duration(number: int, unit: Granularity) -> Unplaced:
    """For three days."""
    return Unplaced("DURATION", _DURATIONS[unit].format(number))


@unplaced
def duration_of(amounts: tuple[tuple[int, Granularity], ...]) -> Unplaced:
    """A length of time, its units one after the other: for three days, for a year and a month."""
    written = [_DURATIONS[unit].format(number) for number, unit in amounts]
    return Unplaced("DURATION", written[0] + "".join(part.removeprefix("P") for part in written[1:]))


@unplaced
def duration_of_some(unit: Granularity) -> Unplaced:
    """For years, several days."""
    return Unplaced("DURATION", _DURATIONS[unit].format("X"))


@unplaced
def set_of_units(unit: Granularity) -> Unplaced:
    """Every month, daily."""
    return Unplaced("SET", _DURATIONS[unit].format(1))


@unplaced
def set_of_weekdays(weekday: int) -> Unplaced:
    """Every Sunday, on Sundays."""
    return Unplaced("SET", f"XXXX-WXX-{weekday}")


@unplaced
def set_of_days(month: int, number: int) -> Unplaced:
    """Every 2 February."""
    return Unplaced("SET", f"XXXX-{month:02d}-{number:02d}")


@unplaced
def set_of_months(month: int) -> Unplaced:
    """Every March."""
    return Unplaced("SET", f"XXXX-{month:02d}")
