"""By which id and address the box of a post is named."""

import re
from collections.abc import Sequence

from selectolax.lexbor import LexborNode

from tickerd.extract.links import clean_url, fragment_of, same_page
from tickerd.extract.marks import Mark
from tickerd.extract.page import Page

_ID = re.compile(r"data-(?:[a-z]+-)*(?:[a-z]?id|key|uid|uuid|guid|urn)|data-(?:post|entry|message)")


def own_id(node: LexborNode) -> str | None:
    """The id that an element bears, as it bears it."""
    attributes = node.attributes
    for name, value in attributes.items():
        if value and _ID.fullmatch(name):
            return value
    return attributes.get("id") or attributes.get("name") or None


def inner_id(root: LexborNode) -> str | None:
    """The id of the one box inside that is the post itself."""
    node = root
    for _ in range(3):
        children = [child for child in node.iter() if child.tag not in ("script", "style")]
        if not children:
            return None
        node = children[0]
        found = own_id(node)
        if found:
            return found
        if len(children) > 1:
            return None
    return None


def wrapper_id(root: LexborNode) -> str | None:
    """The id of what is wrapped round one box alone."""
    at = root.parent
    for _ in range(3):
        if at is None or at.tag in ("body", "main") or sum(1 for _ in at.iter()) > 1:
            return None
        found = own_id(at)
        if found:
            return found
        at = at.parent
    return None


def find_permalink(root: LexborNode, marks: Sequence[Mark], page: Page) -> str | None:
    """A link inside the post to its own anchor on this page."""
    own = root.attributes.get("id")
    for node in root.css("a[href*='#']"):
        address = clean_url(node.attributes.get("href"), page.base)
        anchor = fragment_of(address)
        if address and anchor and same_page(address, page.url) and own in (None, anchor):
            return address
    for mark in marks:
        above = mark.node.parent
        if above is not None and above.tag == "a" and above.attributes.get("href"):
            return clean_url(above.attributes.get("href"), page.base)
    return None
