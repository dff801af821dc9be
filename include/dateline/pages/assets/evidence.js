"use strict";
// The evidence of one event: its article with the words marked, how its day was found, and every other telling.

class Evidence {
  constructor(source, closed) {
    this.source = source;
    this.dialog = document.getElementById("evidence");
    this.dialog.addEventListener("close", () => closed());
    this.dialog.addEventListener("click", (event) => event.target === this.dialog && this.dialog.close());
  }

  async open(id, mention) {
    this.asked = `${id} ${mention ?? ""}`;
    const asked = this.asked;
    if (!this.dialog.open) {
      fill(this.dialog, this.head(say("evidence.title")), make("p.quiet", { role: "status" }, say("page.loading")));
      this.dialog.showModal();
    }
    try {
      const told = await this.source.evidence(id, mention);
      if (asked === this.asked) this.show(id, told);
    } catch (error) {
      fill(this.dialog, this.head(say("evidence.title")), make("p.problem", { role: "alert" }, error.message));
    }
  }

  head(title) {
    const close = make("button.icon", { type: "button", "aria-label": say("evidence.close"), onclick: () => this.dialog.close() }, "×");
    return make("div.evidence-head", {}, make("h2", { id: "evidence-title", tabindex: -1 }, make("bdi", {}, title)), close);
  }

  show(id, { event, parties, tellings, telling_count: count, article }) {
    const row = { ...event, first: event.first_day, last: event.last_day };
    const title = event.title_language === ui ? event.title_local : ui === "en" ? event.title
      : `${valueWords("type", event.type)}: ${sidesWords({ actors: event.actor_codes, recipients: event.recipient_codes })}`;
    const sides = (role) => parties.filter((one) => one.role === role).map((one) => make("li", {}, make("bdi", {}, valueWords("party", one.code)),
      one.name ? make("small.quiet", {}, " ", make("bdi", { dir: "auto" }, one.name)) : null));
    const facts = [["table.days", daysOf(row)], ["table.status", say(`status.${event.status}`)], ["filters.type", valueWords("type", event.type)],
      ["evidence.actors", make("ul", {}, sides("actor"))], ["evidence.recipients", sides("recipient").length ? make("ul", {}, sides("recipient")) : null],
      ["table.confidence", numberWords(event.confidence)]].filter(([, told]) => told);
    fill(this.dialog, this.head(title), make("dl.facts", {}, facts.map(([word, told]) => make("div", {}, make("dt", {}, say(word)), make("dd", {}, told)))),
      make("h3", {}, say("evidence.found")), make("p.found", {}, foundWords(article)), article.time ? make("p.quiet", {}, toldDays(article.time)) : null, this.article(article), this.tellings(id, tellings, count, article));
    this.dialog.querySelector("h2").focus();
    const place = this.dialog.querySelector(".k-trigger");
    const text = this.dialog.querySelector(".text");
    if (place && text) text.scrollTop = place.offsetTop - text.clientHeight / 3;
  }

  article(article) {
    const link = webAddress(article.url);
    return make("section", {}, make("h3", {}, say("evidence.article")),
      make("p.told-by", {}, make("b", { dir: "auto", lang: article.language }, article.title ?? say("evidence.no_title")), make("span.quiet", {},
        ` ${[article.source_id, say("evidence.published_on", { day: dayWords(article.publication_day) }), languageWords(article.language)].join(" · ")} `),
      link ? make("a", { href: link, target: "_blank", rel: "noopener noreferrer" }, say("evidence.source_link")) : null),
      make("p.quiet.key", {}, say(article.is_whole ? "evidence.whole" : "evidence.sentence_only"), article.is_whole ? keyOfMarks() : null),
      make("div.text", { dir: "auto", lang: article.language, tabindex: 0, role: "region", "aria-label": say("evidence.article") }, markedWords(article.pieces)));
  }

  tellings(id, tellings, count, article) {
    const items = tellings.map((one) => {
      const link = webAddress(one.url);
      const isShown = one.event_mention_id === article.mention_id;
      const days = spanWords(one.first_day, one.last_day, one.first_day === one.last_day ? "day" : "month");
      return make("li", {}, make("span.quiet", {}, `${[dayWords(one.publication_day), one.source_id, languageWords(one.language), days, say(`status.${one.status}`)].join(" · ")} `),
        make("q", { dir: "auto", lang: one.language }, one.evidence_text), " ",
        isShown ? make("em.quiet", {}, say("evidence.shown")) : make("button.plain", { type: "button", onclick: () => this.open(id, one.event_mention_id) }, say("evidence.show")),
        link ? [" ", make("a", { href: link, target: "_blank", rel: "noopener noreferrer" }, say("evidence.source_link"))] : null);
    });
    const title = count > tellings.length ? say("evidence.first_tellings", { shown: tellings.length, count }) : say("evidence.tellings", { count });
    return make("section.tellings", {}, make("h3", {}, title), make("ol", {}, items));
  }
}
