"""The dialect `jsonld`: schema.org LiveBlogPosting in JSON-LD.

Source: https://schema.org/LiveBlogPosting. Pages put it at the top, in arrays, in `@graph`, escape
its HTML once or twice, leave trailing commas in it, and some give all posts one constant time.
"""

from collections.abc import Sequence
from typing import Any

from tickerd.extract.anchors import full_names
from tickerd.extract.columns import CONSTANT
from tickerd.extract.markup import from_string
from tickerd.extract.page import Page
from tickerd.extract.reading import Reading, settle_live, without_doubles
from tickerd.extract.structure.names import shared_names
from tickerd.extract.text.lines import TAG, plain, tidy, unfold
from tickerd.extract.text.links import (
    TELLING,
    clean_url,
    fragment_of,
    name_in_query,
    same_page,
)
from tickerd.liveblog.claim import Claim
from tickerd.liveblog.post import Media, Post

_TYPE = "LiveBlogPosting"
SLACK = 20
"""Characters that a beginning may be longer where lines break in it."""


def read(page: Page) -> Reading | None:
    """Read the largest LiveBlogPosting of the page, or None if there is none."""
    if page.form not in ("html", "json"):
        return None
    return read_objects(page, page.linked_data)


def read_objects(page: Page, objects: Sequence[dict[str, Any]]) -> Reading | None:
    """Read the largest LiveBlogPosting among these objects, or None if there is none."""
    told = _choose(objects, page)
    if told is None:
        return None
    blog, updates = told
    title = _text(blog.get("headline") or blog.get("name"))
    updates = list(page.most(updates))
    ids = _ids(updates, page)
    bodies = list(map(_body_of, updates))
    drafts = zip(updates, ids, bodies, strict=True)
    read = (_post(one, name, body, title, page) for one, name, body in drafts)
    posts = [post for post in read if post is not None]
    changed = page.claim_of(blog.get("dateModified"))
    begin, end = map(page.claim_of, map(blog.get, ("coverageStartTime", "coverageEndTime")))
    return Reading(
        dialect="jsonld",
        posts=without_doubles(_without_constant(posts, changed)),
        headline=title,
        standfirst=_text(blog.get("description")),
        last_updated=changed,
        language=_language(blog.get("inLanguage")),
        live=settle_live((begin, end), page.document.fetched_at),
        declared=True,
        marked=_are_marked(updates, bodies),
    )


def _without_constant(posts: Sequence[Post], changed: Claim | None) -> tuple[Post, ...]:
    """The posts; without their times if each has that of the page's last change, which is none."""
    claims = [post.published for post in posts if post.published is not None]
    own = changed is not None and {claim.at for claim in claims} == {changed.at}
    if not own or len(claims) < max(CONSTANT, len(posts)):
        return tuple(posts)
    return tuple(post.model_copy(update={"published": None, "modified": None}) for post in posts)


def _are_marked(updates: Sequence[dict[str, Any]], bodies: Sequence[str]) -> bool:
    """Whether most of what is told as the body of an update is HTML."""
    pairs = zip(updates, bodies, strict=True)
    told = [TAG.search(body) for update, body in pairs if _string(update.get("articleBody"))]
    return 2 * (len(told) - told.count(None)) > len(told)


Told = tuple[dict[str, Any], list[dict[str, Any]]]
"""A LiveBlogPosting and its updates."""


def _choose(objects: Sequence[dict[str, Any]], page: Page) -> Told | None:
    """The LiveBlogPosting of the page with all its updates.

    Of several the newest, unless it has much fewer updates: a page may carry an old one along.
    What other blocks tell of the same blog and of none of its posts is its next part.
    """
    blogs = [one for one in objects if is_live_blog(one)]
    if _are_elsewhere(blogs, page):
        return None
    by_id = {one["@id"]: one for one in objects if isinstance(one.get("@id"), str)}
    listed = [(blog, _updates(blog, by_id)) for blog in blogs]
    most = max((len(updates) for _, updates in listed), default=0)
    rivals = [told for told in listed if 2 * len(told[1]) >= most]
    if len(rivals) < 2:
        return rivals[0] if rivals else None
    blog, updates = max(rivals, key=lambda told: (_changed(told, page), len(told[1])))
    known = {_key(update) for update in updates}
    for other, more in listed:
        keys = {_key(update) for update in more}
        if other is not blog and _key(other) == _key(blog) and known.isdisjoint(keys):
            updates, known = updates + more, known | keys
    return blog, updates


def _are_elsewhere(blogs: Sequence[dict[str, Any]], page: Page) -> bool:
    """Whether there are several live blogs, and each says that its page is another: a front."""
    said = {address for blog in blogs if (address := _string(blog.get("url")))}
    places = {place for address in said if (place := clean_url(address, page.base))}
    if len(places) < 2:
        return False
    links = page.nodes('link[rel="canonical"]')[:1]
    own = (page.url, *(clean_url(link.attributes.get("href"), page.base) for link in links))
    return not any(same_page(place, here) for place in places for here in own if here)


def _changed(told: Told, page: Page) -> float:
    """When a live blog was last changed, by its own word or by its updates'; 0 if it is silent."""
    blog, updates = told
    said = [blog.get("dateModified")]
    said += [one.get("datePublished") for one in (*updates[:3], *updates[-3:])]
    claims = (page.claim_of(value) for value in said)
    return max((claim.at.timestamp() for claim in claims if claim is not None), default=0.0)


def _key(one: dict[str, Any]) -> str:
    """What an object is called, or by what else it may be known."""
    named = one.get("@id") or one.get("url") or one.get("identifier")
    return str(named or (one.get("datePublished"), one.get("headline"), one.get("articleBody")))


def _ids(updates: Sequence[dict[str, Any]], page: Page) -> list[str | None]:
    said = [_source_id(update, page) for update in updates]
    shared = shared_names(said)
    names = full_names([name for name in said if name and name not in shared], page)
    return [names.get(name or "") for name in said]


def is_live_blog(one: dict[str, Any]) -> bool:
    """Whether an object is a LiveBlogPosting, or carries the updates of one."""
    return _is_typed(one.get("@type")) or bool(one.get("liveBlogUpdate"))


def _is_typed(kinds: object) -> bool:
    """Whether a type, or one of several, is that of a live blog, in whichever vocabulary."""
    if _TYPE not in str(kinds):
        return False
    named = (str(kind) for kind in (kinds if isinstance(kinds, list) else [kinds]))
    return any(kind.replace(":", "/").rpartition("/")[2] == _TYPE for kind in named)


def _updates(blog: dict[str, Any], by_id: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    listed = blog.get("liveBlogUpdate") or blog.get("liveBlogUpdates") or blog.get("blogPost")
    if isinstance(listed, dict) and listed and all(key.isdigit() for key in listed):
        listed = list(listed.values())
    if isinstance(listed, dict):
        listed = listed.get("@list") or listed.get("itemListElement") or [listed]
    if not isinstance(listed, list):
        return []
    found: list[dict[str, Any]] = []
    told: set[int] = set()
    for one in listed:
        update = one.get("item") if isinstance(one, dict) and "item" in one else one
        if isinstance(update, dict):
            reference = by_id.get(str(update.get("@id"))) if len(update) <= 2 else None
            update = reference or update
            if id(update) not in told:  # whoever names one post again and again means it once
                found.append(update)
            told.add(id(update))
    return found


def _post(
    update: dict[str, Any], source_id: str | None, told: str, title: str | None, page: Page
) -> Post | None:
    """One update. A headline that is only the blog's own again is none."""
    body = from_string(told, page.base)
    headline = _text(update.get("headline") or update.get("name"))
    headline = (
        None if body.text and (headline == title or _is_cut(headline, body.text)) else headline
    )
    published = page.claim_of(update.get("datePublished") or update.get("dateCreated"))
    modified = page.claim_of(update.get("dateModified"))
    if not (headline or body.text or body.media):
        return None
    permalink = clean_url(_string(update.get("url")), page.base)
    return Post(
        source_id=source_id,
        permalink=permalink,
        headline=headline,
        text=body.text,
        html=body.html,
        author=_names(update.get("author")),
        media=body.media + _media(update, page),
        published=published,
        modified=different(modified, published),
    )


def _is_cut(headline: str | None, text: str) -> bool:
    """Whether a headline is but the first words of the text, cut off."""
    bare = (headline or "").rstrip(".\u2026 ")
    return bare != headline and bool(bare) and tidy(text[: len(bare) + SLACK]).startswith(bare)


def different(modified: Claim | None, published: Claim | None) -> Claim | None:
    """A time of change that is not simply the time of publication again."""
    if modified is None or (published is not None and modified.at == published.at):
        return None
    return modified


def _body_of(update: dict[str, Any]) -> str:
    """What an update says, without entities; empty if it says nothing."""
    for name in ("articleBody", "text", "description"):
        value = _string(update.get(name))
        if value and value.strip():
            return unfold(value)
    return ""


def _source_id(update: dict[str, Any], page: Page) -> str | None:
    """`@id`, `identifier`, or the anchor of the update's address or what it asks for.

    An address as a whole only where it leads to another page.
    """
    identifier = update.get("identifier")
    if isinstance(identifier, dict):
        identifier = identifier.get("value")
    address = _string(update.get("url"))
    for said in (update.get("@id"), identifier, address):
        text = str(said) if isinstance(said, int) else _string(said)
        if not text:
            continue
        anchor = fragment_of(text)
        if anchor and TELLING.search(anchor):
            return anchor
        if "/" not in text:
            return text
        absolute = clean_url(text, page.base)
        name = _name_on_page(absolute, anchor, page) if absolute else None
        if name:
            return name
        if absolute and not same_page(absolute, page.home) and said is not address:
            return absolute
    return None


def _name_on_page(address: str, anchor: str | None, page: Page) -> str | None:
    """The anchor in an address of this page; where it says little, what the address asks for."""
    asked = name_in_query(address, page.url) if same_page(address, page.home) else None
    return asked or anchor


def _media(update: dict[str, Any], page: Page) -> tuple[Media, ...]:
    """The films of an update. Its `image` is most often the picture of the page, so it is left."""
    films = update.get("video")
    listed = films if isinstance(films, list) else [films]
    found = []
    for film in listed:
        address = film.get("contentUrl") or film.get("embedUrl") if isinstance(film, dict) else film
        url = clean_url(_string(address), page.base)
        if url:
            said = _text(film.get("name")) if isinstance(film, dict) else None
            found.append(Media(kind="video", url=url, text=said or ""))
    return tuple(found)


def _names(author: object) -> str | None:
    people = author if isinstance(author, list) else [author]
    names = [_text(one.get("name")) if isinstance(one, dict) else _text(one) for one in people]
    return ", ".join(name for name in names if name) or None


def _text(value: object) -> str | None:
    text = _string(value)
    return (plain(text) or None) if text else None


def _string(value: object) -> str | None:
    if isinstance(value, list):
        value = next((one for one in value if isinstance(one, str)), None)
    if isinstance(value, dict):
        value = value.get("@value") or value.get("@id")
    return value if isinstance(value, str) else None


def _language(value: object) -> str | None:
    text = _string(value)
    known = (
        text is not None
        and 2 <= len(text.partition("-")[0]) <= 3
        and text.replace("-", "").isalnum()
    )
    return text.lower() if text and known else None
