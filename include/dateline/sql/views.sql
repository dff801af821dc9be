-- The star schema as DuckDB views. The files are looked for in the folder of one build:
--
--   duckdb -cmd "set file_search_path = 'data/mine/timeline/current'" -cmd ".read include/sql/views.sql"
--
-- `dateline query DIR SQL` does the same; `dateline query DIR --database FILE` writes a database of these views with the whole
-- path of the build that is current when they are asked, for tools that open DuckDB files.

-- Facts
create or replace view events as from read_parquet('events.parquet');
create or replace view event_parties as from read_parquet('event_parties.parquet');
create or replace view event_evidence as from read_parquet('event_evidence.parquet');
create or replace view duplicates as from read_parquet('duplicates.parquet');

-- Dimensions
create or replace view parties as from read_parquet('parties.parquet');
create or replace view party_memberships as from read_parquet('party_memberships.parquet');
create or replace view event_types as from read_parquet('event_types.parquet');
create or replace view calendar as from read_parquet('calendar.parquet');

-- What the build is made of
create or replace view quality as from read_parquet('quality.parquet');
create or replace view quality_samples as from read_parquet('quality_samples.parquet');

-- One row an event and pair of its parties: who did it to whom; in acts that have sides only, each pair once, in the
-- order of the alphabet.
create or replace view event_dyads as
select e.event_id, e.type, e.status, e.first_day, e.last_day, e.granularity, e.goldstein, e.quad_class, e.mention_count,
    a.party_code as source_code, b.party_code as target_code, not t.is_symmetric as is_directed
from events as e
join event_types as t using (type)
join event_parties as a on a.event_id = e.event_id and a.role = 'actor'
join event_parties as b on b.event_id = e.event_id
    and case when t.is_symmetric then b.role = 'actor' and a.party_code < b.party_code
        else b.role = 'recipient' and a.party_code <> b.party_code end;

-- How much each pair had to do with each other, by month of the first day. An event counts in one month, also when its
-- days are coarser: filter on granularity in ('day', 'week', 'month') where that matters.
create or replace view dyads_by_month as
select date_trunc('month', first_day)::date as month_on, source_code, target_code, count(*) as event_count,
    avg(goldstein) as mean_goldstein, sum(mention_count) as mention_count
from event_dyads
where first_day is not null and status in ('happened', 'ongoing')
group by all;

-- Visits that took place, by year, guest and host.
create or replace view visits_by_year as
select year(e.first_day) as year, a.party_code as guest_code, g.name_en as guest, b.party_code as host_code,
    h.name_en as host, count(*) as visit_count
from events as e
join event_parties as a on a.event_id = e.event_id and a.role = 'actor'
join event_parties as b on b.event_id = e.event_id and b.role = 'recipient'
join parties as g on g.party_code = a.party_code
join parties as h on h.party_code = b.party_code
where e.type = 'official_visit' and e.status in ('happened', 'ongoing') and e.first_day is not null
group by all;
