"""Why nothing was found in a document, in words: for who watches it, and for the page doctor."""

from collections.abc import Callable, Mapping

from tickerd.extract.instead import NOTHING, explain_items, explain_vaguely, name_instead
from tickerd.extract.liveness import says_live
from tickerd.extract.page import Page
from tickerd.extract.records import explain, tables_of
from tickerd.extract.structure.marks import find_marks
from tickerd.extract.times.calendar_words import UPDATED
from tickerd.extract.timestamps import survey
from tickerd.extract.values.json_values import load_json
from tickerd.extract.values.states import find_states

FORMS = {"html": "HTML", "json": "JSON", "feed": "an XML feed", "text": "plain text"}
NO_BOXES = "no boxes around them that look like posts"
ELSE_SHAPED = "it has not the shape of that maker's documents"


def explain_page(page: Page) -> str:
    """Why a document in which no rung found anything is no live blog, as well as can be told."""
    if page.form == "html":
        return name_instead(page)
    rung = {"json": "records", "feed": "feed"}.get(page.form)
    return explain_absence(rung, page) if rung else NOTHING


def explain_absence(rung: str, page: Page) -> str:
    """Why the rung of that name has nothing to say of the page."""
    wanted = _FORMS.get(rung)
    if wanted is not None and page.form != wanted:
        return f"the document is {FORMS[page.form]}, not {FORMS[wanted]}"
    why = _REASONS.get(rung)
    return why(page) if why is not None else ELSE_SHAPED


def _no_jsonld(page: Page) -> str:
    scripts = page.nodes('script[type*="ld+json" i]')
    broken = sum(load_json(node.text()) is None for node in scripts)
    if not scripts:
        return "no JSON-LD script in it"
    unread = f", {broken} of which cannot be read" if broken else ""
    return f"no LiveBlogPosting in {len(scripts)} JSON-LD script{'s'[: len(scripts) - 1]}{unread}"


def _no_type(attribute: str) -> Callable[[Page], str]:
    def why(page: Page) -> str:
        said = len(page.nodes(f"[{attribute}]"))
        return f"no LiveBlogPosting in {said} elements with {attribute}"

    return why


def _no_amp(page: Page) -> str:
    lists = len(page.nodes("amp-live-list"))
    return f"{lists} amp-live-lists, of comments or of teasers" if lists else "no amp-live-list"


def _no_entries(page: Page) -> str:
    entries = len(page.nodes(".h-entry"))
    return f"{entries} h-entries, undated or of other pages" if entries else "no h-entry in it"


def _no_feed(_: Page) -> str:
    return "its XML cannot be read, or defines entities of its own"


def _no_records(page: Page) -> str:
    if not isinstance(page.value, dict | list):
        return "its JSON cannot be read"
    if (cause := explain(page)) is not None:
        return cause
    tables = len(page.once(tables_of))
    if not tables:
        return "there is no list of objects in its JSON"
    which = (
        f"none of its {tables} lists of objects has"
        if tables > 1
        else "its list of objects has not"
    )
    return f"{which} both a column of texts and one of times"


def _no_state(page: Page) -> str:
    found = len(page.once(find_states))
    return f"{found} states of a page in its scripts, none with posts of a live blog"


def _no_blocks(page: Page) -> str:
    times = len(page.once(find_marks))
    live = "" if says_live(page) else ", and the page does not call itself live"
    if times < 2:
        return f"{times} times in it{live}"
    refusals = page.once(survey).refusals
    why = explain_items(page) or (explain_vaguely(page) if refusals else NO_BOXES)
    return f"{times} times in it, but {why}{live}"


def _no_bullets(page: Page) -> str:
    if not any(words in page.text.lower() for words in UPDATED):
        return 'no "Last updated" line in it'
    return 'no list of whole sentences under a "Last updated" line'


def _no_shell(_: Page) -> str:
    return "no embed of a known maker, and no address of posts in a script of a live blog"


_REASONS: Mapping[str, Callable[[Page], str]] = {
    "jsonld": _no_jsonld,
    "microdata": _no_type("itemtype"),
    "rdfa": _no_type("typeof"),
    "amp": _no_amp,
    "hentry": _no_entries,
    "feed": _no_feed,
    "records": _no_records,
    "state": _no_state,
    "timestamps": _no_blocks,
    "bullets": _no_bullets,
    "outline": _no_bullets,
    "shell": _no_shell,
}
_JSON = (
    "article",
    "arena",
    "aws",
    "bbc",
    "cricbuzz",
    "guardian",
    "reddit",
    "scribblelive",
    "twentyfour",
    "records",
)
_HTML = ("jsonld", "microdata", "rdfa", "amp", "hentry", "state", "timestamps", "shell", "telegram")
_FORMS: Mapping[str, str] = {
    **dict.fromkeys(_JSON, "json"),
    **dict.fromkeys(_HTML, "html"),
    "feed": "feed",
    "outline": "text",
}
"""What a document must be for a rung; the others read several kinds."""
