// One post as an <article>: what the page says, when, and what became of it.

import { makeTime, formatAgo, formatExactly } from "./moments.js";
import { nameControl, namePost } from "./naming.js";
import { make, webAddress } from "./nodes.js";
import { makeRevisions } from "./revisions.js";

/**
 * Fills an article with a post, anew at each of its changes.
 *
 * @param {HTMLElement} article
 * @param {object} known  a KnownPost
 * @param {{server: string, blog: string, lang: string | undefined, level: number, now: Date,
 *   language: Language}} around  `lang` is that of the source, for a post that names none of its own
 */
export function fillArticle(article, known, around) {
  const { post, removed, revision } = known;
  const context = { ...around, lang: post.language ?? around.lang };
  article.setAttribute("aria-label", namePost(known, context));
  article.setAttribute(
    "part",
    ["post", revision > 1 && "post-edited", removed && "post-removed", ...parts(post)]
      .filter(Boolean)
      .join(" "),
  );
  const revisions = revision > 1 ? makeRevisions(known, context) : null;
  article.replaceChildren(
    makeByline(known, context, revisions?.button),
    makeWording(post, context),
    ...(post.media ?? []).map((media) => makeMedia(media, context)).filter(Boolean),
    makeSignature(post, context) ?? "",
    revisions?.panel ?? "",
  );
}

function parts(post) {
  return (post.labels ?? []).includes("key event") ? ["post-key"] : [];
}

function makeByline(known, { now, language }, editedButton) {
  const { post, removed } = known;
  const gone = () => language.compose("removed", { time: makeTime(known.changed_at, now, language.locale) });
  return make(
    "p",
    { part: "byline", ...language.tongue },
    ...makeWhen(known, now, language),
    ...(post.labels ?? []).map((label) => make("span", { part: "chip" }, label)),
    editedButton,
    removed ? make("span", { part: "mark" }, ...gone()) : null,
  );
}

/** The page's own time where it has one; else when we saw the post, and then it says so. */
function makeWhen(known, now, language) {
  const claim = known.post.published;
  const instant = claim?.at ?? known.observed_at;
  const { locale } = language;
  const title = explain(known, language);
  const time = makeTime(instant, now, locale, { precision: claim?.precision_seconds, part: "time", title });
  const age = formatAgo(instant, now, locale);
  const ago = make("time", { part: "ago", datetime: instant, "data-ago": true }, age);
  return claim ? [time, ago] : [make("span", { part: "mark" }, language.say("seen")), time, ago];
}

/** Where a post's time comes from. */
function explain({ post, observed_at, seen_after }, language) {
  const time = formatExactly(observed_at, language.locale);
  if (post.published) return language.say("claimed", { ...post.published, time });
  if (!seen_after) return language.say("timeless", { time });
  return language.say("timelessSince", { time, since: formatExactly(seen_after, language.locale) });
}

function makeWording(post, { level, lang }) {
  const lines = post.text.split("\n").filter((line) => line.trim());
  return make(
    "div",
    { part: "wording", lang, dir: "auto" },
    post.headline ? make(`h${level + 1}`, { part: "post-headline" }, post.headline) : null,
    ...lines.map((line) => make("p", { part: "text" }, line)),
  );
}

function makeMedia({ kind, url, text }, { language, lang }) {
  const href = webAddress(url);
  if (!href) return null;
  if (kind !== "image") {
    return make("p", { part: "media" }, makeLink(href, language.say(kind, { text: text || new URL(href).host })));
  }
  const image = make("img", {
    part: "image",
    src: href,
    alt: text ?? "",
    loading: "lazy",
    decoding: "async",
    referrerpolicy: "no-referrer",
  });
  return make("figure", { part: "media", lang }, image, text ? make("figcaption", { part: "caption" }, text) : null);
}

function makeSignature(post, { language }) {
  const { author, permalink } = post;
  const href = webAddress(permalink);
  if (!author && !href) return null;
  const words = language.say("source");
  const label = nameControl(words, post, language);
  return make(
    "p",
    { part: "signature" },
    author ? make("span", { part: "author" }, author) : null,
    href ? makeLink(href, words, { part: "permalink", "aria-label": label }) : null,
  );
}

function makeLink(href, text, attributes = {}) {
  const safe = { rel: "noopener nofollow", referrerpolicy: "no-referrer", target: "_blank" };
  return make("a", { href, ...safe, ...attributes }, text);
}
