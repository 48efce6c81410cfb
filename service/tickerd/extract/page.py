"""One document, opened once for all rungs: its text, its tree, its JSON, what its times go by."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, timedelta, tzinfo
from functools import cached_property
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from tickerd.errors import Unreadable
from tickerd.extract.bounds import DOCUMENT_BYTES, POSTS, tangle
from tickerd.extract.clock import AHEAD, Dial, read_time
from tickerd.extract.text.charset import decode
from tickerd.extract.text.forms import Form, form_of, page_in
from tickerd.extract.text.lines import plain
from tickerd.extract.text.links import clean_url, is_part, same_page
from tickerd.extract.text.plaintext import as_markup
from tickerd.extract.times.dating import claim_of
from tickerd.extract.times.zones import (
    guess_zone,
    likely_zone,
    read_zone,
    zone_of_language,
    zone_of_press,
)
from tickerd.extract.tree import Lineage, Texts
from tickerd.extract.values.json_values import load_json, walk_objects
from tickerd.liveblog.claim import Claim, ClaimRule
from tickerd.liveblog.document import Document

T = TypeVar("T")

_ALL_TIMES = re.compile(
    r"times(?:(?<=\Wall times)|(?= (?:are )?(?:shown|given|listed)))"
    r"(?: are)?(?: stated| listed| shown| given)?(?: are)?(?: in)?"
    r" \(?(eastern|pacific|[a-z]{2,4}(?:[+-]\d{1,2})?)\b"
)
"""What a page may say of all its clock times: "All times are in BST", "Times shown in PDT"."""
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_LINKED = frozenset(("@type", "liveBlogUpdate"))
MODIFIED = (
    "article:modified_time",
    "og:updated_time",
    "og:article:modified_time",
    "last-modified",
    "datemodified",
    "lastmod",
)
PUBLISHED = (
    "article:published_time",
    "datepublished",
    "date",
    "pubdate",
    "publish-date",
    "dc.date.issued",
)
HELD = "text/html; charset=utf-8"
"""What kind a page is that an answer in JSON holds."""
TITLE_WORDS = 3
"""A first heading of fewer words may be but the name of a section."""


class Page:
    """A document and what can be known of it as a whole; each thing is worked out once, when asked.

    Raises:
        Unreadable: the document is too large, or too tangled to parse.
    """

    def __init__(self, document: Document) -> None:
        if len(document.body) > DOCUMENT_BYTES:
            raise Unreadable(document.url, f"it is larger than {DOCUMENT_BYTES} bytes")
        self._read: dict[Callable[[Page], Any], Any] = {}
        self._elsewhere: dict[str | None, bool] = {}
        self._claims: dict[str, Claim | None] = {}
        self.document = document
        self.cut = False
        """Whether more posts stand in it than are read."""
        self.text, self.utf8 = decode(document.body, document.content_type)
        self._kind = document.content_type
        held = page_in(self.text)
        if held is not None:
            self.text, self.utf8 = decode(held.encode("utf-8", "replace"), HELD)
            self._kind = HELD

    def once(self, read: Callable[["Page"], T]) -> T:
        """What a rung reads of this page, read once however many ask."""
        if read not in self._read:
            self._read[read] = read(self)
        found: T = self._read[read]
        return found

    def most(self, listed: Sequence[T]) -> Sequence[T]:
        """The first `POSTS` of them; that there are more is remembered."""
        self.cut = self.cut or len(listed) > POSTS
        return listed[:POSTS]

    @property
    def url(self) -> str:
        """The page's address."""
        return self.document.url

    @cached_property
    def lowered(self) -> str:
        """Its UTF-8, a character a byte, with small ASCII letters: for words that must be in it."""
        return self.utf8.lower().decode("latin-1")

    @cached_property
    def names_live_blog(self) -> bool:
        """Whether schema.org's word for a live blog stands anywhere in it."""
        return b"LiveBlogPosting" in self.utf8

    @cached_property
    def form(self) -> Form:
        """What kind of document this is, by its first characters; the header only breaks ties."""
        return form_of(self.text, self._kind)

    @cached_property
    def tree(self) -> LexborHTMLParser:
        """The HTML tree; of plain text one of its lines; an empty one for any other document."""
        if self.form == "text":
            return LexborHTMLParser(as_markup(self.text))
        if self.form != "html":
            return LexborHTMLParser("")
        problem = tangle(self.text)
        if problem is not None:
            raise Unreadable(self.url, problem)
        try:
            return LexborHTMLParser(self.utf8)
        except SelectolaxError as error:
            raise Unreadable(self.url, "the parser ran out of memory over it") from error

    @cached_property
    def lineage(self) -> Lineage:
        """The ancestors of its nodes, climbed to once for all rungs."""
        return Lineage()

    @cached_property
    def texts(self) -> Texts:
        """The text nodes of its body."""
        return Texts(self.tree.body)

    @cached_property
    def home(self) -> str:
        """Its address; of one that was saved without it, that which it calls its own."""
        link = None if self.url.startswith("http") else self.tree.css_first("link[rel=canonical]")
        return (clean_url(link.attributes.get("href"), self.url) if link else None) or self.url

    @cached_property
    def base(self) -> str:
        """What relative links are relative to."""
        node = self.tree.css_first("base[href]")
        return (clean_url(node.attributes.get("href"), self.home) if node else None) or self.home

    def is_elsewhere(self, address: str | None) -> bool:
        """Whether a link leads to a page other than its own and its posts'; remembered."""
        found = self._elsewhere.get(address)
        if found is None:
            full = clean_url(address, self.base)
            own = full is None or same_page(full, self.home) or is_part(full, self.home)
            found = not own
            self._elsewhere[address] = found
        return found

    @cached_property
    def value(self) -> Any:  # noqa: ANN401  JSON is anything
        """The JSON value of a JSON document; else None."""
        return load_json(self.text) if self.form == "json" else None

    @cached_property
    def linked_data(self) -> list[dict[str, Any]]:
        """All JSON-LD objects of the page, nested ones included."""
        if self.form == "json":
            told = [self.value] if self.names_live_blog else []
        else:
            nodes = self.tree.css('script[type*="ld+json" i]')
            told = [load_json(node.text()) for node in nodes]
        objects = (one for value in told for one in walk_objects(value))
        return [one for one in objects if not _LINKED.isdisjoint(one)]

    @cached_property
    def authors(self) -> frozenset[str]:
        """The names of people that the page's JSON-LD tells of."""
        people = (one.get("name") for one in self.linked_data if one.get("@type") == "Person")
        return frozenset(map(plain, {name for name in people if isinstance(name, str)}))

    @cached_property
    def first_names(self) -> frozenset[str]:
        """What these names begin with."""
        return frozenset(name.partition(" ")[0] for name in self.authors)

    @cached_property
    def metas(self) -> dict[str, str]:
        """The `<meta>` values by name, property or itemprop, lower case; the first counts."""
        found: dict[str, str] = {}
        head = self.tree.head
        for node in head.css("meta[content]") if head is not None else ():
            attributes = node.attributes
            name = (
                attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
            )
            if name:
                found.setdefault(name.lower(), attributes.get("content") or "")
        return found

    @cached_property
    def headline(self) -> str | None:
        """The first heading that says something, else the page's title for others."""
        nodes = self.tree.css("h1")
        headings = [text for node in nodes if (text := plain(node.text(separator=" ")))]
        title = plain(self.metas.get("og:title") or self.metas.get("twitter:title") or "")
        telling = (text for text in headings if len(text.split()) >= TITLE_WORDS)
        return next(telling, None) or title or next(iter(headings), None)

    @cached_property
    def standfirst(self) -> str | None:
        """What the page says of itself in one or two sentences."""
        said = self.metas.get("og:description") or self.metas.get("description")
        return plain(said or "") or None

    @cached_property
    def language(self) -> str | None:
        """A BCP 47 tag, lower case: `<html lang>`, `og:locale`, else what the watch was told."""
        return next((tag.replace("_", "-").lower() for tag in self._tags()), None)

    def _tags(self) -> Iterator[str]:
        """What the page, or else its watch, says of its language, the surest first."""
        root = self.tree.css_first("html")
        lang = root.attributes.get("lang") if root else None
        for said in (lang, self.metas.get("og:locale"), self.document.source.language):
            if said and _LANGUAGE.fullmatch(said.strip()):
                yield said.strip()

    @cached_property
    def dial(self) -> Dial:
        """What its times go by: the source's zone, else its country's, else the page's own."""
        looked_at = self.document.fetched_at
        told = self.document.source.time_zone
        if told:
            return Dial(looked_at, ZoneInfo(told), ClaimRule.ZONE_FROM_SOURCE, told)
        country = guess_zone(self.url)
        if country is not None:
            return Dial(looked_at, country, ClaimRule.ZONE_FROM_SOURCE, country.key)
        zone = self._stated_zone()
        likely = (likely_zone(tag, self.url) for tag in self._tags())
        guess = next(filter(None, likely), UTC) if zone is None else UTC
        return Dial(looked_at, zone, ClaimRule.ZONE_FROM_PAGE, likely=guess)

    def _stated_zone(self) -> tzinfo | None:
        """The offset of the page's own dates, where they have one that is not merely UTC."""
        said = [self.metas[name] for name in (*MODIFIED, *PUBLISHED) if name in self.metas]
        for one in self.linked_data:
            said += [
                str(one.get(name)) for name in ("dateModified", "datePublished") if name in one
            ]
        for text in said:
            parts = read_time(text)
            if parts is not None and parts.zone is not None and parts.zone.utcoffset(None):
                return parts.zone
        told = _ALL_TIMES.search(self.lowered)
        zone = read_zone(told[1]) if told else None
        zone = zone or zone_of_press(self.url)
        return zone or next(filter(None, map(zone_of_language, self._tags())), None)

    @cached_property
    def last_updated(self) -> Claim | None:
        """When the page says that it last changed."""
        said = [self.metas[name] for name in MODIFIED if name in self.metas]
        said += [str(one["dateModified"]) for one in self.linked_data if one.get("dateModified")]
        claims = [claim for text in said if (claim := self.claim_of(text))]
        limit = self.document.fetched_at + AHEAD
        honest = [claim for claim in claims if claim.at <= limit]
        return max(honest, key=lambda claim: claim.at) if honest else None

    def claim_of(self, value: object) -> Claim | None:
        """The claim that a value makes by the page's dial; of one that comes again, as it was."""
        if not isinstance(value, str):
            return claim_of(value, self.dial)
        if value not in self._claims:
            self._claims[value] = claim_of(value, self.dial)
        return self._claims[value]

    @cached_property
    def column_dial(self) -> Dial:
        """The dial for bare clock times: an old page is held against its own last change."""
        changed = self.last_updated
        looked_at = self.document.fetched_at
        if changed is None or changed.precision_seconds > 3600:
            return self.dial
        if looked_at - changed.at < timedelta(days=2):
            return self.dial
        return replace(self.dial, looked_at=changed.at + timedelta(minutes=10))

    def nodes(self, selector: str) -> list[LexborNode]:
        """What a CSS selector finds in the tree."""
        return self.tree.css(selector)
