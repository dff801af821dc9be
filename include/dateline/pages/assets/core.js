"use strict";
// What every page stands on: its words, the state in its address, elements made without markup, days in words.

const embedded = JSON.parse(document.getElementById("page-data").textContent);
const allWords = embedded.words;
const UI_LANGUAGES = Object.keys(allWords);
const DAY = 86400000;

// ---- state: everything after # in the address

const STATE_DAYS = ["since", "until", "told_since", "told_until", "first", "last"];

function readState() {
  const state = {};
  for (const [name, value] of new URLSearchParams(location.hash.slice(1))) {
    if (!STATE_DAYS.includes(name) || isDay(value)) (state[name] ??= []).push(value);
  }
  return state;
}

function isDay(value) {
  return /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(`${value}T00:00:00Z`));
}

let state = readState();

function valueOf(name) {
  return state[name]?.[0] ?? "";
}

function valuesOf(name) {
  return state[name] ?? [];
}

function writeState(changes) {
  for (const [name, value] of Object.entries(changes)) {
    const several = (Array.isArray(value) ? value : [value]).filter((one) => one !== "" && one != null);
    if (several.length) state[name] = several.map(String);
    else delete state[name];
  }
  history.replaceState(null, "", `#${stateQuery(Object.keys(state).sort())}`);
}

function stateQuery(names) {
  const query = new URLSearchParams();
  for (const name of names) for (const value of valuesOf(name)) query.append(name, value);
  return query.toString();
}

// ---- language

function kept(name) {
  try {
    return localStorage.getItem(`dateline.${name}`);
  } catch {
    return null; // a page in a sandbox or a file may have no storage
  }
}

function keep(name, value) {
  try {
    localStorage.setItem(`dateline.${name}`, value);
  } catch {
    // as above: the choice lasts as long as the page
  }
}

function chosenLanguage() {
  const wanted = [valueOf("ui"), kept("ui"), ...navigator.languages.map((one) => one.split("-")[0])];
  return wanted.find((one) => UI_LANGUAGES.includes(one)) ?? UI_LANGUAGES[0];
}

let ui = chosenLanguage();

function isRightToLeft() {
  return allWords[ui].direction === "rtl";
}

function say(key, values = {}) {
  const [group, name] = key.split(/\.(.*)/s);
  const words = allWords[ui][group]?.[name] ?? key;
  return words.replace(/\{(\w+)\}/g, (_, place) => {
    const value = values[place];
    return typeof value === "number" ? numberWords(value) : (value ?? "");
  });
}

// The reader's own region where the browser tells one: month names differ from Rabat to Beirut.
function locale() {
  return navigator.languages.find((one) => one.split("-")[0] === ui) ?? ui;
}

function numberWords(number) {
  return new Intl.NumberFormat(locale()).format(number);
}

function sayAll(root = document) {
  document.documentElement.lang = ui;
  document.documentElement.dir = allWords[ui].direction;
  for (const one of root.querySelectorAll("[data-word]")) one.textContent = say(one.dataset.word);
  const page = document.body.dataset.page;
  document.title = say(`page.${page}`);
}

// ---- days

function toTime(day) {
  return Date.parse(`${day}T00:00:00Z`);
}

function toDay(time) {
  return new Date(time).toISOString().slice(0, 10);
}

const formats = new Map();

function format(options) {
  const key = `${locale()} ${JSON.stringify(options)}`;
  if (!formats.has(key)) {
    formats.set(key, new Intl.DateTimeFormat(locale(), { timeZone: "UTC", calendar: "gregory", ...options }));
  }
  return formats.get(key);
}

const LONG_DAY = { day: "numeric", month: "long", year: "numeric" };

function dayWords(day, options = LONG_DAY) {
  return format(options).format(toTime(day));
}

// The span as coarse as it was told.
function spanWords(first, last, granularity) {
  if (!first) return say("days.none");
  if (first === last) return dayWords(first);
  const isWholeMonth = granularity === "month" && first.endsWith("-01") && first.slice(0, 7) === last.slice(0, 7);
  if (isWholeMonth && toDay(toTime(last) + DAY).endsWith("-01")) return dayWords(first, { month: "long", year: "numeric" });
  if (granularity === "year" && first.slice(4) === "-01-01" && last === `${first.slice(0, 4)}-12-31`) {
    return dayWords(first, { year: "numeric" });
  }
  return format(LONG_DAY).formatRange(toTime(first), toTime(last));
}

function daysOf(event) {
  const edtf = event.edtf ?? "";
  const words = spanWords(event.first, event.last, event.granularity);
  if (!event.first) return words;
  if (event.open_last || edtf.endsWith("/..")) return say("days.since", { days: words });
  if (event.open_first || edtf.startsWith("../")) return say("days.until", { days: words });
  return event.approximate || edtf.includes("~") ? say("days.about", { days: words }) : words;
}

// ---- elements; text is always a text node, never markup

function make(name, attributes = {}, ...children) {
  const [tag, ...classes] = name.split(".");
  const isDrawn = ["svg", "g", "rect", "circle", "path", "line", "text", "defs", "mask", "linearGradient", "stop"].includes(tag);
  const one = isDrawn ? document.createElementNS("http://www.w3.org/2000/svg", tag) : document.createElement(tag);
  if (classes.length) one.setAttribute("class", classes.join(" "));
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) one.addEventListener(key.slice(2), value);
    else if (key === "value") one.value = value;
    else one.setAttribute(key, value === true ? "" : value);
  }
  one.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return one;
}

function fill(place, ...children) {
  const target = typeof place === "string" ? document.getElementById(place) : place;
  target.replaceChildren(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return target;
}

// A web address only: whatever else an article gives as its address is shown as nothing to click.
function webAddress(url) {
  return typeof url === "string" && /^https?:\/\//i.test(url) ? url : null;
}

// ---- the top of every page

function buildTop(rebuild) {
  const isAlone = Boolean(embedded.offline);
  const page = document.body.dataset.page;
  const links = (isAlone ? [] : (embedded.pages ?? [])).map((one) =>
    make("a", { href: one === "quality" ? `quality?language=${ui}` : `${one}#ui=${ui}`, "aria-current": one === page ? "page" : null }, say(`page.${one}`)),
  );
  const languages = make("select", { "aria-label": say("page.language"), onchange: (event) => changeLanguage(event.target.value, rebuild) },
    UI_LANGUAGES.map((one) => make("option", { value: one, lang: one, selected: one === ui }, allWords[one].name)));
  const theme = make("button.icon", { type: "button", "aria-label": say("page.theme"), title: say("page.theme"), onclick: changeTheme }, "◐");
  const copy = make("button", { type: "button", onclick: copyLink }, say("page.copy_link"));
  fill("top", make("strong", {}, "dateline"), links.length ? make("nav", { "aria-label": "dateline" }, links) : null,
    make("div.settings", {}, copy, languages, theme));
}

function changeLanguage(language, rebuild) {
  ui = language;
  keep("ui", ui);
  writeState({ ui });
  sayAll();
  rebuild();
  document.querySelector("#top select").focus();
}

function changeTheme() {
  const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  document.documentElement.dataset.theme = (document.documentElement.dataset.theme ?? system) === "dark" ? "light" : "dark";
  keep("theme", document.documentElement.dataset.theme);
}

// Only pages over https or on the reader's own machine get the clipboard; elsewhere the link is shown to be copied.
async function copyLink(event) {
  writeState({ ui });
  const button = event.target;
  try {
    await navigator.clipboard.writeText(location.href);
    button.textContent = say("page.copied");
  } catch {
    const shown = make("input", { value: location.href, readonly: true, "aria-label": say("page.copy_link") });
    button.replaceWith(shown);
    shown.select();
  }
}

if (kept("theme")) document.documentElement.dataset.theme = kept("theme");
