// One post as an <article>: what the page says, when, and what became of it.

import { makeTime, formatAgo, formatExactly } from "./moments.js";
import { make, webAddress } from "./nodes.js";
import { makeRevisions } from "./revisions.js";

const LABEL_CHARACTERS = 90;

/**
 * Fills an article with a post, anew at each of its changes.
 *
 * @param {HTMLElement} article
 * @param {object} known  a KnownPost
 * @param {{server: string, blog: string, level: number, now: Date}} context
 */
export function fillArticle(article, known, context) {
  const { post, removed, revision } = known;
  article.setAttribute("aria-label", nameOf(known, context.now));
  article.setAttribute(
    "part",
    ["post", revision > 1 && "post-edited", removed && "post-removed", ...parts(post)]
      .filter(Boolean)
      .join(" "),
  );
  const revisions = revision > 1 ? makeRevisions(known, context) : null;
  article.replaceChildren(
    makeByline(known, context.now, revisions?.button),
    make("div", { part: "wording", lang: post.language, dir: "auto" }, ...makeWording(post, context)),
    ...(post.media ?? []).map(makeMedia).filter(Boolean),
    makeSignature(post) ?? "",
    revisions?.panel ?? "",
  );
}

function parts(post) {
  return (post.labels ?? []).includes("key event") ? ["post-key"] : [];
}

function nameOf({ post, observed_at }, now) {
  const text = post.headline || post.text || "Post";
  const short = text.length > LABEL_CHARACTERS ? `${text.slice(0, LABEL_CHARACTERS)}…` : text;
  return `${short.replaceAll("\n", " ")}, ${formatAgo(post.published?.at ?? observed_at, now)}`;
}

function makeByline(known, now, editedButton) {
  const { post, removed } = known;
  return make(
    "p",
    { part: "byline" },
    ...makeWhen(known, now),
    ...(post.labels ?? []).map((label) => make("span", { part: "chip" }, label)),
    editedButton,
    removed
      ? make("span", { part: "mark" }, "removed from the page, seen ", makeTime(known.changed_at, now))
      : null,
  );
}

/** The page's own time where it has one; else when we saw the post, and then it says so. */
function makeWhen({ post, observed_at, seen_after }, now) {
  const claim = post.published;
  const instant = claim?.at ?? observed_at;
  const title = claim
    ? `The page says “${claim.raw}” (${claim.rule}); seen here ${formatExactly(observed_at)}`
    : `The page gives no time. Seen here ${formatExactly(observed_at)}` +
      (seen_after ? `, not yet at ${formatExactly(seen_after)}` : "");
  const time = makeTime(instant, now, { precision: claim?.precision_seconds, part: "time", title });
  const ago = make("time", { part: "ago", datetime: instant, "data-ago": true }, formatAgo(instant, now));
  return claim ? [time, ago] : [make("span", { part: "mark" }, "seen"), time, ago];
}

function makeWording(post, { level }) {
  const lines = post.text.split("\n").filter((line) => line.trim());
  return [
    post.headline ? make(`h${level + 1}`, { part: "post-headline" }, post.headline) : null,
    ...lines.map((line) => make("p", { part: "text" }, line)),
  ].filter(Boolean);
}

function makeMedia({ kind, url, text }) {
  const href = webAddress(url);
  if (!href) return null;
  if (kind !== "image") {
    return make("p", { part: "media" }, makeLink(href, `${capital(kind)}: ${text || new URL(href).host}`));
  }
  const image = make("img", {
    part: "image",
    src: href,
    alt: text ?? "",
    loading: "lazy",
    decoding: "async",
    referrerpolicy: "no-referrer",
  });
  return make("figure", { part: "media" }, image, text ? make("figcaption", { part: "caption" }, text) : null);
}

function makeSignature({ author, permalink }) {
  const href = webAddress(permalink);
  if (!author && !href) return null;
  return make(
    "p",
    { part: "signature" },
    author ? make("span", { part: "author" }, author) : null,
    href ? makeLink(href, "At the source", { part: "permalink" }) : null,
  );
}

function makeLink(href, text, attributes = {}) {
  const safe = { rel: "noopener nofollow", referrerpolicy: "no-referrer", target: "_blank" };
  return make("a", { href, ...safe, ...attributes }, text);
}

function capital(word) {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
