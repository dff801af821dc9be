"use strict";
// The page "Explain": a text and its publication day in, its dates and events out, with how each was found.

function buildForm() {
  const text = make("textarea", { name: "text", rows: 7, dir: "auto", maxlength: embedded.longest, required: true, value: valueOf("text") });
  const day = make("input", { type: "date", name: "published_on", required: true, min: "0001-01-01", max: "9999-12-31", value: valueOf("published_on") || toDay(Date.now()) });
  const language = make("select", { name: "language" }, make("option", { value: "" }, say("explain.detect")),
    embedded.languages.map((code) => make("option", { value: code, selected: valueOf("language") === code }, languageWords(code))));
  const labelled = (word, control) => make("label", {}, make("span", {}, say(word)), control);
  const form = fill("ask", labelled("explain.text", text), make("div.row", {}, labelled("explain.published_on", day), labelled("explain.language", language),
    make("button.primary", { type: "submit" }, say("explain.ask"))));
  form.onsubmit = (event) => {
    event.preventDefault();
    writeState({ text: text.value, published_on: day.value, language: language.value });
    ask();
  };
}

async function ask() {
  const note = document.getElementById("note");
  const main = document.querySelector("main");
  main.setAttribute("aria-busy", "true");
  fill("answer", make("p.quiet", { role: "status" }, say("page.loading")));
  try {
    const body = JSON.stringify({ text: valueOf("text"), published_on: valueOf("published_on"), language: valueOf("language") });
    const answer = await fetch("api/explain", { method: "POST", headers: { "Content-Type": "application/json" }, body });
    const told = await answer.json();
    if (answer.status === 401) throw new Error(say("page.signed_out"));
    if (!answer.ok) throw new Error(say("page.failed", { reason: told.detail }));
    note.hidden = true;
    choices = told.names;
    show(told);
  } catch (error) {
    note.textContent = error.message;
    note.hidden = false;
    fill("answer");
  } finally {
    main.removeAttribute("aria-busy");
  }
}

function show(told) {
  const text = make("section.card", {}, make("h2", {}, say("explain.marked")),
    make("p.quiet.key", {}, say("explain.read_as", { language: languageWords(told.language), day: dayWords(told.published_on) }), keyOfMarks()),
    make("div.text.whole", { dir: "auto", lang: told.language }, markedWords(told.pieces)));
  const events = make("section.card", {}, make("h2", {}, say("explain.events", { count: told.events.length })), told.events.map((one) => eventCard(one, told.language)),
    missed(told.missed_events.map((one) => [one.text, `${valueWords("type", one.type)}: ${say(`missed.${one.reason}`)}`]), told.language));
  const times = make("section.card", {}, make("h2", {}, say("explain.times", { count: told.times.length })), told.times.map((one) => timeCard(one, told.language)),
    missed(told.missed_times.map((one) => [one.text, say(`missed.${one.reason}`)]), told.language));
  fill("answer", text, events, times);
}

function eventCard(event, language) {
  const found = make("article.found-one", {}, make("h3", {}, `${valueWords("type", event.type)}: ${sidesWords(event)}`),
    make("p.facts-line", {}, [spanWords(event.first_day, event.last_day, event.granularity), say(`status.${event.status}`), `${say("table.confidence")} ${numberWords(event.confidence)}`].join(" · ")),
    make("p.sentence", { dir: "auto", lang: language }, markedWords(event.pieces)));
  const facts = [
    ["evidence.trigger", [make("code", { dir: "ltr" }, event.trigger), ` (${event.form}), `, say("explain.frame"), " ", make("code", { dir: "ltr" }, event.frame)]],
    ...event.parties.map((party) => [`evidence.${party.role}`, [make("bdi", {}, valueWords("party", party.code)), ": ", make("bdi", { lang: language }, [party.person, party.name].filter(Boolean).join(", ")),
      make("small.quiet", {}, ` (${say("explain.looked_for")} `, make("code", { dir: "ltr" }, party.places.join(", ")), ")")]]),
    ["table.status", [event.cues.length ? event.cues.map((cue, place) => [place ? ", " : "", make("bdi", { lang: language }, cue)]) : say("explain.by_form")]],
    ["table.days", [event.time ? say("explain.tied", { words: isolated(event.time) }) : say(`evidence.${event.date_basis}`, { words: "…" })]],
  ];
  found.append(make("dl.how", {}, facts.map(([word, told]) => make("div", {}, make("dt", {}, say(word)), make("dd", {}, told)))));
  return found;
}

function timeCard(time, language) {
  const days = time.first_day ? spanWords(time.first_day, time.last_day, time.granularity) : say(`reason.${time.reason}`);
  const counted = time.anchor_on && time.anchor_basis !== "absolute" ? say("explain.counted", { anchor: anchorWords(time) }) : say("explain.uncounted");
  return make("article.found-one", {}, make("h3", {}, make("bdi", { lang: language }, time.text)),
    make("p.facts-line", {}, [time.is_approximate ? say("days.about", { days }) : days, counted].join(" · ")),
    make("p.quiet", {}, make("bdi", { dir: "ltr", lang: "en" }, `${time.meaning}; ${time.pattern} = ${time.operation}; ${time.kind} ${time.value ?? "–"}${time.edtf ? `, EDTF ${time.edtf}` : ""}`)),
    time.first_day && time.reason ? make("p.problem", {}, say(`reason.${time.reason}`)) : null);
}

function missed(pairs, language) {
  if (!pairs.length) return null;
  return make("details.missed", {}, make("summary", {}, say("explain.missed", { count: pairs.length })),
    make("ul", {}, pairs.map(([words, why]) => make("li", {}, make("bdi", { lang: language }, words), ": ", why))));
}

function build() {
  sayAll();
  buildTop(build);
  buildForm();
  if (valueOf("text") && valueOf("published_on")) ask();
  else document.querySelector("main").removeAttribute("aria-busy");
}

build();
