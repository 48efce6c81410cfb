// The ticker's own words: each language has them all, whole, in every form that it needs.

import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { test } from "node:test";

import { Language } from "../../service/tickerd/ticker/language.js";
import english from "../../service/tickerd/ticker/words/en.js";

const folder = new URL("../../service/tickerd/ticker/words/", import.meta.url);
const files = await readdir(folder);
const languages = await Promise.all(
  files.map(async (file) => [file.replace(".js", ""), (await import(new URL(file, folder))).default]),
);

const wordings = (phrase) => (typeof phrase === "string" ? [phrase] : Object.values(phrase));
const blanks = (wording) => new Set([...wording.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));

for (const [tag, phrases] of languages) {
  test(`${tag} has every phrase, with the blanks that English has`, () => {
    assert.deepEqual(Object.keys(phrases), Object.keys(english));
    for (const [name, phrase] of Object.entries(phrases)) {
      const wanted = blanks(wordings(english[name])[0]);
      wanted.delete("rule"); // a term of ours, left out where it would stand in a foreign sentence
      for (const wording of wordings(phrase)) {
        const found = blanks(wording);
        found.delete("rule");
        assert.deepEqual(found, wanted, `${name}: ${wording}`);
      }
    }
  });

  test(`${tag} has a form for each number`, () => {
    const wanted = new Intl.PluralRules(tag).resolvedOptions().pluralCategories;
    for (const [name, phrase] of Object.entries(phrases)) {
      if (typeof phrase === "string") continue;
      assert.ok("other" in phrase, name);
      for (const category of Object.keys(phrase)) assert.ok(wanted.includes(category), `${name}: ${category}`);
      assert.ok(wanted.includes("few") === "few" in phrase, `${name} needs "few" where the language does`);
    }
  });

  test(`${tag} explains in its note the very word that marks a post without a time`, () => {
    assert.ok(phrases.note.includes(phrases.seen), phrases.note);
  });
}

test("a phrase takes the form of its number", () => {
  const { default: polish } = Object.fromEntries(languages.map(([tag, words]) => [tag, { default: words }])).pl;
  const language = new Language("pl", polish);

  assert.deepEqual(
    [1, 3, 5, 22].map((count) => language.say("fresh", { count })),
    ["1 nowy wpis", "3 nowe wpisy", "5 nowych wpisów", "22 nowe wpisy"],
  );
});

test("a phrase may hold nodes, in the order of its language", () => {
  const language = new Language("en", { late: "since {time} late" });
  const node = { any: "node" };

  assert.deepEqual(language.compose("late", { time: node }), ["since ", node, " late"]);
});
