"use strict";
// The same answers as the server's, from the events that this file itself holds.

const DRAWN = 900;
const STEPS = { lane: 120, overview: 160 };
const UNITS = [["day", 1], ["week", 7], ["month", 31], ["quarter", 92], ["year", 366], ["decade", 3653]];

class Copy {
  constructor({ events, choices: listed, evidence: told }) {
    this.events = events;
    this.listed = listed;
    this.told = told;
  }

  async choices() {
    return this.listed;
  }

  async evidence(id, mention) {
    const { texts, ...event } = this.told[id];
    return { ...event, article: texts[mention] ?? texts[event.best] };
  }

  async chart(window, offset) {
    const found = this.events.filter(wanted());
    const dated = found.filter((one) => one.first);
    const begins = dated.reduce((least, one) => (one.first < least ? one.first : least), dated[0]?.first ?? null);
    const ends = dated.reduce((most, one) => (one.last > most ? one.last : most), dated[0]?.last ?? null);
    const days = [window.first || begins, window.last || ends];
    const told = { total: found.length, undated: found.length - dated.length, begins, ends, window: days, lanes: [], lane_count: 0, marks: [], counts: null, unit: null, overview: null };
    if (!days[0] || !begins) return told;
    const unit = unitOf(begins, ends, STEPS.overview);
    told.overview = { unit, steps: counted(dated, unit).map(([day, count]) => [day, count]) };
    const lanes = new Map();
    for (const one of dated.filter(touches(days[0], days[1]))) {
      for (const key of lanesOf(one)) lanes.set(key, [...(lanes.get(key) ?? []), one]);
    }
    const sorted = [...lanes].sort(([key, some], [other, more]) => more.length - some.length || (key < other ? -1 : 1));
    const shown = sorted.slice(offset, offset + LANE_PAGE);
    told.lane_count = sorted.length;
    told.lanes = shown.map(([key, events]) => ({ key, count: events.length }));
    if (shown.reduce((sum, [, events]) => sum + events.length, 0) <= DRAWN) {
      told.marks = shown.flatMap(([lane, events]) => events.map((one) => ({ ...one, lane })));
    } else {
      told.marks = null;
      told.unit = unitOf(days[0], days[1], STEPS.lane);
      told.counts = shown.flatMap(([key, events]) => counted(events, told.unit).map((one) => [key, ...one]));
    }
    return told;
  }

  async listing(window, offset) {
    const found = this.#found(window);
    return { count: found.length, offset, rows: found.slice(offset, offset + PAGE_ROWS) };
  }

  downloads(window) {
    return { csv: () => save(this.#found(window)) };
  }

  #found({ first, last }) {
    const filtered = this.events.filter(wanted());
    return valueOf("undated") ? filtered.filter((one) => !one.first) : filtered.filter(touches(first, last));
  }
}

function touches(first, last) {
  return (one) => (!first || (one.last && one.last >= first)) && (!last || (one.first && one.first <= last));
}

function wanted() {
  const chosen = Object.fromEntries(FILTERS.map((name) => [name, valuesOf(name)]));
  const words = folded(valueOf("words")).split(/\s+/).filter(Boolean);
  const has = (values, own) => !values.length || values.some((value) => own.includes(value));
  const day = (name) => chosen[name][0];
  return (one) => {
    const parties = codesOf(one);
    return has(chosen.party, parties) && has(chosen.with, parties) && has(chosen.type, [one.type]) && has(chosen.status, [one.status])
      && has(chosen.language, one.languages.split(",")) && has(chosen.source, one.source_ids) && one.confidence >= Number(day("confidence") ?? 0)
      && (!(day("since") || day("until")) || touches(day("since"), day("until"))(one))
      && (!day("told_since") || one.last_told >= day("told_since")) && (!day("told_until") || one.first_told <= day("told_until"))
      && words.every((word) => one.words.some((text) => folded(text).includes(word)));
  };
}

function folded(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

function codesOf(event) {
  return [...new Set([...event.actors.split(","), ...event.recipients.split(",")].filter(Boolean))].sort();
}

// Every pair of its parties; one party is a lane of its own, more than six share one.
function lanesOf(event) {
  if (valueOf("lane") === "type") return [event.type];
  const codes = codesOf(event);
  const asked = [...valuesOf("party"), ...valuesOf("with")];
  let keys = codes.length === 1 ? codes : codes.length > 6 ? ["*"] : codes.flatMap((one, place) => codes.slice(place + 1).map((other) => `${one} ${other}`));
  if (asked.length) keys = keys.filter((key) => key.split(" ").some((code) => asked.includes(code)));
  return keys;
}

function unitOf(first, last, steps) {
  const days = (toTime(last) - toTime(first)) / DAY + 1;
  return (UNITS.find(([, length]) => days <= length * steps) ?? UNITS.at(-1))[0];
}

function counted(events, unit) {
  const steps = new Map();
  for (const one of events) {
    const middle = toTime(one.first) + Math.floor((toTime(one.last) - toTime(one.first)) / DAY / 2) * DAY;
    const day = stepStart(middle, unit);
    const [count, happened] = steps.get(day) ?? [0, 0];
    steps.set(day, [count + 1, happened + (["happened", "ongoing"].includes(one.status) ? 1 : 0)]);
  }
  return [...steps].map(([day, numbers]) => [day, ...numbers]).sort(([one], [other]) => (one < other ? -1 : 1));
}

function stepStart(time, unit) {
  const one = new Date(time);
  const [year, month] = [one.getUTCFullYear(), one.getUTCMonth()];
  if (unit === "week") return toDay(time - ((one.getUTCDay() + 6) % 7) * DAY);
  if (unit === "day") return toDay(time);
  const starts = { month: [year, month], quarter: [year, month - (month % 3)], year: [year, 0], decade: [year - (year % 10), 0] };
  return toDay(Date.UTC(...starts[unit], 1));
}

// What a spreadsheet would take for a formula has an apostrophe in front.
function save(events) {
  const columns = ["id", "title", "title_local", "type", "status", "first", "last", "granularity", "edtf", "actors", "recipients", "articles", "languages", "confidence"];
  const cell = (value) => {
    const text = String(value ?? "");
    const safe = /^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text;
    return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const lines = [columns, ...events.map((one) => columns.map((name) => one[name]))].map((row) => row.map(cell).join(","));
  const address = URL.createObjectURL(new Blob(["\ufeff", lines.join("\r\n"), "\r\n"], { type: "text/csv" }));
  make("a", { href: address, download: "events.csv" }).click();
  URL.revokeObjectURL(address);
}
