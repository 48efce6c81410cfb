// What a post and its controls are called, for those who hear them one by one.

import { formatAgo } from "./moments.js";

const TITLE_CHARACTERS = 90;

/** A post: what it says, shortened, and how long ago. */
export function namePost({ post, observed_at }, { now, language }) {
  return `${titleOf(post, language)}, ${formatAgo(post.published?.at ?? observed_at, now, language.locale)}`;
}

/** A link or a button of a post: its visible words first, then which post it is of. */
export function nameControl(words, post, language) {
  return `${words}: ${titleOf(post, language)}`;
}

function titleOf(post, language) {
  const text = post.headline || post.text || language.say("post");
  const short = text.length > TITLE_CHARACTERS ? `${text.slice(0, TITLE_CHARACTERS)}…` : text;
  return short.replaceAll("\n", " ");
}
