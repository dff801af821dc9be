"""Where articles come from: the sources file a person edits."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dateline.errors import DatelineError

KINDS = ("folder", "plain", "html", "feed", "jsonl", "json", "csv", "parquet", "warc")
DATE_ORDERS = ("dmy", "mdy", "ymd")
FIELDS = ("text", "title", "published", "url", "language", "publisher", "author")
_NOT_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Source:
    """A publisher or archive.

    `kind` says how its files are read: "folder" by each file's bytes and ending, any other as that format; compressed
    files and archives are opened whatever it is. `address` is a file or folder, a path, an fsspec URL, or an http(s)
    address, which is fetched and kept. `language` None: detected for each article, among `languages` where given;
    `time_zone` None: taken from the value or inferred. `fields` names the source's own field for some of FIELDS.
    `date_order`, one of DATE_ORDERS, is that of dates in numbers alone; None: as the article's language has it.
    `separator` is the line between the articles of one text file. `max_reject_share` is of all inputs but repeated
    ones, 0 to 1; None: no limit. `raw_days` None: what was fetched is kept for ever.
    """

    source_id: str
    name: str
    kind: str
    address: str
    language: str | None = None
    time_zone: str | None = None
    languages: tuple[str, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    date_order: str | None = None
    separator: str | None = None
    encoding: str | None = None
    max_reject_share: float | None = None
    raw_days: int | None = None
    allow_private_addresses: bool = False

    @property
    def is_fetched(self) -> bool:
        """Whether its files come over the network and are kept as fetched."""
        return is_web_address(self.address)


def is_web_address(address: str) -> bool:
    """Whether an address is fetched by HTTP.

    >>> is_web_address("https://news.example/feed"), is_web_address("s3://archive/2024")
    (True, False)
    """
    return address.lower().startswith(("http://", "https://"))


def read_sources(path: str | Path) -> list[Source]:
    """Sources of a TOML file in its order; relative addresses count from the file's folder.

    Each is a [[sources]] block with name, kind and address; The others are those of Source. The first problem
    is raised as a DatelineError that names its line.
    """
    from dateline.source_file import read_source_file

    found, problems = read_source_file(Path(path))
    if problems:
        raise problems[0]
    return found


def source_named(path: str | Path, source_id: str) -> Source:
    """The source of a TOML file with this id."""
    for source in read_sources(path):
        if source.source_id == source_id:
            return source
    raise DatelineError(str(path), source_id, "no such source", "run the step that lists the sources again")


def source_of(address: str, *, language: str | None = None, time_zone: str | None = None) -> Source:
    """The source one folder, file or web address is, its id the slug of the folder's or file's name."""
    from dateline.source_file import problems_of

    if "://" in address:
        name = address.partition("?")[0].rstrip("/").rpartition("/")[2]
        place = address
    else:
        resolved = Path(address).resolve()
        name = resolved.name if resolved.is_dir() else resolved.stem
        place = str(resolved)
    source = Source(slug(name), name, "folder", place, language, time_zone)
    for entry, problem, advice in problems_of(source):
        raise DatelineError("command line", f"{source.source_id}.{entry}", problem, advice)
    return source


def slug(name: str) -> str:
    """Lower case, words joined by hyphens; fit for a file name.

    >>> slug("Atlas News (2024)")
    'atlas-news-2024'
    """
    return _NOT_WORD.sub("-", unicodedata.normalize("NFKC", name).lower()).strip("-") or "source"


def check_ids(sources: Iterable[Source], file: str) -> None:
    """Refuse two sources that would write the same files."""
    seen: dict[str, Source] = {}
    for source in sources:
        if source.source_id in seen:
            problem = f"two sources have this id: {seen[source.source_id].address} and {source.address}"
            raise DatelineError(file, source.source_id, problem, "rename one of them")
        seen[source.source_id] = source
