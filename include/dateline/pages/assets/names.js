"use strict";
// Codes in the reader's words: parties, types, statuses, languages.

let choices = {};

function valueWords(name, value) {
  if (name === "status") return say(`status.${value}`);
  if (name === "language") return languageWords(value);
  const known = choices[name === "with" ? "party" : name]?.find((one) => one.value === value);
  return known?.[ui] ?? known?.en ?? value;
}

function languageWords(code) {
  try {
    return new Intl.DisplayNames([locale()], { type: "language" }).of(code);
  } catch {
    return code;
  }
}

function partyWords(codes) {
  return codes ? new Intl.ListFormat(locale(), { type: "unit", style: "short" }).format(codes.split(",").map((code) => valueWords("party", code))) : "";
}

// Who to whom, in one line that reads from the reader's own side.
function sidesWords(event) {
  const [actors, recipients] = [partyWords(event.actors), partyWords(event.recipients)];
  return [actors, recipients].filter(Boolean).join(isRightToLeft() ? " ← " : " → ");
}
