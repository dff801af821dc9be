"use strict";
// Words of an article in their marks, and how a day was counted, in the reader's language.

const BASES = { publication: "publication_day", dateline: "dateline_day", speech: "speech_day", previous_mention: "previous_mention_day" };
const KINDS = ["trigger", "actor", "recipient", "time"];

// The text in pieces, each marked with what it is; the strongest kind gives the colour.
function markedWords(pieces) {
  return pieces.map(({ text, kinds }) => {
    const strong = ["trigger", "time", "actor", "recipient"].find((kind) => kinds.includes(kind));
    const told = strong ? make(`mark.k-${strong}`, { title: say(`evidence.${strong}`) }, text) : text;
    if (kinds.includes("sentence")) return make("span.k-sentence", {}, told);
    return kinds.includes("title") ? make("b", {}, told) : told;
  });
}

function keyOfMarks() {
  return KINDS.map((kind) => [" ", make(`mark.k-${kind}`, {}, say(`evidence.${kind}`))]);
}

// Words of another script keep their own direction within the sentence.
function isolated(words) {
  return `\u2068${words}\u2069`;
}

function anchorWords({ anchor_on: day, anchor_basis: basis }) {
  return `${dayWords(day)}${BASES[basis] ? ` (${say(`evidence.${BASES[basis]}`)})` : ""}`;
}

function foundWords({ time, date_basis: basis }) {
  if (!time) return say(`evidence.${basis}`, { words: "…" });
  const isAnchored = time.anchor_on && time.anchor_basis !== "absolute";
  const kind = basis === "inherited" ? (isAnchored ? "inherited_anchored" : "inherited") : isAnchored ? "anchored" : "stated";
  return say(`evidence.${kind}`, { words: isolated(time.text), anchor: isAnchored ? anchorWords(time) : "" });
}

function toldDays(time) {
  const days = spanWords(time.first_day, time.last_day, time.granularity);
  return say("evidence.told_days", { days: time.is_approximate ? say("days.about", { days }) : days });
}
