// How the stream follows a blog where neither WebSocket nor EventSource gets through.

import assert from "node:assert/strict";
import test from "node:test";

import { POLL_SECONDS, POLLS } from "../../service/tickerd/ticker/transports.js";
import { begin } from "./world.mjs";

const event = (seq) => ({ specversion: "1.0", id: `e1-${seq}`, data: {} });

/** The link has only polling left; pages are what the gateway answers, the last one for ever. */
async function beginPolling(pages) {
  let next = 0;
  const run = await begin();
  run.world.answers = (url) => {
    if (!url.includes("/events?")) return { status: 200, body: { cursor: "e3-1", posts: [] } };
    const page = pages[Math.min(next, pages.length - 1)];
    next += 1;
    return typeof page === "number" ? { status: page } : { status: 200, body: page };
  };
  run.world.sockets[0].onclose();
  await run.world.pass(1);
  run.world.sources[0].onerror();
  await run.world.pass(2);
  return run;
}

test("without either it polls, pages at once, then every few seconds", async () => {
  const { world, told } = await beginPolling([
    { events: [event(8), event(9)], cursor: "e1-9", more: true },
    { events: [event(10)], cursor: "e1-12", more: false },
    { events: [], cursor: "e1-12", more: false },
  ]);
  const asked = world.requests.filter((url) => url.includes("/events?"));

  await world.pass(POLL_SECONDS);

  assert.deepEqual(told.events, ["e1-8", "e1-9", "e1-10"]);
  assert.equal(told.links.at(-1), "live");
  assert.ok(asked[0].endsWith("/events?after=e1-7&limit=1000"));
  assert.ok(asked[1].endsWith("/events?after=e1-9&limit=1000"));
  assert.ok(world.requests.at(-1).endsWith("/events?after=e1-12&limit=1000"));
});

test("polling goes back to the better ways after a while", async () => {
  const { world } = await beginPolling([{ events: [], cursor: "e1-7", more: false }]);

  await world.pass(POLLS * POLL_SECONDS + 2);

  assert.equal(world.sockets.length, 2);
});

test("a poll that is told that its cursor is too old fetches the state anew", async () => {
  const { world, told } = await beginPolling([410, { events: [], cursor: "e3-1", more: false }]);

  await world.pass(5);

  assert.equal(told.states.length, 2);
  assert.ok(world.requests.at(-1).endsWith("/events?after=e3-1&limit=1000"));
});
