"""Whether a page breaks off in the middle: an answer that was cut, a file half written."""

import re

_OPENED = re.compile(r"<(?:html|body)[\s>]", re.IGNORECASE)
_CLOSED = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)
_WHOLE = re.compile(
    r"(?:</(?:div|main|section|footer|script|style|noscript|iframe|table|center|form)\s*>|-->)\Z",
    re.IGNORECASE,
)
"""How a page may end that leaves out the end tags of `html` and `body`."""
HEAD = 4_096
TAIL = 65_536
"""Characters at both ends in which the tags of the whole are looked for."""


def breaks_off(text: str) -> bool:
    """Whether a document was begun as a whole page and ends in the middle of its text.

    A script that is cut holds no text: what stands before it is whole.
    """
    if _OPENED.search(text, 0, HEAD) is None or text.rfind("<script") > text.rfind("</script"):
        return False
    tail = text[-TAIL:].rstrip()
    return _CLOSED.search(tail) is None and _WHOLE.search(tail[-20:]) is None
