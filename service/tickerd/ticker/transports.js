// Three ways to follow a blog: WebSocket, server-sent events, polling. Each only carries frames.

/** Seconds between two polls, and how many polls before the better ways are tried again. */
export const POLL_SECONDS = 5;
export const POLLS = 12;

/** The ways, best first. */
export const TRANSPORTS = [openWebSocket, openEventSource, openPolling];

const FRAMES = ["hello", "live", "heartbeat", "reset", "bye"];
const PAGE = 1000;

/**
 * Opens a WebSocket behind `link.cursor`. What comes is handed to `link.take(frame)`, the end is
 * told by `link.end()`; both may be called after closing and do nothing then.
 *
 * @returns {() => void} closes it
 */
export function openWebSocket(world, link) {
  const socket = new world.WebSocket(streamUrl(link).replace(/^http/, "ws"));
  socket.onmessage = (message) => hear(link, message.data);
  socket.onclose = () => link.end();
  return () => socket.close();
}

/**
 * The same over server-sent events. EventSource would come back by itself, but without jitter and
 * for ever: it is closed at its first error, and whoever follows comes back with the cursor.
 */
export function openEventSource(world, link) {
  const source = new world.EventSource(streamUrl(link));
  source.onmessage = (message) => hear(link, message.data);
  for (const frame of FRAMES) {
    source.addEventListener(frame, (message) => hear(link, message.data, { frame }));
  }
  source.onerror = () => link.end();
  return () => source.close();
}

/** The same by asking again and again; ends after POLLS polls, so that a better way is tried. */
export function openPolling(world, link) {
  const leave = new AbortController();
  pollUntil(leave.signal, world, link).then(link.end, link.end);
  return () => leave.abort();
}

// A frame that cannot be read may have been an entry: to go on would be to lose it.
function hear(link, text, about = {}) {
  let frame;
  try {
    frame = { ...about, ...JSON.parse(text) };
  } catch {
    link.end();
    return;
  }
  link.take(frame);
}

async function pollUntil(signal, world, link) {
  for (let polls = 0; polls < POLLS && !signal.aborted; polls += 1) {
    if (polls > 0) await world.sleep(POLL_SECONDS);
    while (!signal.aborted && (await pollOnce(signal, world, link)));
  }
}

async function pollOnce(signal, world, link) {
  const answer = await world.fetch(eventsUrl(link), { signal });
  if (answer.status === 400 || answer.status === 410) {
    link.take({ frame: "reset", reason: "The place to go on from is not there any more." });
    return false;
  }
  if (!answer.ok) throw new Error(`polling was answered ${answer.status}`);
  const page = await answer.json();
  link.take({ frame: "hello", cursor: link.cursor, heartbeat_seconds: 2 * POLL_SECONDS });
  for (const event of page.events) link.take(event);
  if (!page.more) link.take({ frame: "live", cursor: page.cursor });
  return page.more;
}

function streamUrl({ server, blog, cursor }) {
  return `${server}/v1/stream?${new URLSearchParams({ blog, since: cursor })}`;
}

function eventsUrl({ server, blog, cursor }) {
  const query = new URLSearchParams({ after: cursor, limit: PAGE });
  return `${server}/v1/blogs/${encodeURIComponent(blog)}/events?${query}`;
}
