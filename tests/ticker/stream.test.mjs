// How the stream follows a blog: its ways, its seams and its patience, in a world whose time we turn.

import assert from "node:assert/strict";
import test from "node:test";

import {
  ABSENT_SECONDS,
  GREATEST_BACKOFF_SECONDS,
  OPEN_SECONDS,
} from "../../service/tickerd/ticker/stream.js";
import { BLOG, SERVER, begin } from "./world.mjs";

const event = (seq, epoch = "e1") => ({ specversion: "1.0", id: `${epoch}-${seq}`, data: {} });
const hello = (cursor = "e1-7") => ({ frame: "hello", cursor, heartbeat_seconds: 15, view: {} });

test("state first, then a WebSocket behind its cursor", async () => {
  const { world, told } = await begin();

  assert.equal(told.states.length, 1);
  assert.equal(world.sockets[0].url, `wss://ticker.example/v1/stream?blog=${BLOG}&since=e1-7`);
});

test("events are told in order, live is reported once history is told", async () => {
  const { world, told, stream } = await begin();
  const [socket] = world.sockets;

  socket.say(hello());
  socket.say(event(8));
  socket.say(event(11));
  const before = told.links.at(-1);
  socket.say({ frame: "live", cursor: "e1-13" });
  socket.say(event(14));

  assert.deepEqual(told.events, ["e1-8", "e1-11", "e1-14"]);
  assert.equal(before, "connecting");
  assert.equal(told.links.at(-1), "live");
  assert.equal(stream.cursor, "e1-14");
});

test("a lost link goes on behind the last event, without asking for the state again", async () => {
  const { world, told } = await begin();
  world.sockets[0].say(hello());
  world.sockets[0].say(event(8));

  world.sockets[0].onclose();
  await world.pass(1);

  assert.equal(world.sockets.length, 2);
  assert.ok(world.sockets[1].url.endsWith("since=e1-8"));
  assert.equal(told.states.length, 1);
  assert.equal(told.links.at(-1), "reconnecting");
});

test("a heartbeat moves the cursor once live, and tells how the last look went", async () => {
  const { world, told, stream } = await begin();
  const look = { looked_at: "2026-01-01T10:00:00Z", state: "Unreachable", problem: "…" };
  const heartbeat = { frame: "heartbeat", cursor: "e1-90", time: "2026-01-01T10:00:01Z" };
  world.sockets[0].say(hello());

  world.sockets[0].say({ ...heartbeat, blogs: { [BLOG]: look } });
  const early = stream.cursor;
  world.sockets[0].say({ frame: "live", cursor: "e1-9" });
  world.sockets[0].say({ ...heartbeat, blogs: { [BLOG]: look } });

  assert.equal(early, "e1-7");
  assert.equal(stream.cursor, "e1-90");
  assert.deepEqual(told.reports.at(-1).look, look);
  assert.equal(told.reports.at(-1).time, "2026-01-01T10:00:01Z");
});

test("a link without a sign of life for 2.5 heartbeats is stale, is closed and made anew", async () => {
  const { world, told } = await begin();
  world.sockets[0].say(hello());
  world.sockets[0].say({ frame: "live", cursor: "e1-7" });

  await world.pass(37);
  const before = told.links.at(-1);
  await world.pass(2);

  assert.equal(before, "live");
  assert.equal(told.links.at(-1), "stale");
  assert.ok(world.sockets[0].closed);
  assert.equal(world.sockets.length, 2);
});

test("any frame is a sign of life", async () => {
  const { world, told } = await begin();
  world.sockets[0].say(hello());
  world.sockets[0].say({ frame: "live", cursor: "e1-7" });

  for (let beats = 0; beats < 10; beats += 1) {
    await world.pass(30);
    world.sockets[0].say(event(8 + beats));
  }

  assert.equal(told.links.at(-1), "live");
  assert.equal(world.sockets.length, 1);
});

test("a reset fetches the state anew and goes on from there", async () => {
  const { world, told } = await begin();
  world.sockets[0].say(hello());
  world.answers = () => ({ status: 200, body: { cursor: "e2-3", posts: [], look: null } });

  world.sockets[0].say({ frame: "reset", cursor: "e2-1", reason: "The log was lost." });
  world.sockets[0].say(event(2, "e2"));
  await world.pass(1);

  assert.equal(told.states.length, 2);
  assert.deepEqual(told.events, [], "what comes on the old link is not told any more");
  assert.ok(world.sockets[1].url.endsWith("since=e2-3"));
});

test("a bye closes and comes back", async () => {
  const { world } = await begin();
  world.sockets[0].say(hello());

  world.sockets[0].say({ frame: "bye", reason: "the gateway stops" });
  await world.pass(1);

  assert.ok(world.sockets[0].closed);
  assert.equal(world.sockets.length, 2);
});

test("a frame that cannot be read ends the link, so that no event is passed over", async () => {
  const { world, told } = await begin();
  world.sockets[0].say(hello());
  world.sockets[0].say(event(8));

  world.sockets[0].say('{"specversion":"1.0","id":"e1-9');
  world.sockets[0].say(event(10));
  await world.pass(1);

  assert.deepEqual(told.events, ["e1-8"]);
  assert.ok(world.sockets[1].url.endsWith("since=e1-8"));
});

test("without WebSocket it follows by server-sent events", async () => {
  const { world, told } = await begin();

  world.sockets[0].onclose();
  await world.pass(1);
  world.sources[0].say(hello());
  world.sources[0].say(event(8));
  world.sources[0].say({ frame: "live", cursor: "e1-8" });

  assert.equal(world.sources[0].url, `${SERVER}/v1/stream?blog=${BLOG}&since=e1-7`);
  assert.deepEqual(told.events, ["e1-8"]);
  assert.equal(told.links.at(-1), "live");
});

test("a server-sent stream that breaks is closed and resumed with the cursor", async () => {
  const { world } = await begin();
  world.sockets[0].onclose();
  await world.pass(1);
  world.sources[0].say(hello());
  world.sources[0].say(event(8));

  world.sources[0].onerror();
  await world.pass(1);

  assert.ok(world.sources[0].closed);
  assert.ok(world.sources[1].url.endsWith("since=e1-8"));
});

test("a browser that forbids sockets altogether is no obstacle", async () => {
  const { world, stream } = await begin({ answers: () => ({ status: 0 }) });
  world.WebSocket = class {
    constructor() {
      throw new Error("SecurityError");
    }
  };
  world.answers = () => ({ status: 200, body: { cursor: "e1-7", posts: [] } });

  await world.pass(5);

  assert.equal(world.sources.length, 1);
  stream.stop();
});

test("a gateway that is away for long is asked less and less often, and met again", async () => {
  const { world, told } = await begin();
  world.sockets[0].say(hello());
  world.answers = () => ({ status: 0 });
  const lose = () => {
    world.sockets.forEach((socket) => socket.closed || (socket.close(), socket.onclose()));
    world.sources.forEach((source) => source.closed || source.onerror());
  };

  for (let seconds = 0; seconds < 400; seconds += 1) {
    lose();
    await world.pass(1);
  }
  const late = world.naps.slice(-4);
  const links = world.sockets.length;
  await world.pass(2 * OPEN_SECONDS + 2 * GREATEST_BACKOFF_SECONDS);

  assert.deepEqual(world.naps.slice(0, 4), [0.5, 1, 2, 4]);
  assert.ok(late.every((nap) => nap === GREATEST_BACKOFF_SECONDS), String(late));
  assert.ok(world.sockets.length > links, "WebSocket is tried again");
  assert.equal(told.links.at(-1), "reconnecting");
});

test("back-off has full jitter", async () => {
  const { world } = await begin();
  world.random = () => 0.25;

  world.sockets[0].onclose();
  await world.pass(0.2);

  assert.deepEqual(world.naps, [0.125]);
});

test("a socket that never says hello is given up", async () => {
  const { world } = await begin();

  await world.pass(OPEN_SECONDS + 1);

  assert.ok(world.sockets[0].closed);
  assert.equal(world.sources.length, 1);
});

test("a way that has worked is not left at its first failure", async () => {
  const { world } = await begin();
  world.sockets[0].say(hello());
  await world.pass(20);

  for (let losses = 0; losses < 3; losses += 1) {
    world.sockets.at(-1).onclose();
    await world.pass(10);
  }

  assert.equal(world.sources.length, 0);
  assert.ok(world.sockets.length >= 4);
});

test("a blog that is not known here is said to be absent, and asked for again much later", async () => {
  const { world, told } = await begin({ answers: () => ({ status: 404 }) });

  await world.pass(ABSENT_SECONDS - 1);
  const before = world.requests.length;
  await world.pass(2);

  assert.equal(told.links.at(-1), "absent");
  assert.equal(before, 1);
  assert.equal(world.requests.length, 2);
});

test("a state that cannot be had at first is asked for again", async () => {
  const { world, told } = await begin({ answers: () => ({ status: 0 }) });
  world.answers = () => ({ status: 200, body: { cursor: "e1-1", posts: [] } });

  await world.pass(1);

  assert.equal(told.states.length, 1);
});

test("a stopped stream closes its link and says nothing more", async () => {
  const { world, stream, told, done } = await begin();
  world.sockets[0].say(hello());

  stream.stop();
  world.sockets[0].say(event(8));
  world.sockets[0].onclose();
  await done;

  assert.ok(world.sockets[0].closed);
  assert.deepEqual(told.events, []);
  assert.equal(world.sockets.length, 1);
});
