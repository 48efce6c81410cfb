"""BBC: the JSON model of a live page (`data.liveTextStream`), a tree of typed blocks."""

from collections.abc import Iterator
from typing import Any

from tickerd.extract.jsonld import different
from tickerd.extract.markup import from_lines
from tickerd.extract.page import Page
from tickerd.extract.reading import Reading, without_doubles
from tickerd.extract.text.lines import plain
from tickerd.extract.times.dating import claim_of
from tickerd.extract.values.json_values import NODES
from tickerd.liveblog.post import Post

_PICTURES = frozenset(("image", "video", "media", "audio", "gallery", "caption", "altText"))
"""Blocks whose words are about what they show."""


def read(page: Page) -> Reading | None:
    """Read the stream's results, or None if this is another JSON."""
    data = page.value.get("data") if isinstance(page.value, dict) else None
    if not isinstance(data, dict) or "liveTextStream" not in data:
        return None
    stream = _inside(data, "liveTextStream", "content", "data")
    results = stream.get("results")
    listed = [one for one in results if isinstance(one, dict)] if isinstance(results, list) else []
    live = data.get("isLive")
    return Reading(
        dialect="bbc",
        posts=without_doubles(tuple(post for one in listed if (post := _post(one, page)))),
        headline=plain(str(data.get("title") or "")) or None,
        last_updated=claim_of(_inside(data, "seo").get("dateModified"), page.dial),
        live=live if isinstance(live, bool) else None,
        complete=_inside(stream, "page").get("total") == 1,
        declared=True,
        sure=True,
    )


def _inside(value: dict[str, Any], *names: str) -> dict[str, Any]:
    for name in names:
        inner = value.get(name)
        value = inner if isinstance(inner, dict) else {}
    return value


def _post(result: dict[str, Any], page: Page) -> Post | None:
    dates = _inside(result, "dates")
    published = claim_of(dates.get("firstPublished") or dates.get("curated"), page.dial)
    headline = " ".join(_paragraphs(result.get("header")))
    body = from_lines(_paragraphs(result.get("content")))
    if not (headline or body.text):
        return None
    minute = dates.get("time")
    return Post(
        source_id=str(result["urn"]) if result.get("urn") else None,
        headline=headline or None,
        text=body.text,
        html=body.html,
        labels=(minute,) if isinstance(minute, str) and minute else (),
        published=published,
        modified=different(claim_of(dates.get("lastPublished"), page.dial), published),
    )


def _blocks(tree: object) -> Iterator[dict[str, Any]]:
    """All blocks of a tree, without what stands in pictures and films: captions, their words."""
    stack = [tree]
    for _ in range(NODES):
        if not stack:
            return
        one = stack.pop()
        if isinstance(one, list):
            stack += reversed(one)
        elif isinstance(one, dict) and one.get("type") not in _PICTURES:
            yield one
            stack += reversed(one.values())


def _paragraphs(tree: object) -> Iterator[str]:
    for block in _blocks(tree):
        if block.get("type") == "paragraph":
            model = block.get("model")
            text = model.get("text") if isinstance(model, dict) else None
            if isinstance(text, str) and (line := plain(text)):
                yield line
