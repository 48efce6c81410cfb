"""Sourcefabric Live Blog: the answer of `/api/client_blogs/<blog>/posts`, and its markup.

An Eve envelope (`_items`, `_meta`). The text of a post is spread over `groups[1:].refs[].item`.
Deleted posts and readers' comments stay in the answer. In the markup sticky posts have a list of
their own above the others, and stand in none else.
"""

from collections.abc import Iterator
from typing import Any

from selectolax.lexbor import LexborNode

from tickerd.extract.jsonld import different
from tickerd.extract.markup import Rich, from_string, join
from tickerd.extract.page import Page
from tickerd.extract.reading import Reading, without_doubles
from tickerd.extract.text.lines import plain
from tickerd.extract.text.links import clean_url
from tickerd.extract.times.dating import claim_of
from tickerd.extract.vendors.boxes import Boxes, attribute, has_class, read_as, read_boxes
from tickerd.liveblog.post import KEY_EVENT, PINNED, Media, Post


def _labels(box: LexborNode) -> Iterator[str]:
    if (box.attributes.get("data-post-sticky") or "").lower() == "true":
        yield PINNED
    if has_class(box, ("lb-post--highlighted",)):
        yield KEY_EVENT


def _is_foreign(box: LexborNode) -> bool:
    """Whether it is an advertisement or a reader's comment."""
    marked = box.css_first(".lb-item.Advertisement, .lb-item.comment")
    return marked is not None or has_class(box, ("lb-advertisement",))


_BOXES = Boxes(
    box="article.lb-post[data-post-id]",
    body=".lb-item",
    stamp=".lb-post-date[data-js-timestamp]",
    name=attribute("data-post-id"),
    author=".lb-post-header .lb-author__name",
    labels=_labels,
    skip=_is_foreign,
    embeds=True,
)


def read(page: Page) -> Reading | None:
    """Read the posts of the envelope or of the markup, or None if this is neither."""
    if page.form == "html":
        return read_as("sourcefabric", page, read_boxes(page, _BOXES))
    envelope = _envelope(page.value)
    if envelope is None:
        return None
    items = [item for item in envelope["_items"] if isinstance(item, dict)]
    posts = [_post(item, page) for item in items if _is_open(item)]
    meta = envelope.get("_meta")
    total = meta.get("total") if isinstance(meta, dict) else None
    return Reading(
        dialect="sourcefabric",
        posts=without_doubles(tuple(posts)),
        complete=isinstance(total, int) and total <= len(items),
        declared=True,
        sure=True,
    )


def _envelope(value: object) -> dict[str, Any] | None:
    if not isinstance(value, dict):
        return None
    if isinstance(value.get("groups"), list) and "published_date" in value:
        return {"_items": [value]}
    inner = value.get("posts", value)
    items = inner.get("_items") if isinstance(inner, dict) else None
    if not isinstance(items, list):
        return None
    marked = any(isinstance(item, dict) and "groups" in item for item in items)
    return inner if marked else None


def _is_open(item: dict[str, Any]) -> bool:
    return not item.get("deleted") and item.get("post_status", "open") == "open"


def _post(item: dict[str, Any], page: Page) -> Post:
    bodies, media = [], []
    for part in _parts(item):
        if part.get("item_type") == "image":
            media += _image(part, page)
        else:
            bodies.append(from_string(str(part.get("text") or ""), page.base))
    body = join([*bodies, Rich(media=tuple(media))])
    published = claim_of(item.get("published_date") or item.get("_created"), page.dial)
    labels = [PINNED] * bool(item.get("sticky")) + [KEY_EVENT] * bool(item.get("lb_highlight"))
    language = item.get("language")
    return Post(
        source_id=str(item["_id"]) if item.get("_id") else None,
        text=body.text,
        html=body.html,
        author=_author(item),
        language=language if isinstance(language, str) else None,
        labels=tuple(labels),
        media=body.media,
        published=published,
        modified=different(claim_of(item.get("content_updated_date"), page.dial), published),
    )


def _parts(item: dict[str, Any]) -> Iterator[dict[str, Any]]:
    groups = item.get("groups")
    for group in groups[1:] if isinstance(groups, list) else []:
        refs = group.get("refs") if isinstance(group, dict) else None
        for ref in refs if isinstance(refs, list) else []:
            part = ref.get("item") if isinstance(ref, dict) else None
            if isinstance(part, dict):
                yield part


def _image(part: dict[str, Any], page: Page) -> list[Media]:
    """The picture of an item; its caption goes with it, not into the text."""
    piece = from_string(str(part.get("text") or ""), page.base)
    meta = part.get("meta")
    caption = plain(str(meta.get("caption") or "")) if isinstance(meta, dict) else ""
    return [
        medium.model_copy(update={"text": caption or medium.text})
        for medium in piece.media
        if clean_url(medium.url, page.base)
    ]


def _author(item: dict[str, Any]) -> str | None:
    publisher = item.get("publisher")
    shown = publisher.get("display_name") if isinstance(publisher, dict) else None
    return plain(str(item.get("byline") or shown or "")) or None
