"""What kind of document a text is, by how it begins; and the page that an answer in JSON holds."""

import re
from typing import Literal

from tickerd.extract.values.json_values import CALLED, SCRIPTED, load_json

Form = Literal["html", "json", "feed", "text"]

_BRACKET = re.compile(r"\{\s*[\"}]|\[\s*[{\[]")
_FEED = re.compile(r"<(?:rss|feed|rdf:rdf)[\s>]", re.IGNORECASE)
_ANSWER = re.compile(
    r"\ufeff?\s*\{\s*(?:\"\w{1,40}\"\s*:\s*(?:[\w.+-]{1,40}|\"[^\"\\]{0,300}\")\s*,\s*){0,12}"
    r"\"(?:html|content|markup|data|rendered|body)\"\s*:\s*\"\s*(?:\\[nrt]\s*)*(?:<|\\u003[cC])"
)
"""How an answer begins that says a few words of a piece of HTML, and nothing else."""
HEAD, PROLOG = 1_024, 8_192
"""Characters in which a document shows its kind, and in which a feed begins."""
LEAST = 200
"""Characters; a shorter piece of HTML is no page."""


def form_of(text: str, content_type: str | None) -> Form:
    """The kind of a document, by its first characters; the header only breaks ties."""
    kind = (content_type or "").partition(";")[0].strip().lower()
    head = text[:HEAD].lstrip().lstrip("\ufeff").lower()
    if head.startswith(("<rss", "<feed")) or _is_feed(text, head, kind):
        return "feed"
    if "json" in kind or "javascript" in kind or _begins_json(head):
        return "json"
    if head.startswith(("<!doctype", "<html", "<?xml")) or kind.endswith(("html", "xml")):
        return "html"
    if kind.startswith("text/") or not head.startswith("<"):
        return "text"
    return "html"


def _is_feed(text: str, head: str, kind: str) -> bool:
    """Whether the root of a feed stands behind its prolog, or behind what a server printed."""
    if not (head.startswith("<?xml") or kind.endswith("xml")):
        return False
    found = _FEED.search(text, 0, PROLOG)
    return found is not None and "<html" not in text[: found.start()].lower()


def _begins_json(head: str) -> bool:
    """Whether a document begins as JSON does, bare, handed to a function or given to a variable."""
    given = CALLED.match(head) or SCRIPTED.match(head)
    return _BRACKET.match(head, given.end() if given else 0) is not None


def page_in(text: str) -> str | None:
    """The HTML that an answer in JSON holds as its one string beside a few words; else None."""
    if _ANSWER.match(text) is None:
        return None
    value = load_json(text)
    if not isinstance(value, dict) or any(
        isinstance(one, dict | list) and one for one in value.values()
    ):
        return None
    pieces = [one for one in value.values() if isinstance(one, str) and len(one) >= LEAST]
    return pieces[0] if len(pieces) == 1 else None
