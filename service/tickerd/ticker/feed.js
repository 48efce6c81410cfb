// The list of posts: draws what changed, keeps everything else where it is, moves by Page Up and Down.

import { fillArticle } from "./article.js";
import { make } from "./nodes.js";

/** Posts drawn at first, and added at each "Older posts". */
export const PAGE_POSTS = 50;

const FRESH_SECONDS = 4;

/** Keeps a role="feed" element showing posts, newest first. */
export class Feed {
  #around;
  #articles = new Map();
  #drawn = new Map();
  #limit = PAGE_POSTS;

  /**
   * @param {HTMLElement} node  the element with role="feed"
   * @param {{before: HTMLElement[], after: HTMLElement[]}} around  where the keyboard may go from
   *   it, nearest first; hidden ones are passed over
   */
  constructor(node, around) {
    this.node = node;
    this.#around = around;
    node.addEventListener("keydown", (event) => this.#move(event));
    node.addEventListener("focusin", (event) => this.#mark(event.target.closest("article")));
  }

  /** Draws these posts (KnownPost, newest first); those in `fresh` (ids) are shown as just come. */
  draw(posts, context, fresh = new Set()) {
    this.node.setAttribute("aria-busy", "true");
    this.#limit += fresh.size; // so that what is drawn at the end does not fall off
    const shown = posts.slice(0, this.#limit);
    const wanted = new Set(shown.map((known) => known.post.id));
    for (const id of this.#articles.keys()) if (!wanted.has(id)) this.#drop(id);
    let place = this.node.firstChild;
    shown.forEach((known, index) => {
      const article = this.#drawOne(known, context, fresh.has(known.post.id));
      article.setAttribute("aria-posinset", index + 1);
      article.setAttribute("aria-setsize", posts.length);
      if (article === place) place = place.nextSibling;
      else this.node.insertBefore(article, place);
    });
    if (!this.node.querySelector('article[tabindex="0"]')) this.#mark(this.node.firstElementChild);
    this.node.setAttribute("aria-busy", "false");
  }

  /** Lets one more page of older posts be drawn. */
  extend() {
    this.#limit += PAGE_POSTS;
  }

  /** How many of so many posts are not drawn. */
  hidden(count) {
    return Math.max(0, count - this.#limit);
  }

  /** Goes to the newest of these posts, with the view and with the keyboard. */
  visit(ids, behavior) {
    const article = [...this.node.children].find((each) => ids.has(each.dataset.post));
    if (!article) return;
    article.scrollIntoView({ block: "start", behavior });
    article.focus({ preventScroll: true });
  }

  #drop(id) {
    this.#articles.get(id).remove();
    this.#articles.delete(id);
    this.#drawn.delete(id);
  }

  // A post's object is another one exactly when the post has changed: see fold.
  #drawOne(known, context, isFresh) {
    const { id } = known.post;
    const article = this.#articles.get(id) ?? make("article", { tabindex: "-1", "data-post": id });
    if (this.#drawn.get(id) === known) return article;
    const focused = article.getRootNode().activeElement;
    const refocus = focused && focused !== article && article.contains(focused);
    fillArticle(article, known, context);
    reach(article, article.tabIndex);
    if (refocus) article.focus({ preventScroll: true });
    if (isFresh || this.#drawn.has(id)) flash(article);
    this.#articles.set(id, article);
    this.#drawn.set(id, known);
    return article;
  }

  // Only one post and its controls are stops of the Tab key: a long ticker must not trap the keyboard.
  #mark(article) {
    if (!article) return;
    this.node.querySelectorAll('article[tabindex="0"]').forEach((each) => reach(each, -1));
    reach(article, 0);
  }

  // The keys of a feed: ARIA Authoring Practices Guide, "Feed pattern".
  #move(event) {
    const here = event.target.closest("article");
    const seen = (nodes) => nodes.find((node) => node.checkVisibility());
    const there = {
      PageDown: () => here?.nextElementSibling,
      PageUp: () => here?.previousElementSibling,
      "Control+Home": () => seen(this.#around.before),
      "Control+End": () => seen(this.#around.after),
    }[(event.ctrlKey ? "Control+" : "") + event.key]?.();
    if (!there) return;
    event.preventDefault();
    there.focus();
  }
}

/** Puts an article, and what can be followed or pressed in it, among the stops of Tab (0) or not (-1). */
function reach(article, tabIndex) {
  article.tabIndex = tabIndex;
  article.querySelectorAll("a, button").forEach((each) => (each.tabIndex = tabIndex));
}

function flash(article) {
  article.part.add("post-fresh");
  setTimeout(() => article.part.remove("post-fresh"), 1000 * FRESH_SECONDS);
}
