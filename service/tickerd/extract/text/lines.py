"""Foreign text made plain: one line, no invisible characters, no entities, no tags."""

import re
from html import unescape

_SUSPECT = re.compile(r"[\u200b-\u200d\u2060\ufeff\u00ad\ud800-\udfff\x00-\x08\x0b\x0e-\x1f\x7f]")
_INVISIBLE = re.compile(
    r"[\u200b\u2060\ufeff\u00ad\ud800-\udfff\x00-\x08\x0b\x0e-\x1f\x7f]"
    r"|[\u200c\u200d](?![^\x00-\xff])|(?<![^\x00-\xff])[\u200c\u200d]"
)
TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});", re.IGNORECASE)
_WIDE = re.compile(r"[\u2e80-\ud7ff\uf900-\ufaff]")
ROUNDS = 3


def strip_invisible(text: str) -> str:
    """The same without what is not seen.

    That is: zero-width characters (joiners stay where a script or an emoji needs them), soft
    hyphens, control characters, and halves of surrogate pairs, which no encoding takes.
    """
    if text.isprintable() or _shows_all(text) or _SUSPECT.search(text) is None:
        return text
    return _INVISIBLE.sub("", text)


def _shows_all(text: str) -> bool:
    """Whether a text has but white space that is not seen: told faster than by a pattern."""
    return not _is_oddly_parted(text) and "".join(text.split()).isprintable()


def _is_oddly_parted(text: str) -> bool:
    """Whether there are characters in it that part words for Python, and are not seen elsewhere."""
    return "\x0b" in text or "\x1c" in text or "\x1d" in text or "\x1e" in text or "\x1f" in text


def tidy(text: str) -> str:
    """One line: no invisible characters, white space collapsed."""
    if text.isprintable():  # so its only white space is blanks
        while "  " in text:
            text = text.replace("  ", " ")
        return text.strip(" ")
    line = " ".join(text.split())
    if line.isprintable() and not _is_oddly_parted(text):
        return line
    return " ".join(strip_invisible(text).split())


def is_rule(line: str) -> bool:
    """Whether a line is empty, or but parts what stands above it from what stands below: "___"."""
    return not line.strip("_* ")


def unfold(text: str) -> str:
    """The same without the entities of one or more rounds of HTML escaping."""
    for _ in range(ROUNDS):
        if "&" not in text or not _ENTITY.search(text):
            break
        text = unescape(text)
    return text


def plain(text: str) -> str:
    """A headline or a name from a value that may hold entities and tags."""
    text = unfold(text)
    return tidy(TAG.sub(" ", text) if "<" in text else text)


def measure(text: str) -> int:
    """The length of a text; a character of Chinese, Japanese or Korean says as much as two."""
    return len(text) if text.isascii() else len(text) + len(_WIDE.findall(text))
