"""How analysts get at the tables: data frames, SQL, spreadsheets, and the readers they already have."""

import csv
import datetime as dt
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import sample_articles

import dateline
from dateline import queries, schema
from dateline.__main__ import main
from dateline.errors import DatelineError
from dateline.export import EXCEL_ROWS, guarded, write_csv_files, write_workbook
from dateline.published import published_tables, read_published

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("it's data")
    sample_articles.build(folder)
    return folder


def rows(data: Path, name: str = "events") -> list[dict]:
    return read_published(str(data), name).to_pylist()


# ---- pandas

READERS = {
    "event_parties": dateline.read_event_parties,
    "event_evidence": dateline.read_evidence,
    "duplicates": dateline.read_duplicates,
    "parties": dateline.read_parties,
    "party_memberships": dateline.read_party_memberships,
    "event_types": dateline.read_event_types,
    "calendar": dateline.read_calendar,
    "quality": dateline.read_quality,
    "quality_samples": dateline.read_quality_samples,
    "events": dateline.read_events,
}
DTYPES = {
    "string": lambda kind: pd.api.types.is_string_dtype(kind),
    "date32": lambda kind: str(kind) == "datetime64[us]",
    "timestamp": lambda kind: str(kind) == "datetime64[us, UTC]",
    "int32": lambda kind: str(kind).lower() == "int32",
    "float64": lambda kind: str(kind) == "float64",
    "bool": lambda kind: str(kind) == "bool",
}


@pytest.mark.parametrize("name", schema.PUBLISHED)
def test_every_published_table_is_a_data_frame_with_the_types_declared(data: Path, name: str) -> None:
    frame = READERS[name](str(data))
    assert len(frame) == len(rows(data, name))
    for column in schema.table(name).columns:
        if column.type == "string" and frame[column.name].isna().all():
            continue
        assert DTYPES[column.type](frame[column.name].dtype), column.name


def test_filters_keep_what_touches_the_days_and_names_the_party(data: Path) -> None:
    found = dateline.read_events(str(data), since="2024-10-15", until=dt.date(2024, 12, 31), party="MAR")
    wanted = [
        row["event_id"]
        for row in rows(data)
        if row["last_day"]
        and row["last_day"] >= dt.date(2024, 10, 15)
        and row["first_day"] <= dt.date(2024, 12, 31)
        and "MAR" in f"{row['actor_codes']},{row['recipient_codes']}".split(",")
    ]
    assert wanted
    assert found["event_id"].tolist() == wanted
    several = dateline.read_events(
        str(data), party=["MAR", "EGY"], type=["official_visit"], status=("happened", "planned")
    )
    assert set(several["type"]) == {"official_visit"}
    assert len(several) == sum(
        row["type"] == "official_visit"
        and row["status"] in ("happened", "planned")
        and bool({"MAR", "EGY"} & set(f"{row['actor_codes']},{row['recipient_codes']}".split(",")))
        for row in rows(data)
    )


@pytest.mark.parametrize(
    ("filters", "problem"),
    [
        ({"since": "October"}, "not a day"),
        ({"type": "visit"}, "no type 'visit'; choose one of official_visit"),
        ({"status": ["done"]}, "no status 'done'"),
    ],
)
def test_a_filter_that_can_match_nothing_says_so(data: Path, filters: dict, problem: str) -> None:
    with pytest.raises(DatelineError, match=problem):
        dateline.read_events(str(data), **filters)


def test_importing_dateline_loads_no_pandas() -> None:
    import subprocess
    import sys

    code = (
        "import sys, dateline; assert 'pandas' not in sys.modules; dateline.read_events; assert 'pandas' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


# ---- SQL


def test_the_views_are_those_of_the_script_and_agree_with_the_tables(data: Path) -> None:
    views = queries.connect(str(data))
    for name in schema.PUBLISHED:
        assert views.sql(f"select count(*) from {name}").fetchall() == [(len(rows(data, name)),)]
    visits = views.sql("select sum(visit_count) from visits_by_year").fetchall()[0][0]
    told = [
        row
        for row in rows(data)
        if row["type"] == "official_visit" and row["status"] in ("happened", "ongoing") and row["first_day"]
    ]
    assert visits == sum(
        len(row["actor_codes"].split(",")) * len(row["recipient_codes"].split(","))
        for row in told
        if row["recipient_codes"]
    )
    dyads = views.sql("select source_code, target_code, is_directed from event_dyads").fetchall()
    assert ("AZE", "USA", True) in dyads
    assert all(source < target for source, target, is_directed in dyads if not is_directed)


def test_the_script_runs_as_its_head_says(data: Path) -> None:
    script = (ROOT / "include" / "sql" / "views.sql").read_text(encoding="utf-8")
    with duckdb.connect() as connection:
        connection.execute("set file_search_path = ?", [str(data / "timeline" / "current")])
        connection.execute(script)
        assert connection.sql("from events").count("*").fetchall() == [(len(rows(data)),)]


def test_a_query_prints_a_table_or_csv_and_a_wrong_one_says_what_is_wrong(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sql = "select event_id, title, first_day from events where status = 'planned' order by event_id"
    assert main(["query", str(data), sql]) == 0
    assert "to visit" in capsys.readouterr().out
    assert main(["query", str(data), sql, "--csv"]) == 0
    lines = list(csv.reader(capsys.readouterr().out.splitlines()))
    assert lines[0] == ["event_id", "title", "first_day"]
    assert len(lines) == 1 + sum(row["status"] == "planned" for row in rows(data))
    assert main(["query", str(data), "from nothing"]) == 3
    assert "nothing" in capsys.readouterr().err
    assert main(["query", str(data)]) == 2
    assert main(["query", str(data), "--database", str(tmp_path / "views.duckdb")]) == 0
    with duckdb.connect(str(tmp_path / "views.duckdb"), read_only=True) as connection:
        assert connection.sql("select count(*) from dyads_by_month").fetchall()[0][0] > 0


# ---- spreadsheets

DANGEROUS = ["=1+1", "+SUM(A1)", "-2", "@cmd", "\t=1", "\r=1", "＝1", "＠x", '=HYPERLINK("http://x","y")']


def dangerous() -> dict[str, pa.Table]:
    count = len(DANGEROUS)
    columns = {"event_id": [f"e{number}" for number in range(count)], "party_code": ["MAR"] * count}
    columns |= {"role": ["actor"] * count, "name": DANGEROUS, "mention_count": [-1] * count}
    return {"event_parties": pa.table(columns, schema.table("event_parties").schema)}


def test_no_cell_of_text_in_csv_begins_like_a_formula(tmp_path: Path) -> None:
    [path] = write_csv_files(dangerous(), tmp_path)
    with open(path, encoding="utf-8-sig", newline="") as file:
        _, *lines = csv.reader(file)
    assert [line[3] for line in lines] == [f"'{text}" for text in DANGEROUS]
    assert {line[4] for line in lines} == {"-1"}  # a number is one, and stays one
    assert guarded("زيارة رسمية") == "زيارة رسمية"


def test_a_workbook_holds_text_as_text_and_days_as_days(data: Path, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    tables = published_tables(str(data), ["events", "event_evidence"]) | dangerous()
    write_workbook(tables, tmp_path / "out.xlsx")
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    assert book.sheetnames == ["events", "event_evidence", "event_parties", "columns"]
    header, *found = book["events"].iter_rows(values_only=True)
    assert list(header) == schema.table("events").schema.names
    for cells, row in zip(found, rows(data), strict=True):
        told = dict(zip(header, cells, strict=True))
        assert (told["first_day"] and told["first_day"].date()) == row["first_day"]
        assert told["title_local"] == row["title_local"]
        assert told["cameo_code"] == row["cameo_code"]
    names = [cell for cell in book["event_parties"]["D"] if cell.row > 1]
    assert {cell.data_type for cell in names} == {"s"}
    assert not [cell for line in book["events"].iter_rows() for cell in line if cell.data_type == "f"]


def test_what_does_not_fit_into_a_sheet_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    column = pa.nulls(EXCEL_ROWS + 1, pa.string())
    with pytest.raises(DatelineError, match="do not fit"):
        write_workbook({"events": pa.table({"event_id": column})}, tmp_path / "out.xlsx")
    assert not list(tmp_path.iterdir())


def test_an_export_of_some_events_has_their_parties_and_evidence_only(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--party", "MAR", "--table", "events", "--table", "event_parties", "--table", "event_evidence"]
    assert main(["export", str(data), "--out", str(tmp_path / "csv"), *words]) == 0
    found = {}
    for path in sorted((tmp_path / "csv").iterdir()):
        with open(path, encoding="utf-8-sig", newline="") as file:
            found[path.stem] = list(csv.DictReader(file))
    ids = {row["event_id"] for row in found["events"]}
    assert 0 < len(ids) < len(rows(data))
    assert {row["event_id"] for row in found["event_parties"]} == ids
    assert {row["event_id"] for row in found["event_evidence"]} == ids
    counts = dict(pair.split("=") for pair in capsys.readouterr().out.split())
    assert counts == {name: str(len(lines)) for name, lines in found.items()}


# ---- readers people have


@pytest.mark.filterwarnings("ignore")  # of fastparquet, which leaves files open and uses what pandas 3 deprecates
@pytest.mark.parametrize("name", schema.PUBLISHED)
def test_pandas_polars_duckdb_and_fastparquet_read_the_same_values(data: Path, name: str) -> None:
    polars, fastparquet = pytest.importorskip("polars"), pytest.importorskip("fastparquet")
    path = str(data / "timeline" / "current" / f"{name}.parquet")
    wanted = pq.read_table(path).to_pylist()
    assert polars.read_parquet(path).to_dicts() == wanted
    with duckdb.connect() as connection:
        connection.execute("set TimeZone = 'UTC'")
        assert connection.read_parquet(path).to_arrow_table().cast(pq.read_schema(path)).to_pylist() == wanted
    # Spark writes and reads by the same rules fastparquet keeps to: plain pages, standard logical types.
    frame = fastparquet.ParquetFile(path).to_pandas()
    assert len(frame) == len(wanted)
    for column in schema.table(name).columns:
        cells = [None if pd.isna(cell) else cell for cell in frame[column.name].tolist()]
        if column.type == "date32":
            cells = [cell and pd.Timestamp(cell).date() for cell in cells]
        if column.type == "timestamp":
            # fastparquet gives instants without their zone; they are UTC all the same.
            stamps = [cell and pd.Timestamp(cell) for cell in cells]
            stamps = [stamp and (stamp.tz_localize("UTC") if stamp.tz is None else stamp) for stamp in stamps]
            cells = [stamp and stamp.tz_convert("UTC").to_pydatetime() for stamp in stamps]
        assert cells == [row[column.name] for row in wanted], column.name
