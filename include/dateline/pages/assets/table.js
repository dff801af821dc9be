"use strict";
// The events as rows, their pages and downloads.

const PAGE_ROWS = 50;

function buildTable(told, open) {
  if (!told.rows.length) {
    fill("table", make("p.quiet.nothing", {}, say("page.nothing")));
    fill("table-pages");
    return;
  }
  const columns = ["days", "event", "status", "articles", "confidence"];
  const head = make("tr", {}, columns.map((name) => make("th", { scope: "col" }, say(`table.${name}`))));
  const cell = (name, ...inside) => make(`td.${name}`, { "data-name": say(`table.${name}`) }, inside);
  const rows = told.rows.map((row) => make("tr", {}, cell("days", daysOf(row)), cell("event", eventCell(row, open)),
    cell("status", make(`span.status.${row.status}`, {}, say(`status.${row.status}`))),
    cell("articles", numberWords(row.articles), make("small.quiet", {}, ` ${row.languages.split(",").join(" ")}`)),
    cell("confidence", numberWords(row.confidence))));
  fill("table", make("table", { "aria-labelledby": "table-title" }, make("thead", {}, head), make("tbody", {}, rows)));
  const last = Math.min(told.offset + told.rows.length, told.count);
  pager("table-pages", say("table.range", { from: told.offset + 1, to: last, count: told.count }), [
    ["table.previous", told.offset > 0 && { offset: Math.max(0, told.offset - PAGE_ROWS) || "" }],
    ["table.next", last < told.count && { offset: told.offset + PAGE_ROWS }]]);
}

// The title in the reader's language where there is one, else type and parties; beneath it that of the article.
function eventCell(row, open) {
  const composed = `${valueWords("type", row.type)}: ${sidesWords(row)}`;
  const isOwn = row.title_language === ui;
  const title = isOwn ? row.title_local : ui === "en" ? row.title : composed;
  const local = !isOwn && row.title_local !== row.title ? row.title_local : !isOwn && ui !== "en" ? row.title : null;
  const button = make("button.link", { type: "button", "data-event": row.id, "aria-label": say("table.open", { title }), onclick: () => open(row.id) }, make("bdi", { lang: ui }, title));
  const language = row.title_local === local ? row.title_language : "en";
  return [button, local ? make("small.local", {}, make("bdi", { lang: language }, local)) : null];
}

// Buttons that change the state, disabled where they lead nowhere.
function pager(place, words, buttons) {
  fill(place, buttons.map(([word, changes]) => make("button", { type: "button", disabled: !changes, onclick: () => {
    writeState(changes);
    dispatchEvent(new Event("paged"));
  } }, say(word))), make("span.quiet", { role: "status" }, words));
}

function buildUndated(count) {
  const isListed = Boolean(valueOf("undated"));
  const turn = () => {
    writeState({ undated: isListed ? "" : 1, offset: "" });
    dispatchEvent(new Event("paged"));
  };
  if (!count && !isListed) fill("undated");
  else fill("undated", say("table.undated", { count }), " ", make("button.plain", { type: "button", onclick: turn }, say(isListed ? "table.list_dated" : "table.list_undated")));
}

function buildDownloads(addresses, count) {
  if (!count) return fill("downloads");
  const links = Object.entries(addresses).map(([name, address]) => make("a", typeof address === "string"
    ? { href: address, download: `events.${name}` }
    : { href: "#", onclick: (event) => { event.preventDefault(); address(); } }, say(`table.${name}`)));
  const most = embedded.most_downloaded;
  return fill("downloads", say("table.download"), links, most && count > most ? make("small.quiet", {}, ` (${say("table.too_many", { count: most })})`) : null);
}
