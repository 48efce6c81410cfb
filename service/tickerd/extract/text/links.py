"""Foreign addresses: absolute, of a harmless scheme, without what only tracks the reader."""

import re
from functools import lru_cache
from urllib.parse import parse_qsl, urljoin, urlsplit, urlunsplit

_TRACKERS = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|msclkid|yclid|mc_[ce]id|igshid|gclsrc|wt_?mc(?:_\w+)?|xtor|ref_src|at_\w+"
    r"|cmpid|ito|ns_\w+|_hs(?:enc|mi)|mkt_tok|__twitter_impression",
    re.IGNORECASE,
)
_PLAIN = re.compile(
    r"https?://[\w-]++(?:\.[\w-]++)*+(?::\d{1,5})?"
    r"(?:/[\w~%:,@!-][\w.~%:,@!-]*+)*+/?(?:#[\w.:-]*+)?"
)
"""An address that is absolute, and has nothing to be resolved or taken away."""
_UNSEEN = re.compile(r"[\x00-\x20\x7f\ud800-\udfff]+")
"""Control characters and halves of surrogate pairs: no address has them."""
_ROOTED = re.compile(r"(?:/[\w~%:,@!-][\w.~%:,@!-]*+)++/?(?:#[\w.:-]+)?")
"""One that is but a path from the host's root, of which the same is true."""
_BLOG = re.compile(
    r"/[^/]*(?:live|ticker|\bdirect|diretta|minut[eo]|en-vivo|ao-vivo)", re.IGNORECASE
)
_ONE = re.compile(r"\d|-[^/-]+-[^/]*$")
"""What the name of one blog has in an address, and that of a section has not."""
LONGEST = 4_000
TELLING = re.compile(r"\d|^.{12}")
"""What anchors of posts have: a number, or many characters. Those of a page are `top`, `more`."""


def clean_url(
    address: str | None, base: str, schemes: tuple[str, ...] = ("http", "https")
) -> str | None:
    """An absolute address without tracking parameters; None if it is not of these schemes."""
    if not address or len(address) > LONGEST:
        return None
    if _PLAIN.fullmatch(address):
        return address
    if _ROOTED.fullmatch(address) and (origin := _origin_of(base)):
        return origin + address
    return _resolve(address, base, schemes)


def _resolve(address: str, base: str, schemes: tuple[str, ...]) -> str | None:
    try:
        joined = urljoin(base, _UNSEEN.sub("", "".join(address.split())))
        parts = urlsplit(joined)
    except ValueError:
        return None
    if parts.scheme not in schemes or (parts.scheme != "mailto" and not parts.netloc):
        return None
    if not parts.query:
        return joined
    kept = [
        pair for pair in parts.query.split("&") if not _TRACKERS.fullmatch(pair.partition("=")[0])
    ]
    return urlunsplit(parts._replace(query="&".join(kept)))


@lru_cache(maxsize=256)
def _origin_of(base: str) -> str | None:
    """The scheme and the host of an address of the web."""
    try:
        parts = urlsplit(base)
    except ValueError:
        return None
    web = parts.scheme in ("http", "https") and parts.netloc
    return f"{parts.scheme}://{parts.netloc}" if web else None


def fragment_of(address: str | None) -> str | None:
    """What stands behind the `#`, if anything does."""
    if not address or "#" not in address:
        return None
    return address.partition("#")[2] or None


def name_in_query(address: str, page: str) -> str | None:
    """The one thing that an address asks of a page's path beyond what the page's own address asks.

    None if that is nothing, or several things, or too little to name a post.
    """
    try:
        asked, known = (parse_qsl(urlsplit(one).query) for one in (address, page))
    except ValueError:
        return None
    more = [value for name, value in asked if (name, value) not in known]
    return more[0] if len(more) == 1 and TELLING.search(more[0]) else None


def same_page(one: str, other: str) -> bool:
    """Whether two addresses lead to the same path of the same host; query and fragment aside."""
    place = _place_of(one)
    return place is not None and place == _place_of(other)


def names_blog(path: str) -> bool:
    """Whether a path is that of one live blog, not of a front of several: /live/storm-2024."""
    path = path.rstrip("/")[:LONGEST]
    return _BLOG.search(path) is not None and _ONE.search(path.rpartition("/")[2]) is not None


def is_part(one: str, blog: str) -> bool:
    """Whether an address lies below that of a live blog, as those of its posts may."""
    here, there = _place_of(one), _place_of(blog)
    if here is None or there is None or here[0] != there[0]:
        return False
    return here[1].startswith(f"{there[1]}/") and names_blog(there[1])


def same_host(one: str, other: str) -> bool:
    """Whether two addresses are of one host."""
    here, there = _place_of(one), _place_of(other)
    return here is not None and there is not None and here[0] == there[0]


@lru_cache(maxsize=1024)
def _place_of(address: str) -> tuple[str, str] | None:
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return _bare(parts.netloc), parts.path.rstrip("/")


def _bare(host: str) -> str:
    return host.lower().removeprefix("www.").removeprefix("amp.").removeprefix("m.")
