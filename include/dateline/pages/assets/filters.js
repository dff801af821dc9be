"use strict";
// The filters: native selects, days and words; what is chosen stands below as buttons that take it away.

const LISTED = [["party", "filters.party"], ["with", "filters.with"], ["type", "filters.type"], ["status", "filters.status"],
  ["language", "filters.article_language"], ["source", "filters.source"]];
const DAYS = [["since", "filters.event_days", "filters.from"], ["until", "filters.event_days", "filters.to"],
  ["told_since", "filters.published", "filters.from"], ["told_until", "filters.published", "filters.to"]];
const CONFIDENCES = ["0.5", "0.7", "0.8", "0.9", "0.95"];

// The words of a filter's value in the reader's language.
function chosenWords(name, value) {
  if (name === "confidence") return `≥ ${numberWords(Number(value))}`;
  return DAYS.some(([day]) => day === name) ? dayWords(value) : valueWords(name, value);
}

function buildFilters(changed) {
  const lists = LISTED.map(([name, word]) => labelled(say(word), select(name, changed)));
  const words = make("input", { type: "search", name: "words", value: valueOf("words"), maxlength: 200, dir: "auto", enterkeyhint: "search" });
  words.addEventListener("change", () => change({ words: words.value.trim() }, changed));
  const days = [DAYS.slice(0, 2), DAYS.slice(2)].map((pair) =>
    make("fieldset.days", {}, make("legend", {}, say(pair[0][1])), pair.map(([name, , word]) => labelled(say(word), dayInput(name, changed)))));
  const confidence = make("select", { name: "confidence", onchange: (event) => change({ confidence: event.target.value }, changed) },
    make("option", { value: "" }, say("filters.any")),
    CONFIDENCES.map((one) => make("option", { value: one, selected: valueOf("confidence") === one }, numberWords(Number(one)))));
  const form = fill("filter-form", make("label.wide", {}, make("span", {}, say("filters.words")), words), lists, labelled(say("filters.confidence"), confidence), days);
  form.onsubmit = (event) => {
    event.preventDefault();
    change({ words: words.value.trim() }, changed);
  };
  buildChosen(changed);
}

function labelled(words, control) {
  return make("label", {}, make("span", {}, words), control);
}

function select(name, changed) {
  const listed = (choices[name === "with" ? "party" : name] ?? []).map((one) => ({ ...one, words: valueWords(name, one.value) }));
  if (name !== "status") listed.sort((one, other) => one.words.localeCompare(other.words, locale()));
  const chosen = valuesOf(name);
  const control = make("select", { name }, make("option", { value: "" }, chosen.length ? `+ (${numberWords(chosen.length)})` : say("filters.any")),
    listed.filter((one) => !chosen.includes(one.value)).map((one) => make("option", { value: one.value }, `${one.words} (${numberWords(one.count)})`)));
  control.addEventListener("change", () => change({ [name]: [...chosen, control.value] }, changed));
  return control;
}

function dayInput(name, changed) {
  const input = make("input", { type: "date", name, value: valueOf(name), min: "0001-01-01", max: "9999-12-31" });
  input.addEventListener("change", () => change({ [name]: input.value }, changed));
  return input;
}

function buildChosen(changed) {
  const buttons = [];
  for (const name of FILTERS) {
    for (const value of valuesOf(name)) {
      const words = name === "words" ? `“${value}”` : `${filterWords(name)} ${chosenWords(name, value)}`;
      const rest = valuesOf(name).filter((one) => one !== value);
      buttons.push(make("button.chip", { type: "button", "aria-label": say("filters.remove", { name: words }), onclick: () => change({ [name]: rest }, changed) },
        make("bdi", {}, words), make("span", { "aria-hidden": "true" }, " ×")));
    }
  }
  const none = Object.fromEntries(FILTERS.map((name) => [name, ""]));
  if (buttons.length > 1) buttons.push(make("button.plain", { type: "button", onclick: () => change(none, changed) }, say("filters.clear")));
  fill("chosen", buttons);
}

function filterWords(name) {
  const listed = LISTED.find(([one]) => one === name);
  if (listed) return `${say(listed[1])}:`;
  const day = DAYS.find(([one]) => one === name);
  return day ? `${say(day[1])} ${say(day[2])}` : `${say("filters.confidence")}`;
}

// A change of the filters shows the first rows and lanes again.
function change(changes, changed) {
  const focused = document.activeElement?.name;
  writeState({ ...changes, offset: "", lanes: "", undated: "" });
  buildFilters(changed);
  if (focused) document.querySelector(`#filter-form [name="${focused}"]`)?.focus();
  changed();
}
