"""The dialect `microdata`: schema.org LiveBlogPosting in `itemscope` and `itemprop`.

Source: https://html.spec.whatwg.org/multipage/microdata.html. Some pages give whole posts in
`<meta itemprop>`, some mark up what is shown, some name only the container and leave the rest to
`timestamps`.
"""

from selectolax.lexbor import LexborNode

from tickerd.extract.blocks import path_of
from tickerd.extract.bounds import POSTS
from tickerd.extract.dating import claim_of
from tickerd.extract.jsonld import different
from tickerd.extract.lines import plain
from tickerd.extract.links import clean_url, fragment_of
from tickerd.extract.markup import Rich, from_nodes, from_string
from tickerd.extract.page import Page
from tickerd.extract.reading import Reading, settle_live, without_doubles
from tickerd.liveblog.post import Post

_LINKS = {"a": "href", "link": "href", "area": "href", "img": "src", "iframe": "src"}


def read(page: Page) -> Reading | None:
    """Read the posts marked as `liveBlogUpdate`; without posts if only the container is marked."""
    if page.form != "html" or "LiveBlogPosting" not in page.text:
        return None
    scopes = page.nodes('[itemtype*="LiveBlogPosting"]')
    items = _outermost(page.nodes("[itemprop~=liveBlogUpdate]")[:POSTS])
    if not scopes and not items:
        return None
    posts = [post for item in items if (post := _post(item, page)) is not None]
    own = {name: _first(page, name) for name in ("coverageStartTime", "coverageEndTime")}
    begin, end = (
        claim_of(own[name], page.dial) for name in ("coverageStartTime", "coverageEndTime")
    )
    return Reading(
        dialect="microdata",
        posts=without_doubles(tuple(posts)),
        live=settle_live((begin, end), page.document.fetched_at),
        declared=True,
    )


def _outermost(items: list[LexborNode]) -> list[LexborNode]:
    """The items that stand in no other, so that nothing is read twice."""
    own = {item.mem_id for item in items}
    return [item for item in items if own.isdisjoint(node.mem_id for node in path_of(item))]


def _first(page: Page, name: str) -> str | None:
    node = page.tree.css_first(f"[itemprop~={name}]")
    return _value(node) if node is not None else None


def _post(item: LexborNode, page: Page) -> Post | None:
    properties = _properties(item)
    said = {name: _value(node) for name, node in properties.items()}
    body = _body(item, properties, page)
    headline = plain(said.get("headline") or said.get("name") or "")
    if not (headline or body.text or body.media):
        return None
    permalink = clean_url(said.get("url"), page.base)
    published = claim_of(said.get("datePublished") or said.get("dateCreated"), page.dial)
    return Post(
        source_id=item.attributes.get("itemid")
        or fragment_of(permalink)
        or item.attributes.get("id")
        or said.get("identifier"),
        permalink=permalink,
        headline=headline or None,
        text=body.text,
        html=body.html,
        author=plain(said.get("author") or "") or None,
        media=body.media,
        published=published,
        modified=different(claim_of(said.get("dateModified"), page.dial), published),
    )


def _properties(item: LexborNode) -> dict[str, LexborNode]:
    """The item's own properties, the first of each name; those of items inside it are left out."""
    found: dict[str, LexborNode] = {}
    for node in item.css("[itemprop]"):
        if node.mem_id == item.mem_id:
            continue
        scope = next((one for one in path_of(node) if "itemscope" in one.attributes), None)
        if scope is None or scope.mem_id != item.mem_id:
            continue
        for name in (node.attributes.get("itemprop") or "").split():
            found.setdefault(name, node)
    return found


def _body(item: LexborNode, properties: dict[str, LexborNode], page: Page) -> Rich:
    node = properties.get("articleBody") or properties.get("text")
    if node is None:
        skip = {one.mem_id for name, one in properties.items() if name != "image"}
        return from_nodes([item], page.base, skip)
    said = node.attributes.get("content")
    return from_string(said, page.base) if said is not None else from_nodes([node], page.base)


def _value(node: LexborNode) -> str | None:
    """The value of a property: see "values" in the microdata specification."""
    attributes = node.attributes
    for name in ("content", "datetime", _LINKS.get(node.tag or "", "")):
        if name and attributes.get(name) is not None:
            return attributes.get(name)
    if "itemscope" in attributes:
        inner = node.css_first("[itemprop~=name]")
        return _value(inner) if inner is not None and inner.mem_id != node.mem_id else None
    return node.text(separator=" ")
