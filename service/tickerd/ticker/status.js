// How things stand, in words: three troubles that look alike elsewhere are told apart here.

import { formatMoment, makeTime } from "./moments.js";

/** A page that nobody has looked at for this long counts as lost. */
const LOST_SECONDS = 900;

/**
 * @param {{link: string, look: object | null, time: string | null}} report  what the stream says
 * @param {{ended: string | null} | null} state  the blog's state
 * @param {Date} now
 * @param {import("./language.js").Language} language
 * @returns {{state: string, words: string}}
 */
export function describe(report, state, now, language) {
  const standing = standingOf(report, state, now);
  const words = standing === "lost" ? lostWords(report.look, now, language) : language.say(phraseOf(standing, state));
  return { state: standing, words };
}

/** "Last updated: 7:57 PM" as the page says; without such a line, the last change that we saw. */
export function makeUpdated({ last_updated: claim, posts }, now, language) {
  const { locale } = language;
  if (claim) {
    const title = language.say("says", { raw: claim.raw });
    const precision = claim.precision_seconds;
    return language.compose("updated", { time: makeTime(claim.at, now, locale, { precision, title }) });
  }
  const latest = posts.map((known) => known.changed_at).sort().at(-1);
  return latest ? language.compose("changed", { time: makeTime(latest, now, locale) }) : [];
}

function standingOf({ link, look, time }, state, now) {
  if (link === "absent") return "absent";
  if (link === "connecting" || !state) return "connecting";
  if (link === "stale" || link === "reconnecting") return link;
  if (state.ended) return "ended";
  if (time && !look) return "idle";
  return isLost(look, time ?? now.toISOString()) ? "lost" : "live";
}

function isLost(look, time) {
  if (!look) return false;
  const age = (Date.parse(time) - Date.parse(look.looked_at)) / 1000;
  return (look.state ?? "ok") !== "ok" || age > LOST_SECONDS;
}

// A heartbeat names the blogs that are watched and have been looked at.
function phraseOf(standing, state) {
  if (standing !== "idle") return standing;
  return state.posts.length > 0 ? "unwatched" : "unseen";
}

function lostWords({ succeeded_at }, now, language) {
  if (!succeeded_at) return language.say("lost");
  return language.say("lostSince", { time: formatMoment(succeeded_at, now, 0, language.locale) });
}
