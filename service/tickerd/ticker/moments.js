// Instants on the reader's clock, in the words of a locale; one timer keeps all "5 min ago" true.

import { make } from "./nodes.js";

const DAY_SECONDS = 86_400;
const TICK_SECONDS = 20;

const TIME = { hour: "numeric", minute: "2-digit" };
const DAY = { day: "numeric", month: "short" };
const formats = new Map();

/**
 * The time of day, with the date where it is not today's; the date alone if no more is known.
 *
 * @param {string} instant  RFC 3339
 * @param {Date} now
 * @param {string} [locale]  the browser's own unless given, here and below
 */
export function formatMoment(instant, now, precisionSeconds = 0, locale = undefined) {
  const moment = new Date(instant);
  const options = precisionSeconds >= DAY_SECONDS ? { ...DAY } : { ...TIME };
  if (moment.toDateString() !== now.toDateString()) Object.assign(options, DAY);
  if (moment.getFullYear() !== now.getFullYear()) options.year = "numeric";
  return formatter(options, locale).format(moment);
}

/** To the second, with date and zone: for those who want to know exactly. */
export function formatExactly(instant, locale = undefined) {
  return formatter({ dateStyle: "medium", timeStyle: "long" }, locale).format(new Date(instant));
}

/** "5 min. ago", in whole minutes, hours or days. */
export function formatAgo(instant, now, locale = undefined) {
  const minutes = Math.round((Date.parse(instant) - now) / 60_000);
  const relative = formatter("relative", locale);
  if (Math.abs(minutes) < 60) return relative.format(minutes, "minute");
  if (Math.abs(minutes) < 48 * 60) return relative.format(Math.round(minutes / 60), "hour");
  return relative.format(Math.round(minutes / 1440), "day");
}

/** A <time> for the machine and the reader. */
export function makeTime(instant, now, locale, { precision = 0, ...attributes } = {}) {
  const text = formatMoment(instant, now, precision, locale);
  const title = formatExactly(instant, locale);
  return make("time", { datetime: instant, title, ...attributes }, text);
}

/** Brings every <time data-ago> under a root up to date. */
export function refreshAgo(root, locale, now = new Date()) {
  for (const node of root.querySelectorAll("time[data-ago]")) {
    const text = formatAgo(node.dateTime, now, locale);
    if (node.textContent !== text) node.textContent = text;
  }
}

const roots = new Map();
let timer;

/** Keeps the <time data-ago> of a root true until `ignore`; all roots of a page share one timer. */
export function watch(root, locale) {
  roots.set(root, locale);
  timer ??= setInterval(refreshAll, 1000 * TICK_SECONDS);
}

export function ignore(root) {
  roots.delete(root);
  if (roots.size > 0) return;
  clearInterval(timer);
  timer = undefined;
}

function refreshAll() {
  for (const [root, locale] of roots) refreshAgo(root, locale);
}

// Intl objects are dear to make and free to use again.
function formatter(options, locale) {
  const key = JSON.stringify([options, locale]);
  if (!formats.has(key)) formats.set(key, makeFormatter(options, locale));
  return formats.get(key);
}

function makeFormatter(options, locale) {
  return options === "relative"
    ? new Intl.RelativeTimeFormat(locale, { numeric: "auto", style: "short" })
    : new Intl.DateTimeFormat(locale, options);
}
