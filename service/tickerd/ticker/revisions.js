// The "edited" button of a post, and behind it each earlier wording, word by word.

import { makeTime } from "./moments.js";
import { nameControl } from "./naming.js";
import { make } from "./nodes.js";

const ELEMENTS = { "=": "span", "-": "del", "+": "ins" };

/** A button and the panel that it opens; the history is fetched when it is first opened. */
export function makeRevisions(known, context) {
  const edits = known.revision - 1;
  const { language } = context;
  const words = edits > 1 ? language.say("editedTimes", { count: edits }) : language.say("edited");
  const label = nameControl(words, known.post, language);
  const about = { part: "edited", type: "button", "aria-expanded": "false", "aria-label": label };
  const button = make("button", about, words);
  const panel = make("div", { part: "revisions", hidden: true });
  let asked = false;
  button.addEventListener("click", () => {
    panel.hidden = !panel.hidden;
    button.setAttribute("aria-expanded", String(!panel.hidden));
    if (asked) return;
    asked = true;
    fillPanel(panel, known.post.id, context).catch(() => {
      asked = false;
      panel.replaceChildren(make("p", {}, language.say("unavailable")));
    });
  });
  return { button, panel };
}

async function fillPanel(panel, post, { server, blog, now, language, lang }) {
  panel.replaceChildren(make("p", {}, language.say("lookingUp")));
  const path = `/v1/blogs/${encodeURIComponent(blog)}/posts/${encodeURIComponent(post)}`;
  const answer = await fetch(server + path);
  if (!answer.ok) throw new Error(`the gateway answered ${answer.status}`);
  const { revisions } = await answer.json();
  const edits = revisions.filter((each) => each.type.endsWith("post.revised"));
  panel.replaceChildren(...edits.reverse().map((edit) => makeEdit(edit, { now, language, lang })));
}

function makeEdit(edit, { now, language, lang }) {
  const time = makeTime(edit.observed_at, now, language.locale);
  return make(
    "section",
    { part: "edit" },
    make("p", { part: "edit-time" }, ...language.compose("editSeen", { time })),
    makeChanges(edit.headline_changes, { part: "edit-headline", lang }),
    makeChanges(edit.text_changes, { part: "edit-text", lang }),
  );
}

function makeChanges(changes, attributes) {
  if (!changes?.length) return null;
  return make("p", { ...attributes, dir: "auto" }, ...changes.map(([op, text]) => make(ELEMENTS[op], {}, text)));
}
