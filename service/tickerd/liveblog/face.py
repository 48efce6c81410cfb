"""What a reader sees of a post: words, however they are set, and pictures, of whatever size.

Sites set the same words in other type, and serve the same picture from another server, in another
size or format, for all posts at once or at every look: none of that is a revision.
"""

import hashlib
import re
from urllib.parse import unquote

from .post import Media, Post
from .wording import in_plain_type

REPEATED_BLANKS = 3
"""A headline of four words or more may be the beginning of the text, and no more than that."""

_INNER = re.compile(r"[?&](?:url|src|u|image|img|file|path)=([^&]+)")
_ADDRESS = re.compile(r"(?:https?:)?//[^/?#]*(?=[/?#]|$)")
_SIZE = re.compile(r"(?:[a-z]{1,3}[-_]?)?\d{1,4}(?:[x_]\d{1,4})?")
_TURNED = re.compile(r"[a-z]{1,3}_[\w.:-]+(?:,[a-z]{1,3}_[\w.:-]+)*")
"""How some servers name what they did to a picture: `w_640,h_360,c_fill`."""
_ENDING = re.compile(
    r"(?:[-_]\d{1,5}x\d{1,5}|@\dx|-scaled)?(?:\.[a-z0-9]{2,4}){0,2}$", re.IGNORECASE
)
_SCRIPT = re.compile(r"\.(?:php|aspx?|ashx|jsp|cgi)\?")


def sign_of(post: Post) -> str:
    """A short sign of what a reader sees; two that are the same are no revision.

    White space, the shape of quotation marks and dashes, labels, order and claims do not count, nor
    whether words stand in the headline or begin the text.
    """
    media = sorted(map(_media_of, post.media))
    face = repr((_words_of(post), media))
    return hashlib.sha256(face.encode()).hexdigest()[:16]


def _words_of(post: Post) -> str:
    """All words in a row; those of a headline that but repeats how the text begins once."""
    headline, text = map(in_plain_type, post.wording)
    beginning = headline.removesuffix("...").rstrip()
    repeated = beginning.count(" ") >= REPEATED_BLANKS and text.startswith(beginning)
    return text if repeated else f"{headline} {text}".strip()


def _media_of(medium: Media) -> tuple[str, str, str]:
    return medium.kind, name_of_medium(medium.url), in_plain_type(medium.text)


def name_of_medium(url: str) -> str:
    """Which picture, film or sound an address names, without server, size, format and tracking."""
    if inner := _INNER.search(url):
        url = unquote(inner[1])
    *_, start = (0, *(found.end() for found in _ADDRESS.finditer(url)))
    address = url[start:]
    if _SCRIPT.search(address):
        return address
    *folders, last = address.partition("?")[0].partition("#")[0].split("/")
    kept = [one for one in folders if not (_SIZE.fullmatch(one) or _TURNED.fullmatch(one))]
    return "/".join((*kept, _ENDING.sub("", last) or last))
