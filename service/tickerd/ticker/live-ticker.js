// <live-ticker src="https://host/v1/blogs/ID">: a live blog on anybody's page, kept true as it changes.

import { Announcer } from "./announcer.js";
import { Feed } from "./feed.js";
import { fold } from "./fold.js";
import { learnLanguage } from "./language.js";
import { ignore, watch } from "./moments.js";
import { make } from "./nodes.js";
import { describe, makeUpdated } from "./status.js";
import { Stream } from "./stream.js";
import { STYLE } from "./style.js";

/** Events that come within this time are drawn together. */
const GATHER_MILLISECONDS = 50;
/** How far the top of the posts may have left the view before the reader counts as reading. */
const READING_PIXELS = 8;

/**
 * The element. Attributes: `src`, the address of the blog's state; `level`, the heading level of
 * its headline (2 unless given); `lang`, else that of the page around it, is the language of its own
 * words. Until the state is there, and without JavaScript, the element's
 * own content shows; if there is no such blog, a line under it says so. Looks: custom properties `--ticker-…` and `::part(…)`, see style.js; it is
 * light or dark as the `color-scheme` of the page around it.
 */
export class LiveTicker extends HTMLElement {
  static observedAttributes = ["src", "level", "lang"];

  #connected = false;
  #run = 0;
  #stream = null;
  #language = null;
  #state = null;
  #report = { link: "connecting", look: null, time: null };
  #waiting = [];
  #gathering = null;
  #held = new Set();
  #paused = false;
  #parts;
  #feed;
  #announcer;

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [STYLE];
    root.append(make("slot"));
  }

  connectedCallback() {
    this.#connected = true;
    this.#start();
  }

  disconnectedCallback() {
    this.#connected = false;
    this.#stop();
  }

  attributeChangedCallback(_name, before, after) {
    // Those of the page's own HTML are told before the element is connected by us.
    if (!this.#connected || before === after) return;
    this.#stop();
    this.#start();
  }

  /** The heading level of the headline; posts have the next one. */
  get level() {
    return Math.min(5, Math.max(1, Number.parseInt(this.getAttribute("level"), 10) || 2));
  }

  async #start() {
    const run = ++this.#run;
    const src = this.getAttribute("src");
    const place = readSource(src, this.ownerDocument.baseURI);
    if (!place) {
      this.#complain(src ? `${src} is no address of a blog; it ends in /v1/blogs/ID` : NO_SOURCE);
      return;
    }
    const language = await learnLanguage(this);
    if (run !== this.#run) return; // it has left the page, or was sent elsewhere, meanwhile
    this.#language = language;
    this.#stream = new Stream({
      ...place,
      show: (state) => this.#show(state),
      tell: (event) => this.#gather(event),
      report: (report) => this.#note(report),
    });
    this.#stream.follow();
    watch(this.shadowRoot, language.locale);
  }

  #stop() {
    this.#run += 1;
    ignore(this.shadowRoot);
    this.#stream?.stop();
    this.#announcer?.stop();
    clearTimeout(this.#gathering);
    this.#stream = this.#parts = this.#state = this.#gathering = null;
    this.#waiting = [];
    this.#held.clear();
    this.#paused = false;
    this.#report = { link: "connecting", look: null, time: null };
    this.shadowRoot.replaceChildren(make("slot"));
  }

  // ---------------------------------------------------------------- what the stream says

  #show(state) {
    this.#waiting = [];
    if (!this.#parts) this.#build();
    this.#advance(this.#state ? keepSame(this.#state, state) : state);
  }

  #gather(event) {
    this.#waiting.push(event);
    this.#gathering ??= setTimeout(() => this.#apply(), GATHER_MILLISECONDS);
  }

  #note(report) {
    this.#report = report;
    if (this.#parts) this.#drawStatus();
    else if (report.link === "absent") {
      this.#complain(`This blog is not known at ${this.#stream.server}: ${this.#stream.blog}`);
    }
  }

  /** Says under the element's own content why no blog shows, and to those who made the page. */
  #complain(words) {
    const line = make("p", { part: "trouble" }, words);
    if (this.shadowRoot.querySelector("[part=trouble]")?.textContent === words) return;
    this.shadowRoot.replaceChildren(make("slot"), line);
    console.warn(`live-ticker: ${words}`);
  }

  #apply() {
    this.#gathering = null;
    const events = this.#waiting.splice(0);
    for (const { type } of events) {
      if (type.includes(".post.")) this.#announcer.count(type.split(".").at(-1));
    }
    this.#advance(fold(this.#state, events));
  }

  /** Goes over to another state; posts that it brings wait if they would push what is being read. */
  #advance(state) {
    const known = new Set((this.#state ?? state).posts.map(({ post }) => post.id));
    const fresh = new Set(state.posts.map(({ post }) => post.id).filter((id) => !known.has(id)));
    this.#state = state;
    if (this.#paused || this.#isReading()) {
      fresh.forEach((id) => this.#held.add(id));
      fresh.clear();
    } else {
      this.#held.forEach((id) => fresh.add(id));
      this.#held.clear();
    }
    this.#draw(fresh);
  }

  // ---------------------------------------------------------------- drawing

  #build() {
    const heading = `h${this.level}`;
    const say = (phrase) => this.#language.say(phrase);
    const { tongue } = this.#language;
    const parts = {
      headline: make(heading, { id: "headline", part: "headline", dir: "auto" }),
      standfirst: make("p", { part: "standfirst", dir: "auto" }),
      status: make("span", { part: "status" }),
      updated: make("span", { part: "updated" }),
      pause: make("button", { part: "pause", type: "button" }, say("pause")),
      held: make("button", { part: "held", type: "button", ...tongue, hidden: true }),
      feed: make("div", { part: "feed", role: "feed" }),
      older: make("button", { part: "older", type: "button", ...tongue, hidden: true }),
      note: make("p", { part: "note", ...tongue, tabindex: "-1" }, say("note")),
      voice: make("p", { part: "voice", ...tongue, role: "status" }),
    };
    // Of several tickers in a page each button says which one it belongs to.
    for (const each of [parts.pause, parts.held, parts.older]) each.setAttribute("aria-describedby", "headline");
    parts.pause.addEventListener("click", () => this.#pause(!this.#paused));
    parts.held.addEventListener("click", () => this.#release());
    parts.older.addEventListener("click", () => this.#older());
    this.#parts = parts;
    this.#feed = new Feed(parts.feed, {
      before: [parts.held, parts.pause],
      after: [parts.older, parts.note],
    });
    this.#announcer = new Announcer(parts.voice, this.#language);
    const line = make("p", { part: "line", ...tongue }, parts.status, parts.updated, parts.pause);
    this.shadowRoot.replaceChildren(
      make("header", { part: "header" }, parts.headline, parts.standfirst, line),
      make("div", { part: "shelf" }, parts.held),
      parts.feed,
      parts.older,
      parts.note,
      parts.voice,
    );
  }

  #draw(fresh) {
    if (!this.#paused) {
      const posts = this.#state.posts.filter(({ post }) => !this.#held.has(post.id));
      this.#drawHead();
      this.#feed.draw(posts, { ...this.#context(), now: new Date() }, fresh);
      const hidden = this.#feed.hidden(posts.length);
      this.#parts.older.hidden = hidden === 0;
      this.#parts.older.textContent = this.#language.say("older", { count: hidden });
    }
    const { held } = this.#parts;
    held.hidden = this.#held.size === 0;
    held.textContent = this.#language.say("fresh", { count: this.#held.size });
    this.#drawStatus();
  }

  #drawHead() {
    const { headline, standfirst, feed } = this.#parts;
    headline.textContent = this.#state.headline ?? this.#state.blog.url;
    standfirst.textContent = this.#state.standfirst ?? "";
    const { lang } = this.#context();
    if (lang) headline.lang = standfirst.lang = lang;
    feed.setAttribute("aria-label", headline.textContent);
  }

  #drawStatus() {
    const { status, updated } = this.#parts;
    const now = new Date();
    const { state, words } = describe(this.#report, this.#state, now, this.#language);
    const paused = this.#paused && state === "live";
    status.textContent = paused ? this.#language.say("paused") : words;
    status.part.value = `status status-${paused ? "paused" : state}`;
    updated.replaceChildren(...makeUpdated(this.#state, now, this.#language));
  }

  #context() {
    const { server, blog } = this.#stream;
    const lang = this.#state.blog.source?.language;
    return { server, blog, lang, level: this.level, language: this.#language };
  }

  // ---------------------------------------------------------------- what the reader does

  #pause(paused) {
    this.#paused = paused;
    this.#parts.pause.textContent = this.#language.say(paused ? "goOn" : "pause");
    if (!paused) this.#held.clear();
    this.#draw();
  }

  #release() {
    const fresh = new Set(this.#held);
    this.#held.clear();
    if (this.#paused) this.#pause(false);
    this.#draw(fresh);
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.#feed.visit(fresh, still ? "instant" : "smooth");
  }

  #older() {
    this.#feed.extend();
    this.#draw();
  }

  /** Whether the top of the posts has been scrolled out of view, so that a new one would push. */
  #isReading() {
    return this.#parts.feed.getBoundingClientRect().top < viewTop(this) - READING_PIXELS;
  }
}

const NO_SOURCE = "This ticker needs the address of a blog: src=…/v1/blogs/ID";

/** The server and blog of `…/v1/blogs/ID`; null if the address is another. */
function readSource(src, base) {
  if (!src || !URL.canParse(src, base)) return null;
  const url = new URL(src, base);
  const found = /^(.*)\/v1\/blogs\/([^/]+)\/?$/.exec(url.pathname);
  if (!found || !/^https?:$/.test(url.protocol)) return null;
  return { server: url.origin + found[1], blog: decodeURIComponent(found[2]) };
}

/** A state that was fetched anew, with the very objects of the posts that did not change: see Feed. */
function keepSame(before, state) {
  const known = new Map(before.posts.map((each) => [each.post.id, each]));
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
  const posts = state.posts.map((each) => {
    const old = known.get(each.post.id);
    return old && old.change === each.change && same(old.post, each.post) ? old : each;
  });
  return { ...state, posts };
}

/** Where the view of an element begins: at the top of the window, or of the box that scrolls it. */
function viewTop(element) {
  for (let box = element; box; box = box.parentElement ?? box.getRootNode().host) {
    if (box === box.ownerDocument.scrollingElement) break;
    if (/auto|scroll/.test(getComputedStyle(box).overflowY)) {
      return Math.max(0, box.getBoundingClientRect().top);
    }
  }
  return 0;
}
