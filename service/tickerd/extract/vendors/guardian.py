"""The Guardian: the JSON model behind its pages (`<page>.json?dcr=true`).

Blocks carry typed elements and three times in milliseconds: created (a draft's), first published,
last updated.
"""

from collections.abc import Iterator
from typing import Any

from tickerd.extract.jsonld import different
from tickerd.extract.markup import Rich, from_string, join
from tickerd.extract.page import Page
from tickerd.extract.reading import Reading, without_doubles
from tickerd.extract.text.lines import plain
from tickerd.extract.text.links import clean_url
from tickerd.extract.times.dating import claim_of
from tickerd.liveblog.post import KEY_EVENT, PINNED, SUMMARY, Media, Post

_LABELS = {"pinned": PINNED, "keyEvent": KEY_EVENT, "summary": SUMMARY}


def read(page: Page) -> Reading | None:
    """Read the blocks of the model, or None if this is another JSON."""
    value = page.value
    if not isinstance(value, dict) or not isinstance(value.get("blocks"), list):
        return None
    blocks = [one for one in value["blocks"] if isinstance(one, dict) and "elements" in one]
    design = value.get("format")
    kind = design.get("design") if isinstance(design, dict) else None
    if not blocks or kind not in (None, "LiveBlogDesign", "DeadBlogDesign", "LiveBlog", "DeadBlog"):
        return None
    address = clean_url(str(value.get("canonicalUrl") or value.get("webURL") or ""), page.url)
    pagination = value.get("pagination")
    pages = pagination.get("totalPages") if isinstance(pagination, dict) else None
    return Reading(
        dialect="guardian",
        posts=without_doubles(tuple(_post(block, address, page) for block in blocks)),
        headline=plain(str(value.get("headline") or value.get("webTitle") or "")) or None,
        standfirst=from_string(str(value.get("standfirst") or ""), page.base).text or None,
        last_updated=claim_of(value.get("webPublicationDate"), page.dial),
        live=False if kind in ("DeadBlogDesign", "DeadBlog") else None,
        complete=pages == 1,
        declared=True,
        sure=True,
    )


def _post(block: dict[str, Any], address: str | None, page: Page) -> Post:
    body = join(_elements(block, page))
    published = claim_of(block.get("blockFirstPublished") or block.get("blockCreatedOn"), page.dial)
    attributes = block.get("attributes")
    said = attributes if isinstance(attributes, dict) else {}
    name = str(block.get("id") or "")
    return Post(
        source_id=name or None,
        permalink=f"{address}?page=with:block-{name}#block-{name}" if address and name else None,
        headline=plain(str(block.get("title") or "")) or None,
        text=body.text,
        html=body.html,
        author=_contributors(block),
        labels=tuple(label for key, label in _LABELS.items() if said.get(key) is True),
        media=body.media,
        published=published,
        modified=different(claim_of(block.get("blockLastUpdated"), page.dial), published),
    )


def _elements(block: dict[str, Any], page: Page) -> Iterator[Rich]:
    elements = block.get("elements")
    for element in elements if isinstance(elements, list) else []:
        if not isinstance(element, dict):
            continue
        kind = str(element.get("_type") or "").rpartition(".")[2]
        if kind == "ImageBlockElement":
            yield Rich(media=_image(element, page))
        elif element.get("html"):
            yield from_string(str(element["html"]), page.base)
        elif element.get("assetId") or element.get("embedUrl"):
            yield Rich(media=_film(element, page))


def _image(element: dict[str, Any], page: Page) -> tuple[Media, ...]:
    media, data = element.get("media"), element.get("data")
    images = media.get("allImages") if isinstance(media, dict) else None
    said = str(data.get("alt") or "") if isinstance(data, dict) else ""
    for image in images if isinstance(images, list) else []:
        address = (
            clean_url(str(image.get("url") or ""), page.base) if isinstance(image, dict) else None
        )
        if address:
            return (Media(kind="image", url=address, text=plain(said)),)
    return ()


def _film(element: dict[str, Any], page: Page) -> tuple[Media, ...]:
    asset = element.get("assetId")
    said = element.get("embedUrl") or (f"https://www.youtube.com/watch?v={asset}" if asset else "")
    address = clean_url(str(said), page.base)
    return (
        (Media(kind="video", url=address, text=plain(str(element.get("mediaTitle") or ""))),)
        if address
        else ()
    )


def _contributors(block: dict[str, Any]) -> str | None:
    people = block.get("contributors")
    names = [str(one.get("name") or "") for one in people or () if isinstance(one, dict)]
    return ", ".join(name for name in names if name) or None
