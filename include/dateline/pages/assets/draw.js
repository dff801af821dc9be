"use strict";
// How one lane is drawn: its events as points and bars, or, where they are too many, columns that count them.

const ROW = 20;
const EDGE = 10;
const POINT = 5;
const LEAST_BAR = 16;
const MOST_ROWS = 14;
const COUNT_HEIGHT = 44;
const LABEL_GAP = 12;
const LETTER = 6.3; // pixels a letter of a name takes, more or less
const NAMED_ROWS = 7;
const QUADS = ["verbal cooperation", "material cooperation", "verbal conflict", "material conflict"];

// Where a time lies on a strip so wide, with a little room at both ends; from the right where the page reads from there.
function scale(window, width) {
  const [first, last] = [toTime(window.first), toTime(window.last) + DAY];
  const inner = width - 2 * EDGE;
  return {
    width,
    place: (time) => EDGE + ((time - first) / (last - first)) * inner,
    x: (place) => (isRightToLeft() ? width - place : place),
    time: (x) => first + (((isRightToLeft() ? width - x : x) - EDGE) / inner) * (last - first),
  };
}

// From start to end along the strip, drawn from whichever side it begins.
function box(scaled, start, end) {
  return { x: Math.min(scaled.x(start), scaled.x(end)), width: Math.max(end - start, 0.5) };
}

function drawMarks(scaled, events, laneKind, open) {
  const placed = placeMarks(scaled, events, laneKind);
  const rows = Math.max(1, ...placed.shown.map((one) => one.row + 1));
  const height = rows * ROW + 6;
  const strip = make("svg.strip", { width: scaled.width, height });
  for (const one of placed.shown) strip.append(drawMark(scaled, one, open));
  return { strip, hidden: placed.hidden };
}

// Each event in the first row that is free where it begins; named where there is room for all names, behind it or,
// at the edge, before it.
function placeMarks(scaled, events, laneKind) {
  const shapes = events.map((event) => shapeOf(scaled, event));
  const place = (isNamed) => {
    const free = [];
    return shapes.map((shape) => {
      const name = isNamed ? (laneKind === "type" ? sidesWords(shape.event) : valueWords("type", shape.event.type)) : "";
      const { label, isBefore, start, end } = beside(shape, name, scaled.width);
      let row = free.findIndex((until) => until <= start);
      if (row < 0) row = free.length;
      free[row] = Math.max(free[row] ?? 0, end + 3);
      return { ...shape, row, label, isBefore };
    });
  };
  const rowsOf = (shown) => Math.max(0, ...shown.map((one) => one.row + 1));
  const named = place(true);
  const isFine = rowsOf(named) <= NAMED_ROWS && events.length <= 3 * NAMED_ROWS;
  const all = isFine ? named : place(false);
  const shown = all.filter((one) => one.row < MOST_ROWS);
  return { shown, hidden: all.length - shown.length };
}

// The name behind a shape where it fits, else before it, else cut short on the roomier side; and the room both take.
function beside(shape, name, width) {
  if (!name) return { label: "", isBefore: false, start: shape.start, end: shape.end + 3 };
  const room = LABEL_GAP + name.length * LETTER;
  const [behind, before] = [width - shape.end, shape.start];
  const isBefore = behind < room && before > behind;
  const letters = Math.floor((Math.max(behind, before) - LABEL_GAP) / LETTER);
  const label = Math.max(behind, before) >= room ? name : letters > 4 ? `${name.slice(0, letters - 1)}…` : "";
  const taken = label ? LABEL_GAP + label.length * LETTER : 3;
  return isBefore ? { label, isBefore, start: before - taken, end: shape.end } : { label, isBefore, start: before, end: shape.end + taken };
}

// A day is a point; anything coarser a bar, wider than what is known only where that could not be seen.
function shapeOf(scaled, event) {
  const [begin, finish] = [scaled.place(toTime(event.first)), scaled.place(toTime(event.last) + DAY)];
  const middle = (begin + finish) / 2;
  if (event.first === event.last) return { event, isPoint: true, middle, start: middle - POINT - 1, end: middle + POINT + 1 };
  const half = Math.max(finish - begin, LEAST_BAR) / 2;
  return { event, isPoint: false, start: Math.max(middle - half, -20), end: Math.min(middle + half, scaled.width + 20) };
}

function drawMark(scaled, shape, open) {
  const { event, row } = shape;
  const y = row * ROW + ROW / 2 + 3;
  const quad = QUADS.indexOf(event.quad);
  const words = `${valueWords("type", event.type)}: ${sidesWords(event)}, ${daysOf(event)}, ${say(`status.${event.status}`)}`;
  const mark = make(`g.mark.quad${quad < 0 ? "x" : quad}.${event.status}`, {
    role: "button", tabindex: -1, "aria-label": words, "data-event": event.id, "data-x": shape.isPoint ? shape.middle : shape.start,
    onclick: () => open(event.id),
  });
  mark.append(...(shape.isPoint ? drawPoint(scaled.x(shape.middle), y, event) : drawBar(scaled, shape, y)));
  if (shape.label) {
    const side = (isRightToLeft() ? -1 : 1) * (shape.isBefore ? -1 : 1);
    const place = scaled.x(shape.isBefore ? shape.start : Math.max(shape.end, 0)) + side * 4;
    mark.append(make("text", { x: place, y: y + 4, "text-anchor": shape.isBefore ? "end" : "start" }, shape.label));
  }
  return mark;
}

function drawPoint(x, y, event) {
  const isConflict = event.quad?.endsWith("conflict");
  const size = isConflict ? POINT + 1 : POINT;
  const body = isConflict
    ? make("path.body", { d: `M${x - size} ${y}L${x} ${y - size}L${x + size} ${y}L${x} ${y + size}Z` })
    : make("circle.body", { cx: x, cy: y, r: size });
  const more = [];
  if (event.approximate) more.push(make("circle.haze", { cx: x, cy: y, r: size + 4 }));
  if (event.status === "ongoing") more.push(make("circle.ring", { cx: x, cy: y, r: size + 3 }));
  if (event.status === "denied") more.push(make("line.strike", { x1: x - size - 2, y1: y + size + 2, x2: x + size + 2, y2: y - size - 2 }));
  more.push(...openArrows(x - size - 2, x + size + 2, y, event));
  return [make("circle.reach", { cx: x, cy: y, r: 12 }), ...more, body];
}

function drawBar(scaled, shape, y) {
  const { event } = shape;
  const { x, width } = box(scaled, shape.start, shape.end);
  const fades = [event.approximate || event.open_first, event.approximate || event.open_last];
  if (isRightToLeft()) fades.reverse();
  const mask = { "00": null, 10: "fade-left", "01": "fade-right", 11: "fade-both" }[fades.map(Number).join("")];
  const shared = { x, y: y - 6, width, height: 12, rx: event.quad?.endsWith("conflict") ? 0 : 6 };
  const parts = [make("rect.reach", { x, y: y - 10, width, height: 20 }), make("rect.body.bar", { ...shared, mask: mask && `url(#${mask})` })];
  if (event.status === "denied") parts.push(make("line.strike", { x1: x, y1: y, x2: x + width, y2: y }));
  parts.push(...openArrows(x - 1, x + width + 1, y, event));
  return parts;
}

function openArrows(left, right, y, event) {
  const ends = [event.open_first, event.open_last];
  if (isRightToLeft()) ends.reverse();
  const arrows = [];
  if (ends[0]) arrows.push(make("path.arrow", { d: `M${left} ${y - 4}l-5 4l5 4` }));
  if (ends[1]) arrows.push(make("path.arrow", { d: `M${right} ${y - 4}l5 4l-5 4` }));
  return arrows;
}

// Columns by step: the height grows with the root of the number, so that a single event still shows.
function drawCounts(scaled, counts, unit, most, zoomTo) {
  const strip = make("svg.strip", { width: scaled.width, height: COUNT_HEIGHT });
  for (const [day, count, happened] of counts) {
    const end = stepEnd(day, unit);
    const place = box(scaled, scaled.place(toTime(day)), scaled.place(end));
    const height = Math.max(2, Math.sqrt(count / most) * (COUNT_HEIGHT - 4));
    const solid = height * (happened / count);
    const at = { x: place.x + 0.5, width: Math.max(1, place.width - 1) };
    strip.append(make("g.column", { onclick: () => zoomTo(toTime(day), end - DAY), "data-tip": say("chart.step_count", { when: stepWords(day, end), count }) },
      make("rect.reach", { ...place, y: 0, height: COUNT_HEIGHT }),
      make("rect.rest", { ...at, y: COUNT_HEIGHT - height, height: height - solid }),
      make("rect.solid", { ...at, y: COUNT_HEIGHT - solid, height: solid })));
  }
  return strip;
}

function stepWords(day, end) {
  return spanWords(day, toDay(end - DAY), { 28: "month", 29: "month", 30: "month", 31: "month", 365: "year", 366: "year" }[(end - toTime(day)) / DAY]);
}

// The first moment after a step.
function stepEnd(day, unit) {
  const one = new Date(toTime(day));
  const months = { month: 1, quarter: 3, year: 12, decade: 120 }[unit];
  if (months) return Date.UTC(one.getUTCFullYear(), one.getUTCMonth() + months, 1);
  return one.getTime() + (unit === "week" ? 7 : 1) * DAY;
}
