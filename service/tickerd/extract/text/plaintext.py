"""Plain text and Markdown as HTML: a line becomes a paragraph, one that begins with # a heading."""

import re
from html import escape

_HEADING = re.compile(r"(#{1,6})\s+(?=\S)")
_BOLD = re.compile(r"(\*\*|__)(?=\S)([^*_]{1,200}?)\1")
LINES = 20_000
"""So many lines are read, no more."""


def as_markup(text: str) -> str:
    """The same words as HTML, so that what reads pages reads them too."""
    lines = (line.strip() for line in text.splitlines()[:LINES])
    return "\n".join(_element(line) for line in lines if line)


def _element(line: str) -> str:
    heading = _HEADING.match(line)
    level, words = (len(heading[1]), line[heading.end() :].rstrip(" #")) if heading else (0, line)
    inner = _BOLD.sub(r"<b>\2</b>", escape(words, quote=False))
    return f"<h{level}>{inner}</h{level}>" if heading else f"<p>{inner}</p>"
