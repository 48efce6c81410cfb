"""Arc XP, in which many papers write: a live blog is a story whose elements are stories.

It stands in the state of the page's scripts, or is the JSON answer itself. A front holds stories
in the same way, so the outer one must say that it is live.
"""

import re
from collections.abc import Iterator
from typing import Any

from tickerd.extract.jsonld import different
from tickerd.extract.liveness import says_live
from tickerd.extract.markup import Rich, from_string, join
from tickerd.extract.page import Page
from tickerd.extract.reading import Reading, without_doubles
from tickerd.extract.text.links import clean_url
from tickerd.extract.text.media import pictures_of
from tickerd.extract.values.json_values import walk_objects
from tickerd.extract.values.stamps import time_of
from tickerd.extract.values.states import find_states
from tickerd.extract.values.tables import Record
from tickerd.extract.vendors.fields import records_at, said_at, value_at
from tickerd.liveblog.post import Post

_LIVE = re.compile(r"live", re.IGNORECASE)
_SHOWN_AT = "additional_properties.first_display_date|first_publish_date|display_date|publish_date"
_SAID = ("text", "raw_html", "header", "quote", "list", "correction", "interstitial_link")
LEAST = 2


def read(page: Page) -> Reading | None:
    """Read the stories of the largest live story, or None if there is none."""
    if b"content_elements" not in page.utf8:
        return None
    values = [page.value] if page.form == "json" else page.once(find_states)
    told = [one for value in values for one in walk_objects(value) if "content_elements" in one]
    blogs = [(one, stories) for one in told if len(stories := _stories(one)) >= LEAST]
    live = [blog for blog in blogs if _is_live(blog[0], page)]
    if not live:
        return None
    blog, stories = max(live, key=lambda told: len(told[1]))
    return Reading(
        dialect="arc",
        posts=without_doubles(tuple(_post(one, page) for one in page.most(stories))),
        headline=said_at(blog, "headlines.basic"),
        standfirst=said_at(blog, "subheadlines.basic|description.basic"),
        last_updated=time_of(value_at(blog, "last_updated_date"), page),
        declared=True,
        sure=True,
    )


def _stories(blog: Record) -> list[Record]:
    """The stories among the elements, which have elements of their own."""
    listed = records_at(blog, "content_elements")
    return [
        one for one in listed if one.get("type") == "story" and records_at(one, "content_elements")
    ]


def _is_live(blog: Record, page: Page) -> bool:
    named = " ".join(str(blog.get(name) or "") for name in ("type", "subtype"))
    return (
        "poll_frequency" in blog
        or _LIVE.search(named) is not None
        or ("headlines" in blog and says_live(page, plainly=True))
    )


def _post(story: Record, page: Page) -> Post:
    elements = records_at(story, "content_elements")
    pictures = [
        m
        for one in elements
        if one.get("type") == "image"
        for m in pictures_of({"image": one}, page.base)
    ]
    body = join([*_pieces(elements, page), Rich(media=tuple(pictures))])
    published = time_of(value_at(story, _SHOWN_AT), page)
    people = records_at(story, "credits.by")
    return Post(
        source_id=said_at(story, "_id"),
        permalink=clean_url(said_at(story, "canonical_url"), page.base),
        headline=said_at(story, "headlines.basic"),
        text=body.text,
        html=body.html,
        author=", ".join(name for one in people if (name := said_at(one, "name"))) or None,
        media=body.media,
        published=published,
        modified=different(time_of(story.get("last_updated_date"), page), published),
    )


def _pieces(elements: list[Record], page: Page) -> Iterator[Rich]:
    for one in elements:
        if one.get("type") not in _SAID:
            continue
        items: list[Any] = [one, *records_at(one, "items"), *records_at(one, "content_elements")]
        for item in items:
            if isinstance(said := item.get("content"), str):
                yield from_string(f"<p>{said}</p>" if "<p" not in said else said, page.base)
