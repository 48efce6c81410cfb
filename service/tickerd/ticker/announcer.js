// Tells screen readers what came, politely: counts, and never more often than every 20 seconds.

const COLLECT_SECONDS = 1;
const REST_SECONDS = 20;

/** The phrase of each happening. */
const PHRASES = {
  added: "fresh",
  revised: "revisedCount",
  removed: "removedCount",
  restored: "restoredCount",
};

/** Collects happenings and says them in one sentence, in a live region. */
export class Announcer {
  #counts = {};
  #timer;
  #restUntil = 0;

  /**
   * @param {HTMLElement} region  an element with role="status"
   * @param {import("./language.js").Language} language
   */
  constructor(region, language) {
    this.region = region;
    this.language = language;
  }

  /** @param {"added" | "revised" | "removed" | "restored"} happening */
  count(happening) {
    this.#counts[happening] = (this.#counts[happening] ?? 0) + 1;
    const rest = Math.max(1000 * COLLECT_SECONDS, this.#restUntil - performance.now());
    this.#timer ??= setTimeout(() => this.#speak(), rest);
  }

  stop() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #speak() {
    this.#timer = undefined;
    this.#restUntil = performance.now() + 1000 * REST_SECONDS;
    const said = Object.keys(PHRASES).filter((happening) => this.#counts[happening]);
    const phrase = (each) => this.language.say(PHRASES[each], { count: this.#counts[each] });
    this.region.textContent = said.map(phrase).join(", ");
    this.#counts = {};
  }
}
