// The shared examples of folding, and its laws, for the browser's twin.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import test from "node:test";

import { fold, seqOf } from "../../service/tickerd/ticker/fold.js";

const FOLDER = new URL("../examples/fold/", import.meta.url);
const BLOG = { id: "example-org-pijfk5wn", url: "https://www.example.org/live/1", source: {} };

const examples = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".json"))
  .map((name) => JSON.parse(readFileSync(new URL(name, FOLDER), "utf8")));

const begin = (posts) => ({ blog: BLOG, headline: null, cursor: null, ended: null, posts });
const plain = (value) => JSON.parse(JSON.stringify(value));
const frozen = (value) => {
  if (value && typeof value === "object") Object.values(Object.freeze(value)).forEach(frozen);
  return value;
};

test("there are examples", () => assert.ok(examples.length >= 9));

for (const { says, state, events, expected } of examples) {
  test(says, () => {
    assert.deepEqual(plain(fold(begin(state), events).posts), expected);
  });

  test(`one by one as all together: ${says}`, () => {
    const end = events.reduce((before, event) => fold(before, [event]), begin(state));

    assert.deepEqual(plain(end.posts), expected);
  });

  test(`twice is harmless (Invariant 4): ${says}`, () => {
    const once = fold(begin(state), events);

    assert.deepEqual(fold(once, events), once);
    assert.deepEqual(fold({ ...once, cursor: null }, events).posts, once.posts);
  });

  test(`the state given is left alone: ${says}`, () => {
    fold(frozen(begin(plain(state))), frozen(plain(events)));
  });
}

test("posts that did not change stay the same objects", () => {
  const { state, events } = examples.find(({ says }) => says.startsWith("A revision takes"));

  const { posts } = fold(begin(state), events);

  assert.ok(posts.includes(state[0]));
  assert.ok(!posts.includes(state[1]));
});

test("the blog's own events move its headline, its last update and its end", () => {
  const { events } = examples.find(({ says }) => says.startsWith("What happens to the blog"));

  const end = fold(begin([]), events);

  assert.equal(end.headline, "Storm: what we know");
  assert.equal(end.last_updated.raw, "7:44 PM");
  assert.equal(end.ended, "the page says that its coverage is over");
  assert.equal(end.cursor, "e2-4");
});

test("a blog that is opened again has not ended", () => {
  const { events } = examples.find(({ says }) => says.startsWith("What happens to the blog"));
  const ended = fold(begin([]), events);

  const end = fold(ended, [{ ...events[0], id: "e2-5" }]);

  assert.equal(end.ended, null);
  assert.equal(end.headline, "Storm at the coast");
});

test("events of other blogs are passed over, their places are not", () => {
  const { events } = examples.find(({ says }) => says.startsWith("Posts stand in the order"));

  const end = fold({ ...begin([]), blog: { ...BLOG, id: "another" } }, events);

  assert.deepEqual(end.posts, []);
  assert.equal(end.cursor, "e1-4");
});

test("the number of a cursor", () => {
  assert.equal(seqOf("x9-42"), 42);
  assert.equal(seqOf(null), 0);
});
