"""Which days' mentions are not what their articles, the rules and the language data of now would give."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor

from dateline import mention_days
from dateline.identity import digest
from dateline.mention_days import Making
from dateline.provenance import LANGUAGES, ROWS_DIGEST, articles_metadata, extraction_digest
from dateline.spill import NO_DAY
from dateline.storage import Folder, day_names, read_parquet

LOT_ARTICLES = 20_000
MOST_LOTS = 1000  # what Airflow maps in one run, with a little to spare
_READERS = 16  # footers read at once where each is a request over the network
_MONTH = len("2024-10")


def article_files(folder: Folder, day: str) -> list[str]:
    """The files of articles of a day, sorted."""
    place = f"articles/published_on={day}"
    return [f"{place}/{name}" for name in folder.names(place) if name.endswith(".parquet") and not name.startswith(".")]


def making_now(folder: Folder, day: str) -> Making | None:
    """What mentions of the day would be made from now; None without articles. Reads footers alone."""
    told = [_articles_told(folder, name) for name in article_files(folder, day)]
    if not told:
        return None
    languages = sorted({language for one in told for language in one[LANGUAGES].split(",")})
    rows = digest(*sorted({one[ROWS_DIGEST] for one in told}))
    return Making(rows, extraction_digest(tuple(languages)))


def making_of(folder: Folder, day: str) -> Making | None:
    """What the mentions of the day were made from; None where there are none, or where they do not say."""
    if mention_days.has_own(folder, day):
        return mention_days.makings(folder, day).get(day)
    return mention_days.makings(folder, day[:_MONTH]).get(day)


def is_stale(folder: Folder, day: str, with_rules: bool = True) -> bool:
    """Whether the mentions of one day must be made anew; see `stale_days`."""
    now = making_now(folder, day)
    if now is None:
        return mention_days.has_leftovers(folder, day)
    made = making_of(folder, day)
    return made is None or made.articles != now.articles or (with_rules and made.rules != now.rules)


def stale_days(folder: Folder, days: Iterable[str] | None = None, *, with_rules: bool = True) -> list[str]:
    """Those of the days, of all there are when None, whose mentions must be made anew, sorted.

    Not `with_rules`: because of their articles only, whatever code and language data made them.
    """
    asked = sorted(set(days) if days is not None else all_days(folder))
    with ThreadPoolExecutor(1 if folder.is_local else _READERS) as pool:
        found = pool.map(lambda day: is_stale(folder, day, with_rules), asked)
        return [day for day, is_stale in zip(asked, found, strict=True) if is_stale]


def all_days(folder: Folder) -> set[str]:
    """Days that have articles or mentions."""
    days = {day for day in day_names(folder, "articles") if day != NO_DAY}
    for name in mention_days.TABLES:
        for key in mention_days.keys(folder, name):
            days |= {key} if len(key) > _MONTH else set(mention_days.makings(folder, key))
    return days


def lots(folder: Folder, days: Iterable[str], articles_per_lot: int = LOT_ARTICLES) -> list[str]:
    """The days as spans FIRST/LAST, each a month or, where it has more articles than that, a part of one.

    At most a thousand, each then of more articles.
    """
    counted = [(day, sum(folder.parquet_footer(name).rows for name in article_files(folder, day))) for day in days]
    per_lot = max(articles_per_lot, sum(count for _, count in counted) // (MOST_LOTS // 2))
    spans = list(_spans(sorted(counted), per_lot, _MONTH))
    return spans if len(spans) <= MOST_LOTS else list(_spans(sorted(counted), per_lot, len("2024")))


def _spans(counted: Iterable[tuple[str, int]], per_lot: int, period: int) -> Iterator[str]:
    first, last, total = "", "", 0
    for day, count in counted:
        if first and (day[:period] != first[:period] or total + count > per_lot):
            yield f"{first}/{last}"
            first, total = "", 0
        first, last, total = first or day, day, total + count
    if first:
        yield f"{first}/{last}"


def _articles_told(folder: Folder, name: str) -> dict[str, str]:
    told = folder.parquet_footer(name).told
    if ROWS_DIGEST in told:
        return {key: told[key] for key in (ROWS_DIGEST, LANGUAGES)}
    return articles_metadata(read_parquet(folder, name))
