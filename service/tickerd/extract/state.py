"""The dialect `state`: the state of a page that its scripts carry for a program in the browser.

`__NEXT_DATA__`, `window.__INITIAL_STATE__ = {…}`, `__NUXT__`, Apollo's cache and their like. Such a
state holds much besides the posts: teasers, comments, menus. So a list in it is believed only if
its records carry whole texts, lead to no other page, and page or list speak of a live blog.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from tickerd.extract.clock import AHEAD
from tickerd.extract.liveness import says_live
from tickerd.extract.page import Page
from tickerd.extract.reading import Reading
from tickerd.extract.records import read_table, weigh
from tickerd.extract.structure.programmes import is_programme
from tickerd.extract.text.links import clean_url, same_page
from tickerd.extract.values.names import TEXT_ABROAD
from tickerd.extract.values.states import find_states, link_cache
from tickerd.extract.values.tables import Record, Table, find_tables, words_of
from tickerd.liveblog.post import Post

_LIVE = re.compile(r"live ?(?:blog|ticker|update|post|stream|text|feed|coverage)s?")
_HINT = re.compile(r"live(?:[-_]?(?:blog|ticker|update|post)|stream|text|feed|_?coverage)")
_PLACE = re.compile(
    r"posts?|entr(?:y|ies)|updates?|blocks?|items?|bulletins?|messages?|events?|timeline|results"
    r"|comment(?:ary|aries)|key ?points?|nodes?|edges?|children|list|data|content|cards?|\[\]"
)
_ASIDE = re.compile(
    r"comments?|repl(?:y|ies)|reviews?|related|recommend\w*|trending|popular|most|teasers?|menu"
    r"|nav\w*|products?|users?|authors?|notifications?|read|more|ads?|newsletters?|promo\w*|sidebar"
    r"|search|breaking|sections?|articles?|stories"
)
_NEVER = re.compile(r"\b(?:comments?|repl(?:y|ies)|related|recommended|recommendations)\b")
_TEASER = frozenset(
    (
        *("excerpt", "teaser", "summary", "section", "category", "categories", "tags", "thumbnail"),
        *("subtitle", "kicker", "dek", "seo", "canonical url", "primary category", "primary tag"),
        *("reading time", "read time", "comment count", "comments count", "word count"),
    )
)
_MEMBERS = frozenset(
    ("username", "user name", "upvotes", "replies", "reply count", "replies count", "parent id")
)
"""Keys of what members of a forum say."""
_OPINIONS = frozenset(("likes", "like count", "votes", "score", "reactions", "avatar"))
"""Keys beside them of what others think of it; posts may have such, too."""
_SPANS = (("start time", "end time"), ("start date", "end date"), ("starts at", "ends at"))
_PAGES = frozenset(("article", "story", "news", "newsarticle"))
"""Types of records that are pages of their own, where they have an address."""
_BODY = re.compile(
    r"(?:\w+ )?(?:html|body|content|contents|text|message|commentary|blocks"
    rf"|{TEXT_ABROAD})|body \w+"
)
_ADDRESS = re.compile(r"(?:\w+ )?(?:url|link|href|permalink|slug|path|uri)")
LEAST_POSTS = 2
LEAST_TEXT = 40
LEAST_MEMBERS = 2
LEAST_ORDER = 0.6


def read(page: Page) -> Reading | None:
    """Read the list that is the live blog of the page, or None."""
    if page.form != "html" or not _may_hold_posts(page):
        return None
    best: tuple[float, tuple[Post, ...]] = (0.0, ())
    for value in page.once(find_states):
        for table in (*find_tables(value), *find_tables(link_cache(value))):
            weight = weigh(table, page) if _may_be_live(table, page) else 0.0
            if weight > best[0]:
                posts = read_table(table, page)
                best = (weight, posts) if _are_posts(posts, page) else best
    return Reading(dialect="state", posts=best[1], declared=True, marked=True) if best[1] else None


def _may_hold_posts(page: Page) -> bool:
    """Whether page or scripts speak of a live blog at all: told before any script is read."""
    return says_live(page) or page.names_live_blog or _HINT.search(page.lowered) is not None


def _may_be_live(table: Table, page: Page) -> bool:
    """What keys alone tell of the records: cheap, and before any text is read."""
    names = [words_of(key) for key in table.path if key != "[]"]
    kinds = {str(record.get("__typename") or "") for record in table.records[:20]}
    said = " ".join((*names, *(words_of(one) for one in sorted(kinds))))
    last = names[-1] if names else ""
    if len(table.records) < LEAST_POSTS or _ASIDE.fullmatch(last) or _NEVER.search(said):
        return False
    named = _LIVE.search(said) is not None
    called = says_live(page) or page.names_live_blog
    if not named and not (called and _PLACE.search(last)):
        return False
    sample = table.records[:20]
    return sum(_is_whole(record, page) for record in sample) > 0.6 * len(sample)


def _is_whole(record: Record, page: Page) -> bool:
    """Whether a record carries a text of its own, and is no teaser of another page."""
    keys = {words_of(key) for key in record}
    if not any(_BODY.fullmatch(key) for key in keys):
        return False
    planned = any(begin in keys and end in keys for begin, end in _SPANS)
    said = keys & _MEMBERS
    if planned or (said and len(said | (keys & _OPINIONS)) >= LEAST_MEMBERS):
        return False
    away = [_leads_away(value, page) for key, value in _addresses(record)]
    kinds = (record.get(name) for name in ("type", "contentType", "__typename"))
    if away and any(isinstance(kind, str) and kind.lower() in _PAGES for kind in kinds):
        return False
    return not any(away) and (len(keys & _TEASER) < 2 or not away)


def _addresses(record: Record) -> Iterator[tuple[str, Any]]:
    for key, value in record.items():
        if isinstance(value, str) and value and _ADDRESS.fullmatch(words_of(key)):
            yield key, value


def _leads_away(value: str, page: Page) -> bool:
    """Whether an address is of another page; one below this page's own is not."""
    address = clean_url(value, page.base) if value.startswith(("http", "/")) else None
    if address is None or same_page(address, page.home):
        return False
    own = page.url.partition("?")[0].partition("#")[0].rstrip("/").removesuffix(".html")
    return not address.startswith(f"{own}/")


def _are_posts(posts: tuple[Post, ...], page: Page) -> bool:
    """Whether they read like a live blog: long enough, timed, in some order, not ahead of it."""
    if len(posts) < LEAST_POSTS:
        return False
    claims = [post.published for post in posts if post.published is not None]
    times = [claim.at for claim in claims]
    if len(times) < 0.8 * len(posts) or len(set(times)) < LEAST_POSTS:
        return False
    if is_programme(claims, posts, page.dial) or max(times) > page.dial.looked_at + AHEAD:
        return False
    if sum(len(post.text) for post in posts) < LEAST_TEXT * len(posts):
        return False
    pairs = list(pairwise(times))
    falling = sum(one >= other for one, other in pairs)
    rising = sum(one <= other for one, other in pairs)
    return max(falling, rising) >= LEAST_ORDER * len(pairs)
