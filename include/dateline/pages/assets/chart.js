"use strict";
// The chart: overview, axis and lanes over one window of days, moved by pointer, wheel, keys and buttons.

const GUTTER = 190;
const NARROW = 700;
const LANE_PAGE = 12;
const TICK_WORDS = 36; // pixels that the words of a tick take
const UNIT_STEPS = [["day", 1, 1], ["day", 2, 2], ["day", 7, 7], ["month", 30, 1], ["month", 91, 3], ["year", 365, 1], ["year", 730, 2], ["year", 1826, 5], ["year", 3652, 10],
  ["year", 9131, 25], ["year", 18262, 50], ["year", 36525, 100]];
const SHORTEST = 5 * DAY;

class Chart {
  constructor({ moved, open }) {
    this.moved = moved;
    this.open = open;
    this.told = null;
    this.window = null;
    this.holder = document.getElementById("lanes");
    document.body.append(fades());
    this.listen();
    new ResizeObserver(() => this.draw()).observe(document.querySelector("main"));
  }

  show(told) {
    this.told = told;
    this.window = told.window[0] ? { first: told.window[0], last: told.window[1] } : null;
    this.draw();
  }

  // The days that hold all events, with a little room on both sides.
  get whole() {
    const { begins, ends } = this.told;
    const room = Math.max(DAY, (toTime(ends) - toTime(begins)) * 0.02);
    return [toTime(begins) - room, toTime(ends) + room];
  }

  draw() {
    if (!this.told) return;
    const isNarrow = document.querySelector("main").clientWidth < NARROW;
    this.width = Math.max(120, this.holder.clientWidth - (isNarrow ? 0 : GUTTER));
    const shown = ["overview", "axis"].map((id) => document.getElementById(id));
    if (!this.window || !this.told.lanes.length) {
      shown.forEach((one) => one.replaceChildren());
      fill(this.holder, make("p.quiet.nothing", {}, say("page.nothing")));
      if (this.window) this.drawOverview();
      return;
    }
    this.scaled = scale(this.window, this.width);
    this.ticks = ticksOf(this.window, this.width);
    this.drawOverview();
    this.drawAxis();
    this.drawLanes();
  }

  drawAxis() {
    const axis = make("svg.strip", { width: this.width, height: 24 });
    for (const { time, words, isMajor } of this.ticks) {
      const x = this.scaled.x(this.scaled.place(time));
      axis.append(make(`line.tick${isMajor ? ".major" : ""}`, { x1: x, x2: x, y1: 16, y2: 24 }));
      if (this.scaled.place(time) > this.width - TICK_WORDS) continue;
      axis.append(make(`text${isMajor ? ".major" : ""}`, { x: x + (isRightToLeft() ? -4 : 4), y: 14, "text-anchor": "start" }, words));
    }
    fill("axis", axis);
  }

  drawLanes() {
    const { lanes, marks, counts, unit } = this.told;
    const most = counts ? Math.max(...counts.map((one) => one[2])) : 0;
    const drawn = lanes.map((lane) => {
      const name = laneWords(lane.key);
      const { strip, hidden } = marks
        ? drawMarks(this.scaled, marks.filter((one) => one.lane === lane.key), valueOf("lane"), this.open)
        : { strip: drawCounts(this.scaled, counts.filter((one) => one[0] === lane.key).map((one) => one.slice(1)), unit, most, (first, last) => this.move(first, last)), hidden: 0 };
      this.grid(strip);
      const label = say("chart.lane_label", { name, count: lane.count });
      strip.setAttribute("role", "group");
      strip.setAttribute("aria-label", label);
      return make("div.lane", {}, make("div.lane-name", {},
        make("button.plain", { type: "button", "data-lane": lane.key, title: label }, make("bdi", {}, name)), make("span.quiet", {}, ` ${numberWords(lane.count)}`),
        hidden ? make("small.quiet", {}, say("chart.hidden", { count: hidden })) : null), strip);
    });
    fill(this.holder, counts ? make("p.quiet.counted", {}, say("chart.counted")) : null, drawn);
    this.holder.querySelector(".mark")?.setAttribute("tabindex", "0");
  }

  grid(strip) {
    const height = strip.getAttribute("height");
    const lines = this.ticks.map(({ time, isMajor }) => {
      const x = this.scaled.x(this.scaled.place(time));
      return make(`line.grid${isMajor ? ".major" : ""}`, { x1: x, x2: x, y1: 0, y2: height });
    });
    strip.prepend(...lines);
  }

  drawOverview() {
    const { overview } = this.told;
    const [first, last] = this.whole;
    const scaled = scale({ first: toDay(first), last: toDay(last) }, this.width);
    const height = 34;
    const strip = make("svg.strip", { width: this.width, height, role: "img", "aria-label": say("chart.overview") });
    const most = Math.max(1, ...overview.steps.map((one) => one[1]));
    for (const [day, count] of overview.steps) {
      const { x, width } = box(scaled, scaled.place(toTime(day)), scaled.place(stepEnd(day, overview.unit)));
      const tall = Math.max(2, Math.sqrt(count / most) * (height - 6));
      strip.append(make("rect.solid", { x, y: height - tall, width: Math.max(1, width - 0.5), height: tall }));
    }
    const start = Math.max(0, scaled.place(toTime(this.window.first)));
    const end = Math.min(this.width, scaled.place(toTime(this.window.last) + DAY));
    strip.append(make("rect.brush", { ...box(scaled, start, Math.max(end, start + 4)), y: 1, height: height - 2, rx: 3 }));
    this.overview = scaled;
    fill("overview", strip);
  }

  // ---- moving

  // Shows other days: at once with the events at hand, then with those that the source gives.
  move(first, last, isFinal = true) {
    const room = this.whole;
    const longest = Math.max(room[1] - room[0], SHORTEST);
    const length = Math.min(Math.max(last - first, SHORTEST), longest);
    const middle = Math.min(Math.max((first + last) / 2, room[0]), room[1]);
    this.window = { first: toDay(middle - length / 2), last: toDay(middle + length / 2) };
    this.draw();
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.moved(this.window), isFinal ? 120 : 400);
  }

  get times() {
    return [toTime(this.window.first), toTime(this.window.last)];
  }

  shift(share) {
    const [first, last] = this.times;
    this.move(first + (last - first) * share, last + (last - first) * share);
  }

  zoom(factor, around) {
    const [first, last] = this.times;
    const at = around ?? (first + last) / 2;
    this.move(at - (at - first) * factor, at + (last - at) * factor);
  }

  fit() {
    this.move(...this.whole);
  }

  listen() {
    const press = new Map();
    let began = null;
    const timeAt = (event) => this.scaled.time(event.clientX - this.holder.querySelector(".strip").getBoundingClientRect().left);
    this.holder.addEventListener("wheel", (event) => {
      if (!event.ctrlKey && !event.shiftKey && Math.abs(event.deltaX) <= Math.abs(event.deltaY)) return;
      if (!this.scaled) return;
      event.preventDefault();
      if (event.ctrlKey) this.zoom(Math.exp(event.deltaY / 200), timeAt(event));
      else this.shift(((event.deltaX || event.deltaY) / this.width) * (isRightToLeft() ? -1 : 1));
    }, { passive: false });
    this.holder.addEventListener("pointerdown", (event) => {
      if (event.button !== 0 || !event.target.closest(".strip")) return;
      press.set(event.pointerId, event.clientX);
      began = { places: [...press.values()], times: this.times };
    });
    addEventListener("pointermove", (event) => {
      if (!began || !press.has(event.pointerId)) return;
      press.set(event.pointerId, event.clientX);
      const places = [...press.values()];
      const [first, last] = began.times;
      const perPixel = ((last - first) / this.width) * (isRightToLeft() ? -1 : 1);
      if (places.length === 2 && began.places.length === 2) {
        const factor = Math.abs(began.places[0] - began.places[1]) / Math.max(20, Math.abs(places[0] - places[1]));
        const middle = (first + last) / 2;
        this.move(middle - ((last - first) / 2) * factor, middle + ((last - first) / 2) * factor, false);
      } else if (Math.abs(places[0] - began.places[0]) > 4) {
        this.isDragged = true;
        const by = (began.places[0] - places[0]) * perPixel;
        this.move(first + by, last + by, false);
      }
    });
    const release = (event) => {
      if (!press.delete(event.pointerId)) return;
      if (this.isDragged) this.move(...this.times);
      began = null;
      setTimeout(() => (this.isDragged = false));
    };
    addEventListener("pointerup", release);
    addEventListener("pointercancel", release);
    this.holder.addEventListener("click", (event) => {
      if (this.isDragged) event.stopPropagation();
    }, true);
    this.holder.addEventListener("dblclick", (event) => event.target.closest(".strip") && this.zoom(0.5, timeAt(event)));
    this.holder.addEventListener("keydown", (event) => this.pressKey(event));
    this.listenToOverview();
    this.listenToTips();
  }

  listenToOverview() {
    const place = document.getElementById("overview");
    let from = null;
    const timeAt = (event) => this.overview.time(event.clientX - place.querySelector("svg").getBoundingClientRect().left);
    place.addEventListener("pointerdown", (event) => {
      from = timeAt(event);
      place.setPointerCapture(event.pointerId);
    });
    place.addEventListener("pointermove", (event) => {
      if (from === null) return;
      const to = timeAt(event);
      if (Math.abs(to - from) > SHORTEST) this.move(Math.min(from, to), Math.max(from, to), false);
    });
    place.addEventListener("pointerup", (event) => {
      const to = timeAt(event);
      const [first, last] = this.times;
      if (Math.abs(to - from) <= SHORTEST) this.move(to - (last - first) / 2, to + (last - first) / 2);
      from = null;
    });
  }

  listenToTips() {
    const tip = document.getElementById("tip");
    this.holder.addEventListener("pointerover", (event) => {
      const told = event.target.closest("[data-event], [data-tip]");
      tip.hidden = !told;
      if (!told) return;
      tip.textContent = told.dataset.tip ?? told.getAttribute("aria-label");
      const { bottom, left, width } = told.getBoundingClientRect();
      tip.style.top = `${Math.min(bottom + 8, innerHeight - 60)}px`;
      tip.style.left = `${Math.min(Math.max(8, Math.max(left, 0) + Math.min(width, 40) / 2), innerWidth - tip.offsetWidth - 8)}px`;
    });
    this.holder.addEventListener("pointerleave", () => (tip.hidden = true));
    addEventListener("scroll", () => (tip.hidden = true), { passive: true });
  }

  // Arrow keys move among the events when one has the focus; with Shift, and elsewhere, they move the days.
  pressKey(event) {
    const mark = event.target.closest?.(".mark");
    const ahead = isRightToLeft() ? "ArrowLeft" : "ArrowRight";
    const acts = { "+": () => this.zoom(0.5), "=": () => this.zoom(0.5), "-": () => this.zoom(2), 0: () => this.fit() };
    if (acts[event.key]) acts[event.key]();
    else if (mark && (event.key === "Enter" || event.key === " ")) this.open(mark.dataset.event);
    else if (["ArrowLeft", "ArrowRight"].includes(event.key)) {
      const step = event.key === ahead ? 1 : -1;
      if (mark && !event.shiftKey) this.focusNext(mark, step);
      else this.shift(step * 0.25);
    } else if (mark && ["ArrowUp", "ArrowDown"].includes(event.key)) this.focusLane(mark, event.key === "ArrowDown" ? 1 : -1);
    else return;
    event.preventDefault();
  }

  focusNext(mark, step) {
    const marks = [...mark.closest(".strip").querySelectorAll(".mark")];
    this.focus(mark, marks[marks.indexOf(mark) + step]);
  }

  focusLane(mark, step) {
    const strips = [...this.holder.querySelectorAll(".lane .strip")].filter((one) => one.querySelector(".mark"));
    const next = strips[strips.indexOf(mark.closest(".strip")) + step];
    const near = [...(next?.querySelectorAll(".mark") ?? [])].sort((one, other) => Math.abs(one.dataset.x - mark.dataset.x) - Math.abs(other.dataset.x - mark.dataset.x));
    this.focus(mark, near[0]);
  }

  focus(mark, next) {
    if (!next) return;
    mark.setAttribute("tabindex", "-1");
    next.setAttribute("tabindex", "0");
    next.focus();
  }
}

function laneWords(key) {
  if (key === "*") return say("chart.many");
  if (valueOf("lane") === "type") return valueWords("type", key);
  return key.split(" ").map((code) => valueWords("party", code)).join(" – ");
}

// Marks of the axis at whole days, months or years, so far apart that their words fit.
function ticksOf(window, width) {
  const [first, last] = [toTime(window.first), toTime(window.last) + DAY];
  const least = ((last - first) / width) * 74;
  const [unit, , step] = UNIT_STEPS.find(([, days]) => days * DAY >= least) ?? UNIT_STEPS.at(-1);
  const at = new Date(first);
  const [year, month] = [at.getUTCFullYear(), at.getUTCMonth()];
  const starts = {
    day: (number) => first + number * step * DAY,
    month: (number) => Date.UTC(year, Math.ceil(month / step) * step + number * step, 1),
    year: (number) => Date.UTC(Math.ceil(year / step) * step + number * step, 0, 1),
  };
  const found = [];
  for (let number = 0; found.length < 200; number += 1) {
    const time = starts[unit](number);
    if (time > last) break;
    if (time < first) continue;
    const day = new Date(time);
    const isMajor = unit === "year" || (unit === "month" ? day.getUTCMonth() === 0 : day.getUTCDate() <= step && step < 7);
    const options = unit === "year" || (unit === "month" && isMajor) ? { year: "numeric" } : unit === "month" ? { month: "short" } : { day: "numeric", month: "short" };
    found.push({ time, isMajor, words: format(options).format(time) });
  }
  return found;
}

function fades() {
  const fade = (id, stops) => [
    make("linearGradient", { id: `${id}-shade` }, stops.map(([offset, opacity]) => make("stop", { offset, "stop-color": "white", "stop-opacity": opacity }))),
    make("mask", { id, maskContentUnits: "objectBoundingBox" }, make("rect", { x: -0.1, y: -1, width: 1.2, height: 3, fill: `url(#${id}-shade)` })),
  ];
  return make("svg.fades", { width: 0, height: 0, "aria-hidden": "true" }, make("defs", {},
    fade("fade-left", [[0, 0], [0.45, 1]]), fade("fade-right", [[0.55, 1], [1, 0]]), fade("fade-both", [[0, 0], [0.35, 1], [0.65, 1], [1, 0]])));
}
