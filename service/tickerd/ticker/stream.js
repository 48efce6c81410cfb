// Follows one blog for as long as it is wanted: state first, then every event after it, come what may.

import { seqOf } from "./fold.js";
import { TRANSPORTS } from "./transports.js";

/** A connection that says nothing for this long before its hello is given up. */
export const OPEN_SECONDS = 10;
/** How many heartbeats may be missed before the link counts as stale. */
export const STALE_HEARTBEATS = 2.5;
/** Full-jitter back-off: between nothing and this much, doubled at each loss up to the greatest. */
export const LEAST_BACKOFF_SECONDS = 0.5;
export const GREATEST_BACKOFF_SECONDS = 30;
/** A blog that is not known here is asked for again this much later. */
export const ABSENT_SECONDS = 300;

/** A link that stood this long was a good one: the back-off begins anew. */
const STOOD_SECONDS = 5;
/** How often a way that has worked may fail before another is tried; a new one may not at all. */
const PROVEN_MISSES = 4;

/** What the stream takes from the browser; tests give another. Seconds everywhere. */
export const WORLD = {
  WebSocket: globalThis.WebSocket,
  EventSource: globalThis.EventSource,
  fetch: (url, options) => globalThis.fetch(url, options),
  sleep: (seconds) => new Promise((resolve) => setTimeout(resolve, 1000 * seconds)),
  setTimeout: (act, seconds) => setTimeout(act, 1000 * seconds),
  clearTimeout: (timer) => clearTimeout(timer),
  now: () => performance.now() / 1000,
  random: Math.random,
};

/**
 * The stream of one blog.
 *
 * `show(state)` is told the blog's state at first, and anew after a reset; `tell(event)` every
 * event behind it, in order; `report({link, look, time})` how things are: `link` is one of
 * `connecting`, `live`, `reconnecting`, `stale` and `absent`, `look` is how the last look at the
 * page went, by the gateway's heartbeat of `time`.
 */
export class Stream {
  #cursor = null;
  #stopped = false;
  #end = () => {};
  #rank = 0;
  #misses = 0;
  #proven = new Set();
  #losses = 0;
  #status = { link: "connecting", look: null, time: null };

  constructor({ server, blog, show, tell, report, world = WORLD }) {
    Object.assign(this, { server, blog, show, tell, report, world });
  }

  /** The place behind the last event that was told; null while there is no state. */
  get cursor() {
    return this.#cursor;
  }

  /** Follows until `stop()`; resolves then. */
  async follow() {
    while (!this.#stopped) {
      const pause = this.#cursor ? await this.#connect() : await this.#load();
      if (!this.#stopped && pause > 0) await this.world.sleep(pause);
    }
  }

  stop() {
    this.#stopped = true;
    this.#end();
  }

  #say(news) {
    this.#status = { ...this.#status, ...news };
    if (!this.#stopped) this.report(this.#status);
  }

  // Both return the seconds to wait before going on.

  async #load() {
    const { status, state } = await this.#fetchState();
    if (this.#stopped) return 0;
    if (status === 404) {
      this.#say({ link: "absent" });
      return ABSENT_SECONDS;
    }
    if (!state) {
      this.#say({ link: "reconnecting" });
      return this.#backOff();
    }
    this.#cursor = state.cursor;
    this.show(state);
    this.#say({ look: state.look ?? null });
    return 0;
  }

  async #fetchState() {
    const url = `${this.server}/v1/blogs/${encodeURIComponent(this.blog)}`;
    try {
      const answer = await this.world.fetch(url, { cache: "no-cache" });
      return { status: answer.status, state: answer.ok ? await answer.json() : null };
    } catch {
      return { status: 0, state: null }; // no network, or half an answer
    }
  }

  async #connect() {
    const began = this.world.now();
    const { greeted, reset } = await this.#hold();
    if (this.#stopped) return 0;
    if (reset) return this.#backOff();
    if (this.#status.link !== "stale") this.#say({ link: "reconnecting" });
    this.#choose(greeted);
    if (greeted && this.world.now() - began >= STOOD_SECONDS) this.#losses = 0;
    return this.#backOff();
  }

  /** Holds one connection until it ends, in whatever way. */
  #hold() {
    return new Promise((resolve) => {
      const course = { greeted: false, reset: false, patience: OPEN_SECONDS };
      let over = false;
      let timer;
      let close = () => {};
      const end = () => {
        if (over) return;
        over = true;
        this.world.clearTimeout(timer);
        close();
        resolve(course);
      };
      const wait = () => {
        this.world.clearTimeout(timer);
        timer = this.world.setTimeout(() => {
          if (course.greeted) this.#say({ link: "stale" });
          end();
        }, course.patience);
      };
      const take = (frame) => {
        if (over) return;
        this.#take(frame, course);
        if (course.reset || frame.frame === "bye") end();
        else wait();
      };
      this.#end = end;
      wait();
      try {
        const link = { server: this.server, blog: this.blog, take, end };
        Object.defineProperty(link, "cursor", { get: () => this.#cursor });
        close = TRANSPORTS[this.#rank](this.world, link);
      } catch {
        end(); // the browser forbids this way here: mixed content, or a policy of the page
      }
      if (over) close();
    });
  }

  #take(frame, course) {
    if (frame.specversion) {
      this.#advance(frame.id);
      this.tell(frame);
      return;
    }
    if (frame.frame === "hello") {
      course.greeted = true;
      course.patience = STALE_HEARTBEATS * frame.heartbeat_seconds;
    } else if (frame.frame === "live") {
      this.#advance(frame.cursor);
      this.#say({ link: "live" });
    } else if (frame.frame === "heartbeat") {
      if (this.#status.link === "live") this.#advance(frame.cursor);
      this.#say({ look: frame.blogs?.[this.blog] ?? null, time: frame.time });
    } else if (frame.frame === "reset") {
      course.reset = true;
      this.#cursor = null;
    }
  }

  #advance(cursor) {
    if (seqOf(cursor) >= seqOf(this.#cursor)) this.#cursor = cursor;
  }

  // A way that never worked here is left at once, one that did only when it fails again and again;
  // from polling we always go back to the best.
  #choose(greeted) {
    const last = this.#rank === TRANSPORTS.length - 1;
    if (greeted) this.#proven.add(this.#rank);
    this.#misses = greeted ? 0 : this.#misses + 1;
    const spent = this.#misses >= (this.#proven.has(this.#rank) ? PROVEN_MISSES : 1);
    if (last) this.#rank = 0;
    else if (spent) this.#rank += 1;
    if (last || spent) this.#misses = 0;
  }

  #backOff() {
    const ceiling = LEAST_BACKOFF_SECONDS * 2 ** this.#losses;
    this.#losses += 1;
    return this.world.random() * Math.min(ceiling, GREATEST_BACKOFF_SECONDS);
  }
}
