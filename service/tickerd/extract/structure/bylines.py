"""Who wrote a post, and which lines of its box say so: by its markup, else by where they stand."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from tickerd.extract.page import Page
from tickerd.extract.text.lines import plain, strip_invisible, tidy
from tickerd.extract.text.media import MEDIA_TAGS
from tickerd.extract.tree import PARTING

# ruff: noqa: SIM905  lists of words read best as words

_CLASS = re.compile(
    r"(?<!\bshow[_-])(?<!\bhas[_-])(?<!\bwith[_-])(?<!\bno[_-])"
    r"(?:(?<![^\s_-])|(?<=(?-i:[a-z]))(?=(?-i:[A-Z])))"
    r"(?:(?:author|byline|autor|auteur|autore|contributor|reporter)s?(?:[_-]?names?)?"
    r"|post(?:ed)?[_-]by)(?:$|[\s_-])",
    re.IGNORECASE,
)
"""A class of the author's element; `show-author-avatar` is one of the box around all."""
_BY = re.compile(
    r"(?:reported by|written by|by|a cura di|di|von|par|por|de|door|av|af|przez|автор:?)\s+(?=\S)",
    re.IGNORECASE,
)
"""Words that stand before a name and make a byline of it."""
_BEGINS = re.compile(
    rf"{PARTING}\W{{0,8}}(?:reported|written|by|a|di|von|par|por|de|door|av|af|przez|автор)(?!\w)"
)
"""A text in small letters that begins with the first of these words."""
_PARTS = frozenset(
    "and und et e y en och og i de van von der den di da del della la le al el bin dos do"
    " du".split()
)
"""Words of a name, or between two, that need no capital."""
_MARKED = ", ".join(
    f"[class*={word} i]"
    for word in ("author", "byline", "autor", "contributor", "reporter", "post-by", "posted-by")
)
_ROLE = re.compile(
    r"(?:^|[\s_-])(?:role|job-?title|(?:author|contributor)[_-]{1,2}(?:description|title|role))(?:$|[\s_-])",
    re.IGNORECASE,
)
"""A class of what stands below a name: "Political editor"."""
_AROUND = re.compile(
    r"[\W_]*(?:(?:reported |written )?by|from|von|par|por|di|av|af)?[\W_]*", re.IGNORECASE
)
"""What may stand around a name in its line without an element of its own."""
_BESIDE = frozenset("a span b strong em i small img picture svg br".split())
_VOID = frozenset((*MEDIA_TAGS, "time", "-comment"))
"""What is no text of a post, whatever stands in it."""
PORTRAITS = 3
"""So many pictures of a box are looked at for one of its author."""
STEPS = 3
"""So many levels above a name its line may end."""
NAME_WORDS = 8
LINE = 80
"""Characters; a longer line is no byline."""
HEADER = 4 * LINE
"""Characters that the header of a post has at most: its time, its heading."""
DEEP = 8
PARTS = 100
"""So many elements of a header are looked at."""


@dataclass(slots=True)
class Byline:
    """The author's name, if it is said, and the nodes that are no text of the post."""

    name: str | None = None
    nodes: list[LexborNode] = field(default_factory=list)


def find_byline(root: LexborNode, times: Collection[int], page: Page) -> Byline:
    """The byline of a post's box.

    Args:
        root: the box.
        times: `mem_id`s of the times in it, and of what else is no text.
        page: the page of it, whose markup may tell of authors.
    """
    found = Byline()
    _read_marked(root, times, found)
    _read_header(root, times, found)
    if not found.name:
        _read_portrait(root, found)
    ends = ("first_child", "last_child")
    hinted = not found.name and _may_sign(root, page)
    for edge in [_edges(root, end, times) for end in ends] if hinted else ():
        line = next((node for node in edge if _is_byline(node, page.authors)), None)
        if line is not None:
            found.name, found.nodes = name_of(line.text(separator=" ")), [*found.nodes, line]
            break
    return found


def _may_sign(root: LexborNode, page: Page) -> bool:
    """Whether one of a box's texts begins as a byline does: told before its edges are looked at."""
    said = f"{PARTING}{root.text(separator=PARTING, skip_empty=True)}"
    if _BEGINS.search(said.lower()) is not None:
        return True
    if not page.first_names:
        return False
    heads = (strip_invisible(piece.lstrip()[:LINE]) for piece in said.split(PARTING))
    return any(head.partition(" ")[0] in page.first_names for head in map(str.strip, heads))


def name_of(line: str) -> str:
    """The name in a byline, without the word before it."""
    text = plain(line)
    by = _BY.match(text)
    return text[by.end() :] if by and is_name(text[by.end() :]) else text


def is_name(text: str) -> bool:
    """Whether this may be the full name of somebody, or of several."""
    words = re.split(r"[\s,&]+", text)
    if not 2 <= len(words) <= NAME_WORDS or re.search(r"[\d!?:;\u201c\"]|[^\W\d_]{3,}\.$", text):
        return False
    return words[0][:1].isupper() and all(w[:1].isupper() or w in _PARTS for w in words)


def _read_marked(root: LexborNode, times: Collection[int], found: Byline) -> None:
    node = root.css_first("[rel~=author], [itemprop=author]")
    for one in root.css(_MARKED) if node is None else ():
        if _CLASS.search(one.attributes.get("class") or "") and len(one.text().strip()) <= 120:
            node = one
            break
    if node is not None:
        found.name = name_of(_bare_name(node).text(separator=" ")) or None
        line = _widen(node, root, times)
        found.nodes = [line, *_roles_after(line)]


def _bare_name(node: LexborNode) -> LexborNode:
    """The element in a byline that says by its class that it is but the name, or the byline."""
    inner = node.css_first("[class*=name i]")
    return inner if inner is not None and is_name(tidy(inner.text())) else node


def _widen(node: LexborNode, root: LexborNode, times: Collection[int]) -> LexborNode:
    """The largest box around a name that says no more than "By", and what its bearer does."""
    line = node
    for _ in range(STEPS):
        above = line.parent
        if above is None or above.mem_id == root.mem_id or len(above.text()) > LINE:
            break
        if not all(_goes_with(one, line, times) for one in above.iter(include_text=True)):
            break
        line = above
    return line


def _goes_with(node: LexborNode, line: LexborNode, times: Collection[int]) -> bool:
    """Whether a neighbour of a name is the word before it, a sign, a portrait or a short remark."""
    if node.mem_id == line.mem_id:
        return True
    if node.tag == "-text":
        return _AROUND.fullmatch(node.text_content or "") is not None
    if node.tag not in _BESIDE or any(one.mem_id in times for one in (node, *node.css("*"))):
        return False
    return not node.text().rstrip().endswith((".", "!", "?"))


def _roles_after(line: LexborNode) -> Iterator[LexborNode]:
    """What stands after a name and says by its class that it tells what its bearer does."""
    after = _after(line)
    classes = "" if after is None or after.is_text_node else after.attributes.get("class") or ""
    if after is not None and _ROLE.search(classes) and len(after.text()) <= LINE:
        yield after


def _read_header(root: LexborNode, times: Collection[int], found: Byline) -> None:
    """The box's `<header>` around its time: what else is short there is label, portrait or name."""
    head = root.css_first("header")
    if head is None or len(head.text()) > HEADER:
        return
    inside = head.css("*")[:PARTS]
    if not any(node.mem_id in times for node in inside):
        return
    rest = [node for node in inside if node.first_child is not None and _is_leaf(node)]
    rest = [node for node in rest if not _heads(node, head)]
    if sum(len(node.text().strip()) for node in rest if node.mem_id not in times) > LINE:
        return
    portraits = {tidy(img.attributes.get("alt") or "") for img in head.css("img[alt]")} - {""}
    named = next((node for node in rest if tidy(node.text()) in portraits), None)
    if named is not None and not found.name:
        found.name = tidy(named.text())
    found.nodes += rest
    found.nodes += head.css("img, picture") if named is not None else []


def _read_portrait(root: LexborNode, found: Byline) -> None:
    """The name that stands next to a picture of that name."""
    for picture in root.css("img[alt]")[:PORTRAITS]:
        name = tidy(picture.attributes.get("alt") or "")
        line = _after(picture) if is_name(name) else None
        if line is not None and not line.is_text_node and tidy(line.text()) == name:
            found.name, found.nodes = name, [*found.nodes, line, *_roles_after(line)]
            return


def _after(node: LexborNode) -> LexborNode | None:
    """What follows a node, or what is wrapped round it alone."""
    at: LexborNode | None = node
    for _ in range(STEPS):
        after = at.next if at is not None else None
        while after is not None and after.is_text_node and not (after.text_content or "").strip():
            after = after.next
        if after is not None or at is None:
            return after
        at = at.parent
    return None


def _is_leaf(node: LexborNode) -> bool:
    return all(child.tag in ("-text", "br", "svg") for child in node.iter(include_text=True))


def _heads(node: LexborNode, head: LexborNode) -> bool:
    at: LexborNode | None = node
    while at is not None and at.mem_id != head.mem_id:
        if at.tag in ("h1", "h2", "h3", "h4", "h5", "h6", "p"):
            return True
        at = at.parent
    return False


def _edges(root: LexborNode, end: str, skip: Collection[int]) -> Iterator[LexborNode]:
    """The elements at one end of a box, from the outermost in."""
    step = "next" if end == "first_child" else "prev"
    at: LexborNode | None = root
    for _ in range(DEEP):
        at = getattr(at, end)
        while at is not None and _is_void(at, skip):
            at = getattr(at, step)
        if at is None or at.tag == "-text":
            return
        yield at


def _is_void(node: LexborNode, skip: Collection[int], deep: int = DEEP) -> bool:
    """Whether nothing stands in a node but what is no text of the post."""
    if node.mem_id in skip:
        return True
    if node.tag == "-text":
        return not (node.text_content or "").strip()
    if node.tag in _VOID:
        return True
    text = node.text()
    if not text or text.isspace():
        return True
    if not skip or not deep or len(text) > HEADER:
        return False
    return all(_is_void(one, skip, deep - 1) for one in node.iter(include_text=True))


def _is_byline(node: LexborNode, authors: Collection[str]) -> bool:
    said = node.text(separator=" ")
    if len(said.split(None, LINE // 2 + 1)) > LINE // 2 + 1:  # too many words to be so short
        return False
    text = tidy(said)
    if not 0 < len(text) <= LINE or _runs_on(node):
        return False
    by = _BY.match(text)
    return text in authors or bool(by and is_name(text[by.end() :]))


def _runs_on(node: LexborNode) -> bool:
    """Whether a sentence goes on behind an element: a bold name is its subject."""
    after = node.next
    text = (after.text_content or "").lstrip() if after is not None and after.is_text_node else ""
    return text[:1].isalpha() and not text[:1].isupper()
