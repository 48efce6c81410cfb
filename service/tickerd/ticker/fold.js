// The state of a blog and what happened to it, folded into its new state. Pure; twin of liveblog/diff.py.

/**
 * A blog's state as `GET /v1/blogs/{blog}` gives it, with events applied.
 *
 * An event whose place on the wire the state has already passed changes nothing, so applying an
 * entry twice is harmless. Posts that did not change stay the very same objects, so a view may
 * find by identity what it has to draw anew. The given state is never changed.
 *
 * @param {object} state  blog, headline, standfirst, last_updated, ended, cursor, posts (KnownPost[])
 * @param {object[]} events  CloudEvents, in the order of the wire; those of other blogs are passed over
 * @returns {object} the new state, its posts newest first
 */
export function fold(state, events) {
  const posts = new Map(state.posts.map((known) => [known.post.id, known]));
  const next = { ...state };
  for (const event of events) {
    if (seqOf(event.id) <= seqOf(next.cursor)) continue;
    if (event.data.blog === state.blog.id) apply(next, posts, event);
    next.cursor = event.id;
  }
  next.posts = [...posts.values()].sort(newestFirst);
  return next;
}

/** The number in a cursor `<epoch>-<seq>`: numbers go on through epochs. 0 for no cursor. */
export function seqOf(cursor) {
  return cursor ? Number(cursor.slice(cursor.lastIndexOf("-") + 1)) : 0;
}

/** Where a post stands in the story: by the page's claim, else by when it was seen; newest first. */
export function newestFirst(one, other) {
  return momentOf(other) - momentOf(one) || other.ordinal - one.ordinal;
}

function momentOf(known) {
  return Date.parse(known.post.published?.at ?? known.observed_at);
}

function apply(next, posts, { type, data }) {
  const [subject, happening] = type.replace(/^tickerd\./, "").split(".");
  if (subject === "post") {
    applyToPost(posts, data, happening);
  } else if (happening === "ended") {
    next.ended = data.reason;
  } else {
    next.headline = data.headline ?? null;
    next.standfirst = data.standfirst ?? null;
    next.last_updated = data.last_updated ?? null;
    if (happening === "opened") Object.assign(next, { blog: data.about, ended: null });
  }
}

function applyToPost(posts, data, happening) {
  const known = posts.get(data.post.id);
  if (known && data.change <= known.change) return;
  posts.set(data.post.id, {
    post: data.post,
    revision: data.revision,
    change: data.change,
    ordinal: known?.ordinal ?? posts.size + 1,
    removed: happening === "removed",
    seen_after: (known ?? data).seen_after,
    observed_at: (known ?? data).observed_at,
    changed_at: data.observed_at,
  });
}
