"""Foreign HTML into text and safe HTML. Foreign markup ends here.

A piece of a page is written anew from its tree: only the tags of running text, links absolute,
furniture (buttons, share bars, captions, boxes of related links) left out, media listed beside it.
What comes out passes `nh3` (ammonia) as the last wall.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from html import escape

import nh3
from selectolax.lexbor import LexborHTMLParser, LexborNode

from tickerd.extract.bounds import tangle
from tickerd.extract.text.furniture import is_furniture
from tickerd.extract.text.lines import TAG, is_rule, plain, strip_invisible, tidy, unfold
from tickerd.extract.text.links import clean_url
from tickerd.extract.text.media import MEDIA_TAGS, list_media
from tickerd.liveblog.post import Media

# ruff: noqa: SIM905  lists of words read best as words
_INLINE = frozenset("a b strong i em u s del ins sub sup code q cite small mark abbr".split())
_BLOCK = frozenset("p ul ol li blockquote pre h2 h3 h4 h5 h6 table tbody tr td th dl dt dd".split())
_KEPT = set(_INLINE | _BLOCK | {"br"})
_PART = frozenset(
    "div section article header main center address details summary h1 thead tfoot noframe form"
    " figcaption hgroup".split()
)
"""Blocks that are not kept themselves, but part what stands in them from what stands around."""
_LEFT_OUT = frozenset(
    "script style template noscript svg button input select textarea nav aside footer head link"
    " meta object embed canvas map title source label".split()
)
_BREAKS = re.compile(r"(?:<br>\s*)+")
_EMPTY = re.compile(
    r"<(p|li|a|b|strong|i|em|h[2-6]|blockquote|ul|ol|u|small|mark)(?: [^<>]*)?>[\s_*]*</\1>"
)
_BLANKS = "\n\t\r\f\v\u00a0\u2007\u202f"
"""What is written as a space."""
_PARTED = "\n"
"""Of what ends a block: a new paragraph begins behind it."""
_HAS_BLOCK = re.compile(rf"<(?:{'|'.join(sorted(_BLOCK))})>")
_HOLLOW = re.compile(r"<[^</>][^<>]*>[\s_*]*</")
_WALL = nh3.Cleaner(tags=_KEPT, attributes={"a": {"href"}}, url_schemes={"http", "https", "mailto"})
_LINK = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
STEPS = 10_000
"""Nodes of one piece; a post has some hundreds."""
HOLLOW = 3
"""So many times tags are taken out that have become empty."""
DEPTH = 500
"""Steps of the walk; tags that stand deeper are not kept, but their text is."""


@dataclass(frozen=True, slots=True)
class Rich:
    """A piece of foreign markup, made harmless."""

    text: str = ""
    """Paragraphs parted by one newline, whitespace collapsed within them."""
    html: str = ""
    media: tuple[Media, ...] = ()


def from_string(value: str, base: str) -> Rich:
    """Text, or HTML, or HTML that was escaped once more than it should be."""
    value = unfold(value)
    if not TAG.search(value):
        return from_lines(value.splitlines())
    if tangle(value) is not None:
        return from_lines(TAG.sub("\n", value).splitlines())
    body = LexborHTMLParser(value).body
    return from_nodes([body], base) if body is not None else Rich()


def from_lines(lines: Iterable[str]) -> Rich:
    """Plain paragraphs."""
    paragraphs = [line for line in map(tidy, lines) if line]
    html = "".join(f"<p>{escape(line, quote=False)}</p>" for line in paragraphs)
    return Rich("\n".join(paragraphs), html)


def as_paragraph(html: str) -> str:
    """Running text as a paragraph; what has blocks in it cannot be one, and stays as it is."""
    return html if _HAS_BLOCK.search(html) else f"<p>{html}</p>"


def join(pieces: Iterable[Rich], glue: str = "\n") -> Rich:
    """Several pieces as one: paragraphs below each other, or with a space one running sentence."""
    kept = [piece for piece in pieces if piece.text or piece.media]
    media = tuple(dict.fromkeys(medium for piece in kept for medium in piece.media))
    text = glue.join(piece.text for piece in kept if piece.text)
    return Rich(text, "".join(piece.html for piece in kept), media)


def from_nodes(
    nodes: Iterable[LexborNode], base: str, skip: Collection[int] = (), *, keep: bool = False
) -> Rich:
    """The running text of these nodes, one after the other.

    Args:
        nodes: roots of the piece.
        base: the page's address, for its links.
        skip: `mem_id`s of nodes to leave out (the time, the headline).
        keep: keep what looks like furniture by its class.
    """
    scribe = _Scribe(base, skip, keep=keep)
    for node in nodes:
        scribe.walk(node)
        scribe.part()
    return scribe.finish()


def is_harmless(html: str) -> bool:
    """Whether a piece of HTML holds nothing but what may come out of here."""
    root = LexborHTMLParser(html).root
    nodes = root.css("*") if root is not None else []
    return all(_is_plain(node) for node in nodes) and "<!" not in html and "<?" not in html


def _is_plain(node: LexborNode) -> bool:
    """Whether a tag may stand, with the attributes that it has."""
    attributes = dict(node.attributes)
    link = attributes.pop("href", None) if node.tag == "a" else None
    if node.tag == "a":
        attributes.pop("rel", None)  # the wall sets it
    known = node.tag in _KEPT or node.tag in {"html", "head", "body"}
    return known and not attributes and (link is None or _LINK.match(link) is not None)


@dataclass(slots=True)
class _Scribe:
    """Writes one piece: a walk through the tree with an own stack, never a recursion."""

    base: str
    skip: Collection[int]
    keep: bool
    lines: list[list[str]] = field(default_factory=lambda: [[]])
    written: list[str] = field(default_factory=list)
    media: dict[Media, None] = field(default_factory=dict)
    steps: int = STEPS
    """How many more are taken."""
    inline: bool = False
    """Whether the last thing written was running text without a block of its own."""

    def walk(self, root: LexborNode) -> None:
        """Write what stands in a node; on the stack a string is the end of a tag."""
        stack: list[LexborNode | str] = [root]
        while stack and self.steps > 0:
            step = stack.pop()
            self.steps -= 1
            if isinstance(step, str):
                self._close(step)
            elif step.is_text_node:
                if step.mem_id not in self.skip:
                    self._write_text(step.text_content or " ")
            else:
                end = self._open(step, len(stack))
                if end is None:
                    continue
                if end:
                    stack.append(end)
                stack += [*step.iter(include_text=True)][::-1]

    def part(self) -> None:
        """Begin a new paragraph of text."""
        if self.lines[-1]:
            self.lines.append([])
        if self.inline:
            self.written.append("<br>")
            self.inline = False

    def finish(self) -> Rich:
        """What was written, cleaned."""
        lines = (tidy("".join(parts)) for parts in self.lines)
        paragraphs = [line for line in lines if not is_rule(line)]
        html = _WALL.clean(strip_invisible("".join(self.written))) if paragraphs else ""
        for _ in range(HOLLOW):
            if _HOLLOW.search(html) is None:
                break
            html = _EMPTY.sub("", html)
        html = _single_spaced(html)
        html = _without_edge_breaks(html) if "<br>" in html else html.strip()
        return Rich("\n".join(paragraphs), html, tuple(self.media))

    def _write_text(self, text: str) -> None:
        is_blank = text.isspace()
        said = " " if is_blank and text.isascii() else text
        self.lines[-1].append(said)
        self.written.append(escape(said, quote=False))
        self.inline = self.inline or not (is_blank or strip_invisible(text).isspace())

    def _open(self, node: LexborNode, depth: int) -> str | None:
        """Write a tag's beginning; its end, or None if nothing of it is wanted."""
        tag = node.tag or "-"  # of a name that is none
        if tag[0] in "-!" or node.mem_id in self.skip:
            return None
        if tag in MEDIA_TAGS:
            self.media.update(dict.fromkeys(list_media(node, self.base)))
            self._write_fallback(node, tag)
            return None
        if tag in _LEFT_OUT or (not self.keep and is_furniture(node, tag)):
            return None
        if tag in _PART or depth > DEPTH:
            self.part()
            return _PARTED
        return self._open_kept(node, tag)

    def _open_kept(self, node: LexborNode, tag: str) -> str:
        if tag in _INLINE:
            opened = self._open_inline(node, tag)
            self.written.append(opened)
            return f"</{tag}>" if opened else ""
        if tag in _BLOCK:
            self.part()
            self.inline = False
            self.written.append(f"<{tag}>")
            return f"{_PARTED}</{tag}>"
        if tag == "br":
            self._break()
        return ""

    def _close(self, end: str) -> None:
        if end.startswith(_PARTED):
            if end != _PARTED:
                self.written.append(end[1:])
                self.inline = False
            self.part()
        else:
            self.written.append(end)

    def _write_fallback(self, node: LexborNode, tag: str) -> None:
        """What a frame shows where it cannot be loaded: often the text of an embedded message."""
        said = plain(node.text()) if tag == "iframe" else ""
        if said:
            self.part()
            self._write_text(said)
            self.part()

    def _break(self) -> None:
        if self.lines[-1]:
            self.lines.append([])
        self.written.append("<br>")
        self.inline = False

    def _open_inline(self, node: LexborNode, tag: str) -> str:
        if tag != "a":
            return f"<{tag}>"
        address = clean_url(node.attributes.get("href"), self.base, ("http", "https", "mailto"))
        return f'<a href="{escape(address)}">' if address else ""


def _without_edge_breaks(html: str) -> str:
    """The same without line breaks before and behind: read from both ends, each once."""
    first = _BREAKS.match(html)
    begin, end = first.end() if first else 0, len(html)
    while html.endswith(("<br>", " "), begin, end):
        end -= 1 if html[end - 1] == " " else len("<br>")
    return html[begin:end].strip()


def _single_spaced(html: str) -> str:
    """The same with one space for each run of blanks."""
    if not html.isprintable():
        for blank in _BLANKS:
            html = html.replace(blank, " ")
    while "  " in html:
        html = html.replace("  ", " ")
    return html
