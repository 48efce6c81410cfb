"""The truth as a page, in a markup of one's choice: what a publisher might have written."""

import json
import re
from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Any
from urllib.parse import urljoin

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from .truth import TruePost, Truth
from .words import Copy


class Tongue(StrEnum):
    """How a page is written."""

    JSONLD = "jsonld"
    """HTML with a schema.org LiveBlogPosting."""
    TIMESTAMPS = "timestamps"
    """HTML blocks with an id and a `<time datetime>` each."""
    BULLETS = "bullets"
    """An HTML list under "Last updated": no times, no ids, no headlines, no pin."""


def render(truth: Truth, copy: Copy, tongue: Tongue, *, url: str) -> str:
    """The page at `url` as HTML. It depends on nothing but its arguments."""
    return _PAGES.get_template(f"{tongue}.html").render(
        truth=truth,
        copy=copy,
        words=copy.words,
        url=url,
        linked=_linker(copy, url),
        picture=lambda post: picture_url(url, post),
        jsonld=jsonld(truth, copy, url=url),
    )


def render_front(pages: Sequence[tuple[Copy, Truth, str]]) -> str:
    """The front page of the newsroom: its blogs, by copy, truth and URL."""
    return _PAGES.get_template("front.html").render(pages=pages)


def picture_url(url: str, post: TruePost) -> str:
    """Where the picture of a post of that page is."""
    return urljoin(url, f"/pictures/{url.rpartition('/')[2]}-{post.picture or post.id}.svg")


def jsonld(truth: Truth, copy: Copy, *, url: str) -> dict[str, Any]:
    """The page as a schema.org LiveBlogPosting."""
    stated = {
        "@context": "https://schema.org",
        "@type": "LiveBlogPosting",
        "@id": url,
        "url": url,
        "headline": truth.headline,
        "description": copy.standfirst,
        "inLanguage": copy.source.language,
        "publisher": {"@type": "NewsMediaOrganization", "name": copy.source.name},
        "datePublished": truth.opened_at.astimezone(copy.zone).isoformat(),
        "dateModified": truth.changed_at.astimezone(copy.zone).isoformat(),
        "coverageStartTime": truth.opened_at.astimezone(copy.zone).isoformat(),
        "coverageEndTime": truth.ended_at and truth.ended_at.astimezone(copy.zone).isoformat(),
        "liveBlogUpdate": [_jsonld_post(post, copy, url) for post in truth.shown],
    }
    return {name: value for name, value in stated.items() if value is not None}


def _jsonld_post(post: TruePost, copy: Copy, url: str) -> dict[str, Any]:
    changed_at = post.modified_at or post.published_at
    stated = {
        "@type": "BlogPosting",
        "@id": f"{url}#post-{post.id}",
        "url": f"{url}#post-{post.id}",
        "headline": post.headline,
        "articleBody": post.text,
        "author": {"@type": "Person", "name": post.author},
        "datePublished": post.published_at.astimezone(copy.zone).isoformat(),
        "dateModified": changed_at.astimezone(copy.zone).isoformat(),
        "image": picture_url(url, post) if post.caption else None,
    }
    return {name: value for name, value in stated.items() if value is not None}


def _linker(copy: Copy, url: str) -> Callable[[str], Markup]:
    """Makes links of the names that the blog has pages for, as publishers do inside sentences."""
    names = next(iter(copy.slots.values()))
    pattern = re.compile("|".join(re.escape(name) for name in names))

    def link(found: re.Match[str]) -> str:
        slug = re.sub(r"\W+", "-", found[0].lower()).strip("-")
        return f'<a href="{escape(urljoin(url, f"/about/{slug}"))}">{found[0]}</a>'

    def linked(text: str) -> Markup:
        return Markup(pattern.sub(link, str(escape(text)), count=1))  # noqa: S704 - escaped just here

    return linked


def _embed(value: object) -> Markup:
    """JSON that may stand inside a script element, as publishers' systems write it."""
    text = json.dumps(value, ensure_ascii=False, indent=1)
    return Markup(text.replace("<", "\\u003c"))  # noqa: S704 - no tag can end the script


_PAGES = Environment(
    loader=PackageLoader("tickerd.newsroom"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_PAGES.filters["embed"] = _embed
