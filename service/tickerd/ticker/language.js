// What the ticker says of itself, in the language of the page around it; times are written to match.

import english from "./words/en.js";

/** The languages there are, each loaded when a page needs it. */
const OTHERS = {
  da: () => import("./words/da.js"),
  de: () => import("./words/de.js"),
  es: () => import("./words/es.js"),
  fr: () => import("./words/fr.js"),
  it: () => import("./words/it.js"),
  nb: () => import("./words/nb.js"),
  nl: () => import("./words/nl.js"),
  pl: () => import("./words/pl.js"),
  pt: () => import("./words/pt.js"),
  sv: () => import("./words/sv.js"),
  uk: () => import("./words/uk.js"),
};
/** Tags that mean the same. */
const ALSO = { no: "nb", nn: "nb" };

const BLANK = /\{(\w+)\}/;

/** Phrases in one language, and the locale that goes with them. */
export class Language {
  #phrases;
  #plurals;

  /**
   * @param {string} locale  for Intl
   * @param {Record<string, string | Record<string, string>>} phrases  by name; those that count have
   *   a wording for each plural category of the language (Unicode CLDR)
   */
  constructor(locale, phrases) {
    this.locale = locale;
    this.#phrases = phrases;
    this.#plurals = new Intl.PluralRules(locale);
  }

  /** What a node says of the language of its text, so that it is spoken and laid out as such. */
  get tongue() {
    return { lang: this.locale, dir: "ltr" }; // all that we have are written from left to right
  }

  /** A phrase, its blanks (`{count}`, `{time}`) filled with text. */
  say(name, blanks = {}) {
    return this.compose(name, blanks).join("");
  }

  /** A phrase as pieces, in the language's order; blanks may be filled with nodes, too. */
  compose(name, blanks = {}) {
    const wordings = this.#phrases[name];
    const wording =
      typeof wordings === "string"
        ? wordings
        : (wordings[this.#plurals.select(blanks.count)] ?? wordings.other);
    const pieces = wording.split(BLANK);
    return pieces.map((piece, index) => (index % 2 ? blanks[piece] : piece)).filter((each) => each !== "");
  }
}

/** English, as this reader writes times in it. */
export function speakEnglish() {
  return new Language(localeOf("en"), english);
}

/**
 * The language of the page around an element: its own `lang`, or the nearest that is around it.
 * English where there is none, or where we have no words for it.
 */
export async function learnLanguage(element) {
  const tag = tagAround(element);
  const primary = tag.toLowerCase().split("-")[0];
  const known = ALSO[primary] ?? primary;
  if (!Object.hasOwn(OTHERS, known)) return speakEnglish();
  try {
    const { default: phrases } = await OTHERS[known]();
    return new Language(localeOf(primary, tag), phrases);
  } catch (error) {
    console.warn(`live-ticker: its words in ${known} cannot be had, English ones are used: ${error}`);
    return speakEnglish();
  }
}

function tagAround(element) {
  for (let node = element; node; node = node.getRootNode().host) {
    const tag = node.closest("[lang]")?.lang;
    if (tag) return tag;
  }
  return "";
}

/** The reader's own kind of a language, if they have it among theirs; else the page's, if it is one. */
function localeOf(primary, tag = primary) {
  const own = navigator.languages.find((each) => each.toLowerCase().split("-")[0] === primary);
  try {
    return Intl.getCanonicalLocales(own ?? tag)[0];
  } catch {
    return primary; // "de_DE" is no tag
  }
}
