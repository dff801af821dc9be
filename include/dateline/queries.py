"""SQL over the published tables: the views of sql/views.sql in DuckDB."""

import re
from importlib import resources
from pathlib import Path

import duckdb

from dateline.errors import DatelineError
from dateline.storage import Folder, current_build, quoted, read_parquet

_FILE = re.compile(r"read_parquet\('(\w+)\.parquet'\)")


def connect(path: str, build: str | None = None) -> duckdb.DuckDBPyConnection:
    """A connection in memory that has the views over a build of a data folder, named as by `current_build`."""
    folder, connection = Folder(path), duckdb.connect()
    connection.execute("set TimeZone = 'UTC'")
    build = build or current_build(folder)
    if folder.is_local:
        _make_views(connection, path, folder.path(build))
        return connection
    # Object stores are read through fsspec, with the credentials that everything else uses.
    for name in _FILE.findall(_text()):
        connection.register(f"{name}_rows", read_parquet(folder, f"{build}/{name}.parquet"))
    connection.execute(_FILE.sub(lambda file: f"{file[1]}_rows", _text()))
    return connection


def run(path: str, sql: str) -> duckdb.DuckDBPyRelation:
    """The rows a query gives; one that DuckDB refuses is a DatelineError with its own words."""
    try:
        found = connect(path).sql(sql)
    except duckdb.Error as error:
        raise DatelineError(
            "query", "SQL", str(error), "the tables and columns are in docs/data_dictionary.md"
        ) from None
    if found is None:
        raise DatelineError("query", "SQL", "gives no rows", "write a query, such as: from events limit 10")
    return found


def write_database(path: str, target: str) -> None:
    """A DuckDB file with the views, over whatever build is current when they are asked; for a local data folder."""
    folder = Folder(path)
    if not folder.is_local:
        raise DatelineError(path, "query", "not a local folder", "copy the build to a disk first")
    current_build(folder)
    with duckdb.connect(target) as connection:
        _make_views(connection, path, str(Path(folder.path("timeline/current")).absolute()))


def _text() -> str:
    return (resources.files("dateline") / "sql" / "views.sql").read_text(encoding="utf-8")


def _make_views(connection: duckdb.DuckDBPyConnection, path: str, build: str) -> None:
    try:
        connection.execute(_views(build))
    except duckdb.IOException as error:
        # A build of an older version has not all the tables.
        raise DatelineError(path, "timeline/current", str(error), "build the timeline anew") from None


def _views(build: str) -> str:
    return _FILE.sub(lambda file: f"read_parquet({quoted(f'{build}/{file[1]}.parquet')})", _text())
