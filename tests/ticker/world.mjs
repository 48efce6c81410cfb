// A world for the stream: sockets and sources that we play, answers that we give, time that we turn.

import { Stream } from "../../service/tickerd/ticker/stream.js";

export const BLOG = "example-org-pijfk5wn";
export const SERVER = "https://ticker.example";

/** What the stream takes from the browser. */
export class World {
  time = 0;
  timers = [];
  sockets = [];
  sources = [];
  requests = [];
  naps = [];
  answers = () => ({ status: 404 });

  constructor() {
    const world = this;
    this.WebSocket = class {
      constructor(url) {
        Object.assign(this, { url, closed: false });
        world.sockets.push(this);
      }
      close() {
        this.closed = true;
      }
      say(frame) {
        this.onmessage({ data: typeof frame === "string" ? frame : JSON.stringify(frame) });
      }
    };
    this.EventSource = class {
      constructor(url) {
        Object.assign(this, { url, closed: false, listeners: {} });
        world.sources.push(this);
      }
      addEventListener(name, listener) {
        this.listeners[name] = listener;
      }
      close() {
        this.closed = true;
      }
      say(frame) {
        const hear = frame.frame ? this.listeners[frame.frame] : this.onmessage;
        hear({ data: JSON.stringify(frame) });
      }
    };
  }

  random = () => 1;
  now = () => this.time;
  setTimeout = (act, seconds) => {
    const timer = { act, at: this.time + seconds };
    this.timers.push(timer);
    return timer;
  };
  clearTimeout = (timer) => {
    this.timers = this.timers.filter((each) => each !== timer);
  };
  sleep = (seconds) => {
    this.naps.push(seconds);
    return new Promise((wake) => this.setTimeout(wake, seconds));
  };
  fetch = async (url) => {
    this.requests.push(url);
    const { status, body } = this.answers(url);
    if (status === 0) throw new TypeError("no network");
    return { status, ok: status < 300, json: async () => body };
  };

  /** Lets time pass: every timer that falls due acts, in order. */
  async pass(seconds) {
    const end = this.time + seconds;
    for (;;) {
      await settle();
      const due = this.timers.filter(({ at }) => at <= end).sort((one, other) => one.at - other.at);
      if (due.length === 0) break;
      this.time = Math.max(this.time, due[0].at);
      this.clearTimeout(due[0]);
      due[0].act();
    }
    this.time = end;
  }
}

/** Lets promises that are ready run to their end. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

/** A stream that follows in such a world, and what it told. */
export async function begin({ cursor = "e1-7", answers } = {}) {
  const world = new World();
  world.answers = answers ?? (() => ({ status: 200, body: { cursor, posts: [], look: null } }));
  const told = { states: [], events: [], links: [], reports: [] };
  const stream = new Stream({
    server: SERVER,
    blog: BLOG,
    world,
    show: (state) => told.states.push(state),
    tell: (each) => told.events.push(each.id),
    report: (report) => {
      told.reports.push(report);
      if (told.links.at(-1) !== report.link) told.links.push(report.link);
    },
  });
  const done = stream.follow();
  await settle();
  return { world, stream, told, done };
}
