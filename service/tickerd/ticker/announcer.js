// Tells screen readers what came, politely: counts, and never more often than every 20 seconds.

const COLLECT_SECONDS = 1;
const REST_SECONDS = 20;

const WORDS = {
  added: (count) => (count === 1 ? "1 new post" : `${count} new posts`),
  revised: (count) => `${count} edited`,
  removed: (count) => `${count} removed`,
  restored: (count) => `${count} back again`,
};

/** Collects happenings and says them in one sentence, in a live region. */
export class Announcer {
  #counts = {};
  #timer;
  #restUntil = 0;

  /** @param {HTMLElement} region  an element with role="status" */
  constructor(region) {
    this.region = region;
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
    const said = Object.keys(WORDS).filter((happening) => this.#counts[happening]);
    this.region.textContent = said.map((each) => WORDS[each](this.#counts[each])).join(", ");
    this.#counts = {};
  }
}
