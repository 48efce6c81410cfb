"""The dialect `amp`: the items of `<amp-live-list>`.

Source: https://amp.dev/documentation/components/amp-live-list. Its items stand below `[items]`;
each has an `id`, a `data-sort-time` and, once changed, a `data-update-time`, both Unix times;
an item that was taken back stays with `data-tombstone`. The same element lists comments and
articles, so what is but a teaser or stands among comments is none.
"""

import re

from selectolax.lexbor import LexborNode

from tickerd.extract import jsonld
from tickerd.extract.jsonld import different
from tickerd.extract.liveness import leads_away
from tickerd.extract.page import Page
from tickerd.extract.reading import Reading, without_doubles
from tickerd.extract.structure.blocks import Block, Group
from tickerd.extract.structure.drafts import draft_post
from tickerd.extract.structure.indexes import is_index
from tickerd.extract.structure.marks import find_marks_in
from tickerd.extract.times.dating import claim_of, to_claim
from tickerd.liveblog.claim import Claim, ClaimRule
from tickerd.liveblog.post import Post

_COMMENTS = re.compile(r"comment|disqus|discussion|repl(?:y|ies)", re.IGNORECASE)
_STAMPED = re.compile(r"\D{0,20}(\d{10}|\d{13})")
TEASERS = 0.5
"""With a larger share of items that lead to other pages, the list is an index."""


def read(page: Page) -> Reading | None:
    """Read the items that are not taken back, or None if the page has no such list."""
    lists = page.nodes("amp-live-list") if page.form == "html" else []
    items = page.most([item for one in lists for item in _items(one, page)])
    teasers = sum(leads_away(item, page) for item in items)
    if not items or teasers > TEASERS * len(items):
        return None
    if is_index(Group([Block([item]) for item in items], items[0]), page):
        return None
    posts = without_doubles(tuple(post for item in items if (post := _post(item, page))))
    told = page.once(jsonld.read)
    return Reading(
        dialect="amp",
        posts=posts,
        declared=True,
        from_body=True,
        marked=True,
        sure=told is None or not told.posts,
    )


def _items(listing: LexborNode, page: Page) -> list[LexborNode]:
    around = [listing, *page.lineage.path_of(listing)]
    said = (f"{one.attributes.get('id')} {one.attributes.get('class')}" for one in around[:4])
    if any(_COMMENTS.search(one) for one in said):
        return []
    return [
        item
        for place in listing.css("[items]")
        for item in place.iter()
        if "data-tombstone" not in item.attributes
        if item.attributes.get("id") or item.attributes.get("data-sort-time")
    ]


def _post(item: LexborNode, page: Page) -> Post | None:
    draft = draft_post(Block([item], find_marks_in(item, ())), page)
    if draft is None:
        return None
    published = _instant(item, "data-sort-time", page) or to_claim(draft.parts, page.column_dial)
    modified = _instant(item, "data-update-time", page) or to_claim(draft.changed, page.dial)
    later = modified is not None and (published is None or modified.at > published.at)
    return draft.post.model_copy(
        update={
            "source_id": _name(item),
            "published": published,
            "modified": different(modified, published) if later else None,
        }
    )


def _instant(item: LexborNode, name: str, page: Page) -> Claim | None:
    """A Unix time; some lists sort by a plain count."""
    claim = claim_of(item.attributes.get(name), page.dial)
    return claim if claim is not None and claim.rule == ClaimRule.ABSOLUTE else None


def _name(item: LexborNode) -> str | None:
    """The item's id, unless it is made of the time of its last change: that is no name."""
    said = item.attributes.get("id")
    stamped = _STAMPED.fullmatch(said) if said else None
    if stamped is None or stamped[1] == item.attributes.get("data-sort-time"):
        return said
    return None
