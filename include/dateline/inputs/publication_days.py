"""Which of the days an article bears is that of its publication; the rule is docs/decisions/0006-publication-day.md."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from dateline.header import Header, find_header
from dateline.inputs.address_days import find_address_day
from dateline.inputs.moments import Moment, read_value
from dateline.inputs.published import Publication, place_moment, wording_zone
from dateline.inputs.records import RawArticle
from dateline.sources import Source

# Days this near may be one told in two zones, or one morning's paper printed the evening before.
_SAME_NEWS = dt.timedelta(days=2)
# The first newspaper is of this year; what is older is no day of publication.
_FIRST_YEAR = 1605
# What software writes for no date.
_DEFAULTS = frozenset((dt.date(1970, 1, 1), dt.date(1900, 1, 1), dt.date(1899, 12, 30), dt.date(1601, 1, 1)))
_MOST_OFFSET = dt.timedelta(hours=14)
_QUARTER = dt.timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Dated:
    """A publication, what says it, and what speaks against it: a closed list in tables/articles.toml, or None."""

    publication: Publication
    basis: str
    doubt: str | None


def find_publication(raw: RawArticle, source: Source, text: str, language: str, header: Header | None) -> Dated | None:
    """The publication of an article by the surest of its days that can be right; None when it bears none.

    `header` is the one printed in the text itself; that of the page's head is read here.
    """
    printed = find_header(raw.head, language) if raw.head else header
    found: Dated | None = None
    was_refused = False
    source_zone = source.time_zone
    for basis, moment in _moments(raw, language, printed, source.date_order):
        written = raw.head if basis == "header" and raw.head else text
        publication = _placed(moment, source_zone, language, str(raw.published or ""), written, text)
        if publication is None or not _is_possible(publication, raw.seen_at):
            was_refused = True
            continue
        doubt = "implausible_day" if was_refused else "weekday_contradicts" if moment.is_weekday_wrong else None
        if moment.is_order_unsure:
            doubt = doubt or "unsure_order"
        found = Dated(publication, basis, doubt)
        break
    return None if found is None else _weighed(found, raw, printed, source_zone, language, text)


def _moments(
    raw: RawArticle, language: str, printed: Header | None, date_order: str | None
) -> Iterator[tuple[str, Moment]]:
    """The moments an article names with what says each, the surest first."""
    values = () if raw.published is None else (raw.published, *raw.published_others)
    address_day = find_address_day(raw.url) if raw.url else None
    known = {address_day} if address_day else set()
    known |= {printed.published_local.date()} if printed else set()
    for value in values:
        moment = read_value(value, language, date_order, known)
        if moment is not None:
            yield raw.published_basis, moment
    if printed is not None:
        yield "header", _printed_moment(printed)
    for basis, day in (
        ("url", address_day),
        ("page", raw.page_day),
        ("file_name", find_address_day(raw.place.file) if not raw.place.number else None),
    ):
        if day is not None:
            yield basis, Moment(dt.datetime.combine(day, dt.time()), False)


def _printed_moment(printed: Header) -> Moment:
    return Moment(printed.published_local, printed.has_clock, printed.zone, printed.is_weekday_wrong)


def _placed(moment: Moment, source_zone: str | None, language: str, *texts: str) -> Publication | None:
    is_zoned = moment.local.tzinfo is not None or moment.zone or source_zone
    try:
        return place_moment(moment, source_zone, None if is_zoned else wording_zone(language, *texts))
    except OverflowError:  # an instant before the year 1 or after 9999
        return None


def _is_possible(publication: Publication, seen_at: dt.datetime | None) -> bool:
    """Whether an article can have been published then: by a newspaper, and before it was fetched."""
    day = publication.day
    if day.year < _FIRST_YEAR or day in _DEFAULTS:
        return False
    # Of a clock without a zone, and of a day, the zone may be fourteen hours ahead.
    return seen_at is None or day <= (seen_at + _MOST_OFFSET).date()


def _weighed(
    found: Dated, raw: RawArticle, printed: Header | None, source_zone: str | None, language: str, text: str
) -> Dated:
    """The publication after a look at what is printed and at the address: two that agree outvote one that does not."""
    if found.basis not in ("field", "metadata"):
        return found
    told = printed.published_local.date() if printed is not None and not printed.is_update else None
    address = find_address_day(raw.url) if raw.url else None
    day = found.publication.day
    far = [other for other in (told, address) if other is not None and abs(other - day) > _SAME_NEWS]
    if printed is None or told is None or told not in far:
        if printed is not None and not far:
            found = replace(found, publication=_in_printed_zone(found.publication, printed))
        return replace(found, doubt=found.doubt or "dates_disagree") if far else found
    if address is None or abs(address - told) > _SAME_NEWS:
        return replace(found, doubt=found.doubt or "dates_disagree")
    publication = _placed(_printed_moment(printed), source_zone, language, raw.head or text, text)
    if publication is None or not _is_possible(publication, raw.seen_at):
        return replace(found, doubt=found.doubt or "dates_disagree")
    return Dated(publication, "header", "dates_disagree")


def _in_printed_zone(publication: Publication, printed: Header) -> Publication:
    """The publication with the day as printed where a value in UTC names the same instant as the printed clock.

    The printed clock is the publisher's own: what it is ahead of UTC is the zone, if that is whole quarters of an hour.
    """
    if publication.at is None or publication.time_zone != "UTC" or not printed.has_clock or printed.is_update:
        return publication
    if printed.zone is not None:
        return publication
    instant = publication.at.replace(second=0, microsecond=0, tzinfo=None)
    ahead = printed.published_local.replace(second=0, microsecond=0) - instant
    if ahead % _QUARTER or not -_MOST_OFFSET < ahead <= _MOST_OFFSET or not ahead:
        return publication
    minutes = int(abs(ahead).total_seconds()) // 60
    zone = f"{'-' if ahead < dt.timedelta() else '+'}{minutes // 60:02d}:{minutes % 60:02d}"
    return Publication(printed.published_local.date(), publication.at, zone, "header")
