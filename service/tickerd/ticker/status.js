// How things stand, in words: three troubles that look alike elsewhere are told apart here.

import { formatMoment } from "./moments.js";

/** A page that nobody has looked at for this long counts as lost. */
const LOST_SECONDS = 900;

/**
 * @param {{link: string, look: object | null, time: string | null}} report  what the stream says
 * @param {{ended: string | null} | null} state  the blog's state
 * @returns {{state: string, words: string}}
 */
export function describe({ link, look, time }, state, now) {
  if (link === "absent") return { state: "absent", words: "This blog is not known any more" };
  if (link === "connecting" || !state) return { state: "connecting", words: "Connecting …" };
  if (link === "stale") return { state: "stale", words: "Connection lost, reconnecting …" };
  if (link === "reconnecting") return { state: "reconnecting", words: "Reconnecting …" };
  if (state.ended) return { state: "ended", words: "Ended" };
  if (time && !look) return { state: "idle", words: idleWords(state) };
  if (isLost(look, time ?? now.toISOString())) return { state: "lost", words: lostWords(look, now) };
  return { state: "live", words: "Live" };
}

function isLost(look, time) {
  if (!look) return false;
  const age = (Date.parse(time) - Date.parse(look.looked_at)) / 1000;
  return (look.state ?? "ok") !== "ok" || age > LOST_SECONDS;
}

// A heartbeat names the blogs that are watched and have been looked at.
function idleWords({ posts }) {
  return posts.length > 0 ? "Not watched any more" : "Not looked at yet";
}

function lostWords({ succeeded_at }, now) {
  const since = succeeded_at ? ` since ${formatMoment(succeeded_at, now)}` : "";
  return `Source lost${since}; trying again`;
}
