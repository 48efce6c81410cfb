"""Tickaroo: the prefetched embed, JSON-LD in JSON in an attribute of HTML in JSON.

Its updates have no ids; their bodies begin with the headline again.
"""

from typing import Any

from selectolax.lexbor import LexborHTMLParser

from tickerd.extract.bounds import tangle
from tickerd.extract.jsonld import read_objects
from tickerd.extract.page import Page
from tickerd.extract.reading import Reading
from tickerd.extract.values.json_values import load_json, walk_json
from tickerd.liveblog.post import Post

_ATTRIBUTE = "initialdata"


def read(page: Page) -> Reading | None:
    """Read the embed's JSON-LD, in its own JSON answer or within a page; None if there is none."""
    objects = [one for data in _embedded(page) for one in _schema(data)]
    reading = read_objects(page, objects) if objects else None
    if reading is None:
        return None
    return Reading(
        dialect="tickaroo",
        posts=tuple(_without_repetition(post) for post in reading.posts),
        headline=reading.headline,
        standfirst=reading.standfirst,
        last_updated=reading.last_updated,
        language=reading.language,
        live=reading.live,
        declared=True,
        sure=True,
    )


def _embedded(page: Page) -> list[Any]:
    tree = page.tree
    if page.form == "json":
        html = page.value.get("html") if isinstance(page.value, dict) else None
        if not isinstance(html, str) or _ATTRIBUTE not in html or tangle(html) is not None:
            return []
        tree = LexborHTMLParser(html)
    return [
        load_json(node.attributes.get(_ATTRIBUTE) or "") for node in tree.css(f"[{_ATTRIBUTE}]")
    ]


def _schema(data: object) -> list[dict[str, Any]]:
    found = []
    for one in walk_json(data):
        said = one.get("schemaOrg") if isinstance(one, dict) else None
        value = load_json(said) if isinstance(said, str) else said
        found += [inner for inner in walk_json(value) if isinstance(inner, dict)]
    return found


def _without_repetition(post: Post) -> Post:
    headline = post.headline or ""
    rest = post.text[len(headline) :]
    if not headline or not post.text.startswith(headline) or _goes_on(rest):
        return post
    return post.model_copy(
        update={
            "text": rest.lstrip(" \n:.-") or post.text,
            "html": post.html.replace(headline, "", 1) if post.text != headline else post.html,
        }
    )


def _goes_on(rest: str) -> bool:
    """Whether a headline is but the beginning of a sentence, which goes on behind it."""
    return rest[:1].isalnum() or rest.lstrip(" ")[:1].islower()
