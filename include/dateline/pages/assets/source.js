"use strict";
// Where the events come from: the server, whose answers are kept for a moment so that going back is at once.

const FILTERS = ["party", "with", "type", "status", "language", "source", "since", "until", "told_since", "told_until", "confidence", "words"];

class Server {
  #kept = new Map();

  async #ask(path, query = "") {
    const address = `${path}?${query}`;
    if (!this.#kept.has(address)) {
      this.#kept.set(address, this.#fetch(address));
      if (this.#kept.size > 40) this.#kept.delete(this.#kept.keys().next().value);
    }
    try {
      return await this.#kept.get(address);
    } catch (error) {
      this.#kept.delete(address);
      throw error;
    }
  }

  async #fetch(address) {
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    if (answer.status === 401) throw new Error(say("page.signed_out"));
    const told = await answer.json();
    if (!answer.ok) throw new Error(say("page.failed", { reason: told.detail ?? answer.status }));
    return told;
  }

  choices() {
    return this.#ask("api/choices");
  }

  chart(window, offset) {
    return this.#ask("api/chart", this.#query({ ...window, offset, lane: valueOf("lane") }));
  }

  listing(window, offset) {
    return this.#ask("api/events", this.#query({ ...this.#listed(window), offset }));
  }

  evidence(id, mention) {
    return this.#ask("api/evidence", new URLSearchParams({ event: id, ...(mention ? { mention } : {}) }).toString());
  }

  downloads(window) {
    const query = this.#query(this.#listed(window));
    return { csv: `api/events.csv?${query}`, parquet: `api/events.parquet?${query}` };
  }

  #listed(window) {
    return valueOf("undated") ? { undated: 1 } : window;
  }

  #query(more) {
    const query = new URLSearchParams(stateQuery(FILTERS));
    for (const [name, value] of Object.entries(more)) if (value || value === 0) query.set(name, value);
    return query.toString();
  }
}
