"use strict";
// The timeline page: what is asked for in the address, fetched and shown.

const source = embedded.offline ? new Copy(embedded.offline) : new Server();
const evidence = new Evidence(source, () => writeState({ event: "", mention: "" }));
const openEvidence = (id) => {
  writeState({ event: id });
  evidence.open(id);
};
const chart = new Chart({ moved: (window) => { writeState({ ...window, offset: "", undated: "" }); load(); }, open: openEvidence });
let asked = 0;

async function load() {
  const number = ++asked;
  const main = document.querySelector("main");
  main.setAttribute("aria-busy", "true");
  const given = { first: valueOf("first"), last: valueOf("last") };
  try {
    // The table waits for the chart only where the days are not chosen yet.
    const drawing = source.chart(given, Number(valueOf("lanes")));
    const listing = given.first || valueOf("undated") ? source.listing(given, Number(valueOf("offset"))) : null;
    const told = await drawing;
    if (number !== asked) return;
    chart.show(told);
    buildTools(told);
    const shown = { first: told.window[0] ?? "", last: told.window[1] ?? "" };
    const rows = await (listing ?? source.listing(shown, Number(valueOf("offset"))));
    if (number !== asked) return;
    buildTable(rows, openEvidence);
    buildUndated(told.undated);
    buildDownloads(source.downloads(shown), rows.count);
    note("");
  } catch (error) {
    if (number === asked) note(error.message);
  } finally {
    if (number === asked) main.removeAttribute("aria-busy");
  }
}

function note(words) {
  const place = document.getElementById("note");
  const about = embedded.offline ? say("page.saved_on", { count: embedded.offline.events.length }) : "";
  place.textContent = words || about;
  place.hidden = !place.textContent;
  place.classList.toggle("problem", Boolean(words));
}

function buildTools(told) {
  fill("summary", say("chart.summary", { count: told.total, lanes: told.lane_count }));
  const button = (word, sign, act) => make("button.icon", { type: "button", "aria-label": say(`chart.${word}`), title: say(`chart.${word}`), onclick: act }, sign);
  const [back, ahead] = isRightToLeft() ? ["→", "←"] : ["←", "→"];
  const lanes = ["pair", "type"].map((kind) => make("button", { type: "button", "aria-pressed": String((valueOf("lane") || "pair") === kind), onclick: () => {
    writeState({ lane: kind, lanes: "" });
    load();
  } }, say(`chart.${kind}`)));
  const days = ["first", "last"].map((name, place) => make("input", { type: "date", "aria-label": `${say("chart.window")}: ${say(place ? "filters.to" : "filters.from")}`,
    value: told.window[place] ?? "", onchange: (event) => {
      const window = { ...chart.window, [name]: event.target.value };
      if (window.first && window.last && window.first <= window.last) chart.move(toTime(window.first), toTime(window.last));
    } }));
  fill("tools", make("span.group", { role: "group", "aria-label": say("chart.lanes") }, make("span.quiet", {}, say("chart.lanes")), lanes),
    told.window[0] ? make("span.group", {}, days) : null,
    told.window[0] ? make("span.group", {}, button("earlier", back, () => chart.shift(-0.5)), button("later", ahead, () => chart.shift(0.5)), button("zoom_in", "+", () => chart.zoom(0.5)),
      button("zoom_out", "−", () => chart.zoom(2)), make("button", { type: "button", onclick: () => chart.fit() }, say("chart.fit"))) : null);
  const from = Number(valueOf("lanes"));
  if (told.lane_count <= LANE_PAGE) fill("lane-pages");
  else pager("lane-pages", say("chart.lane_range", { from: from + 1, to: from + told.lanes.length, count: told.lane_count }), [
    ["chart.fewer_lanes", from > 0 && { lanes: Math.max(0, from - LANE_PAGE) || "" }],
    ["chart.more_lanes", from + told.lanes.length < told.lane_count && { lanes: from + LANE_PAGE }]]);
}

function buildLegend() {
  const width = 64;
  const window = { first: "2024-01-01", last: "2024-01-31" };
  const sample = (changes, words) => {
    const scaled = scale(window, width);
    const event = { first: "2024-01-16", last: "2024-01-16", type: "", status: "happened", quad: QUADS[0], ...changes };
    const strip = make("svg.strip", { width, height: 26, "aria-hidden": "true" }, drawMark(scaled, { ...shapeOf(scaled, event), row: 0, label: "" }, () => {}));
    strip.firstChild.removeAttribute("role");
    strip.firstChild.removeAttribute("aria-label");
    return make("li", {}, strip, make("span", {}, words));
  };
  const month = { first: "2024-01-06", last: "2024-01-26", granularity: "month" };
  fill("legend", make("ul", {}, sample({}, say("legend.day")), sample(month, say("legend.span")), sample({ ...month, approximate: true }, say("legend.approximate")),
    sample({ ...month, open_last: true }, say("legend.open")), ["ongoing", "planned", "denied", "hypothetical"].map((status) => sample({ status }, say(`legend.${status}`))),
    QUADS.map((quad) => sample({ quad }, say(`quad.${quad}`))), sample({ quad: null, status: "denied" }, say("quad.none"))));
}

function build() {
  buildTop(build);
  buildFilters(load);
  buildLegend();
  load();
}

async function start() {
  sayAll();
  buildTop(build);
  if (innerWidth < NARROW) document.getElementById("filters").open = false;
  try {
    choices = await source.choices();
  } catch (error) {
    note(error.message);
    return;
  }
  build();
  if (valueOf("event")) evidence.open(valueOf("event"));
}

document.getElementById("lanes").addEventListener("click", (event) => {
  const key = event.target.closest("[data-lane]")?.dataset.lane;
  if (!key || key === "*") return;
  const [one, other] = key.split(" ");
  change(valueOf("lane") === "type" ? { type: key } : { party: one, with: other ?? "" }, load);
});
addEventListener("paged", load);
addEventListener("hashchange", () => {
  state = readState();
  if (UI_LANGUAGES.includes(valueOf("ui"))) ui = valueOf("ui");
  sayAll();
  build();
  if (valueOf("event")) evidence.open(valueOf("event"));
});
start();
