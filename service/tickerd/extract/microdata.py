"""The dialects `microdata` and `rdfa`: schema.org LiveBlogPosting in the attributes of elements.

Sources: https://html.spec.whatwg.org/multipage/microdata.html, https://www.w3.org/TR/rdfa-lite/.
Some pages give whole posts in `<meta itemprop>`, some mark up what is shown, some name only the
container and leave the rest to `timestamps`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from tickerd.extract.jsonld import different
from tickerd.extract.liveness import leads_away
from tickerd.extract.markup import Rich, from_nodes, from_string
from tickerd.extract.page import Page
from tickerd.extract.reading import Reading, settle_live, without_doubles
from tickerd.extract.text.lines import plain
from tickerd.extract.text.links import clean_url, fragment_of
from tickerd.extract.times.dating import claim_of
from tickerd.liveblog.post import Post

Properties = dict[str, LexborNode]
"""What an item has, by name."""
_LINKS = {"a": "href", "link": "href", "area": "href", "img": "src", "iframe": "src"}


@dataclass(frozen=True, slots=True)
class Tongue:
    """Which attributes say what."""

    dialect: str
    prop: str
    """Names a property of the item around."""
    scope: str
    """Its presence begins a new item."""
    kind: str
    """Names the item's type."""
    name: str
    """Holds the item's id."""


MICRODATA = Tongue("microdata", prop="itemprop", scope="itemscope", kind="itemtype", name="itemid")
RDFA = Tongue("rdfa", prop="property", scope="typeof", kind="typeof", name="resource")


def read(page: Page) -> Reading | None:
    """Read the posts marked as `liveBlogUpdate`; without posts if only the container is marked."""
    return read_marked(page, MICRODATA)


def read_rdfa(page: Page) -> Reading | None:
    """The same of RDFa Lite."""
    return read_marked(page, RDFA)


def read_marked(page: Page, tongue: Tongue) -> Reading | None:
    """Read the posts that are marked in one of the two ways, or None if none are."""
    hinted = page.names_live_blog and page.tree.css_first(f"[{tongue.kind}]") is not None
    if page.form != "html" or not hinted:
        return None
    scopes = page.nodes(f'[{tongue.kind}*="LiveBlogPosting"]')
    named = _named(page, tongue, "liveBlogUpdate") or _inside(scopes, tongue)
    items = _outermost(page.most(named), page)
    if not (scopes or items) or _is_front(scopes, page):
        return None
    properties = [_properties(item, page, tongue) for item in items]
    drafts = (_post(item, own, page, tongue) for item, own in zip(items, properties, strict=True))
    posts = [post for post in drafts if post is not None]
    own = (_first(page, tongue, name) for name in ("coverageStartTime", "coverageEndTime"))
    begin, end = (claim_of(said, page.dial) for said in own)
    return Reading(
        dialect=tongue.dialect,
        posts=without_doubles(tuple(posts)),
        live=settle_live((begin, end), page.document.fetched_at),
        declared=True,
        marked=2 * sum(map(_is_marked, properties)) > len(items),
    )


def _is_front(scopes: Sequence[LexborNode], page: Page) -> bool:
    """Whether there are several live blogs, and each is headed by a link to a page of its own."""
    return len(scopes) > 1 and all(leads_away(scope, page) for scope in scopes)


def _is_marked(properties: Properties) -> bool:
    """Whether an element that is shown is named as the text of the post."""
    node = properties.get("articleBody") or properties.get("text")
    return node is not None and "content" not in node.attributes


def _named(page: Page, tongue: Tongue, name: str) -> list[LexborNode]:
    prop = tongue.prop
    return page.nodes(f'[{prop}~="{name}"], [{prop}~="schema:{name}"]')


def _inside(scopes: list[LexborNode], tongue: Tongue) -> list[LexborNode]:
    """Items of the type of a post that stand in a live blog, though nothing calls them updates."""
    selector = f'[{tongue.kind}*="BlogPosting"]'
    found = [item for scope in scopes for item in scope.css(selector)]
    return [
        item for item in found if "LiveBlogPosting" not in (item.attributes.get(tongue.kind) or "")
    ]


def _outermost(items: Sequence[LexborNode], page: Page) -> list[LexborNode]:
    """The items that stand in no other, so that nothing is read twice."""
    own = {item.mem_id for item in items}
    paths = map(page.lineage.path_of, items)
    return [
        item
        for item, path in zip(items, paths, strict=True)
        if own.isdisjoint(node.mem_id for node in path)
    ]


def _first(page: Page, tongue: Tongue, name: str) -> str | None:
    nodes = _named(page, tongue, name)
    return _value(nodes[0], tongue) if nodes else None


def _post(item: LexborNode, properties: Properties, page: Page, tongue: Tongue) -> Post | None:
    said = {name: _value(node, tongue) for name, node in properties.items()}
    body = _body(item, properties, page)
    headline = plain(said.get("headline") or said.get("name") or "")
    if not (headline or body.text or body.media):
        return None
    permalink = clean_url(said.get("url"), page.base)
    published = claim_of(said.get("datePublished") or said.get("dateCreated"), page.dial)
    return Post(
        source_id=_own_name(item, tongue)
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


def _own_name(item: LexborNode, tongue: Tongue) -> str | None:
    """The item's id; of an address that RDFa gives it, what stands behind the `#`."""
    said = item.attributes.get(tongue.name)
    return (fragment_of(said) or said) if tongue is RDFA else said


def _properties(item: LexborNode, page: Page, tongue: Tongue) -> Properties:
    """The item's own properties, the first of each name; those of items inside it are left out."""
    found: Properties = {}
    for node in item.css(f"[{tongue.prop}]"):
        if node.mem_id == item.mem_id:
            continue
        scope = next(
            (one for one in page.lineage.path_of(node) if tongue.scope in one.attributes), None
        )
        if scope is None or scope.mem_id != item.mem_id:
            continue
        for name in (node.attributes.get(tongue.prop) or "").split():
            found.setdefault(name.removeprefix("schema:"), node)
    return found


def _body(item: LexborNode, properties: Properties, page: Page) -> Rich:
    node = properties.get("articleBody") or properties.get("text")
    if node is None:
        skip = {one.mem_id for name, one in properties.items() if name != "image"}
        return from_nodes([item], page.base, skip)
    said = node.attributes.get("content")
    return from_string(said, page.base) if said is not None else from_nodes([node], page.base)


def _value(node: LexborNode, tongue: Tongue) -> str | None:
    """The value of a property: see "values" in the microdata specification."""
    attributes = node.attributes
    for name in ("content", "datetime", _LINKS.get(node.tag or "", "")):
        if name and attributes.get(name) is not None:
            return attributes.get(name)
    if tongue.scope in attributes:
        inner = node.css_first(f'[{tongue.prop}~="name"], [{tongue.prop}~="schema:name"]')
        return _value(inner, tongue) if inner is not None and inner.mem_id != node.mem_id else None
    return node.text(separator=" ")
