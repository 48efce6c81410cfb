"""What members of a forum, readers and buyers say: told by their names, votes and buttons."""

import re
from collections.abc import Sequence

from selectolax.lexbor import LexborNode

from tickerd.extract.liveness import says_live
from tickerd.extract.page import Page
from tickerd.extract.structure.asides import is_remark, is_ticker
from tickerd.extract.structure.blocks import Block, Group
from tickerd.extract.text.lines import tidy
from tickerd.extract.tree import HEADINGS
from tickerd.liveblog.post import Post

# ruff: noqa: RUF001  words in their own letters
_MEMBER = re.compile(
    r"user(?:\b|[\s_-]?(?:name|info|card|link))|nick(?:name)?\b|pseudo(?:nyme)?\b|commenter|\b(?:up)?votes?(?:\b|cell)"
    r"|karma|postprofile|consumer|reviewer|\bstars?\b|star-?rating",
    re.IGNORECASE,
)
"""Words of classes for those who take part in a discussion, and for what they think of it."""
_ANSWER = frozenset(
    (
        *("reply", "antworten", "répondre", "responder", "rispondi", "beantwoorden", "reageer"),
        *("reageren", "svar", "svara", "vastaa", "odpowiedz", "odpovědět", "válasz", "răspunde"),
        *("ответить", "відповісти", "yanıtla", "cevapla", "απάντηση", "رد", "返信", "回复", "回覆"),
        "답글",
    )
)
"""What is written on the button under a remark."""
_REMARKS = frozenset(
    (
        *("comments", "comment", "kommentare", "commentaires", "comentarios", "comentários"),
        *("commenti", "reacties", "komentarze", "komentáře", "комментарии", "коментарі"),
        *("kommentarer", "kommentit", "yorumlar", "hozzászólások", "σχόλια", "تعليقات", "コメント"),
        *("diskuse", "diskusia", "diskussion", "댓글", "评论", "評論", "留言"),
        *("reviews", "bewertungen", "avis", "reseñas", "recensioni", "opinie", "отзывы"),
    )
)
"""What stands above remarks as a heading."""
_GUESTBOOK = re.compile(
    r"guest ?book|gästebuch|gæstebog|gastenboek|gästbok|vieraskirja|livre d.or\b|libro de visitas"
    r"|libro degli ospiti|livro de visitas|księga gości|kniha návštěv|vendégkönyv|гостевая книга"
    r"|ziyaretçi defteri|βιβλίο επισκεπτών|ゲストブック|방명록|دفتر الزوار",
    re.IGNORECASE,
)
LONGEST_NAME = 20
"""Characters of the name of somebody who takes part."""
_SPOKEN = re.compile(rf"<?([\w.][\w. -]{{1,{LONGEST_NAME - 1}}})(?:$|>|:\s)")
_NICK = re.compile(r"(?=[\w.-]*[A-Za-z])(?=[\w.-]*[\d_])[\w.-]{2,20}")
"""What only people call themselves: tomk77, harbour_fan."""
_HANDLE = re.compile(r"[a-z][a-z.]*\d[\w.]*|(?=\w*[A-Za-z])\w+_\w+")
"""One that is no other word: no road, no virus, no hour."""
HANDLES = 0.25
"""With a larger share of posts that begin with such, members speak."""
NAMED, NICKED, FEWEST_NICKS = 0.8, 0.4, 3
"""So many posts begin with a name, so many of those are nicknames, so many differ in letters."""
_COUNTS = str.maketrans(dict.fromkeys("0123456789()[]:·,.", " "))
_SIGNS = (
    "[class*=user i], [class*=nick i], [class*=pseudo i], [class*=vote i], [class*=karma i],"
    " [class*=postprofile i], [class*=consumer i], [class*=reviewer i], [class*=star i],"
    " [class*=comment i], [id*=comment i], [class*=repl i],"
    " [itemtype*=Comment], [itemtype*=Answer], [itemtype*=Review]"
)
_BUTTONS = "a, button, span"
SAMPLE = 12
"""So many blocks tell what all are."""
NODES = 40
"""So many elements of a block are looked at."""
NEAR = 6
"""So many steps away from a list its heading is looked for."""
HEADING_CHARACTERS = 60
"""So much of a heading is looked at."""
LONGEST = 16
"""Characters of a word on a button."""


def is_discussion(group: Group, page: Page) -> bool:
    """Whether the boxes are what members of a forum said: by their names, votes and types.

    What has minutes of a match is what a reporter said, whatever its classes call it.
    """
    told = sum(any(mark.kind == "minute" for mark in block.marks) for block in group.blocks)
    if is_ticker(group.container) or told > len(group.blocks) / 2:
        return False
    if _is_headed_so(group) or _GUESTBOOK.match(page.headline or ""):
        return True
    some = group.blocks[:: max(1, len(group.blocks) // SAMPLE)]
    boxes = {box.mem_id: box for block in some if (box := _box_of(block, group, page)) is not None}
    if 2 * len(boxes) < len(some) or _has_one_author(list(boxes.values()), page):
        return False
    return sum(_is_said_by_member(box, page) for box in boxes.values()) > len(some) / 2


def _has_one_author(boxes: Sequence[LexborNode], page: Page) -> bool:
    """Whether one member says all of it on a page that calls itself live: then it is a reporter."""
    if not says_live(page, plainly=True):
        return False
    named = [node for box in boxes if (node := box.css_first("[class*=username i]")) is not None]
    return len(named) == len(boxes) and len({tidy(node.text()) for node in named}) == 1


def speak_by_nicknames(posts: Sequence[Post]) -> bool:
    """Whether posts begin with the names of people, and many of those are nicknames.

    One in small letters may be a short heading, too; one with a number or a line is none. Where a
    name stands in the line of what was said, only one that can be nothing else is told from it.
    """
    names = [name for post in posts if (name := _speaker_of(post))]
    first = [post.text[: 2 * LONGEST_NAME].partition(" ")[0] for post in posts]
    if _differ([name for name in first if _HANDLE.fullmatch(name)]) > HANDLES * len(posts):
        return True
    if len(names) < NAMED * len(posts) or not _differ([n for n in names if _NICK.fullmatch(n)]):
        return False
    return sum(_may_be_nick(name) for name in names) >= NICKED * len(names)


def _differ(names: Sequence[str]) -> int:
    """How many names there are, if several differ in more than numbers; else 0."""
    return len(names) if len({name.translate(_COUNTS) for name in names}) >= FEWEST_NICKS else 0


def _may_be_nick(name: str) -> bool:
    return _NICK.fullmatch(name) is not None or (name.isalpha() and name.islower())


def _speaker_of(post: Post) -> str | None:
    """The name that a post begins with: in a line of its own, or before a colon."""
    line = post.headline or post.text[: 2 * LONGEST_NAME].partition("\n")[0]
    found = _SPOKEN.match(line)
    return found[1].strip() if found else None


def before_remarks(group: Group) -> Group:
    """The blocks above the heading that calls the last of them comments, if there is one."""
    place = max(group.headings, default=0)
    if place == 0 or not _calls_remarks(group.headings[place]):
        return group
    above = {at: node for at, node in group.headings.items() if at < place}
    return Group(group.blocks[:place], group.container, above)


def _is_headed_so(group: Group) -> bool:
    """Whether the heading above the boxes calls them comments or reviews."""
    heading = group.headings.get(0)
    before = group.container.prev
    for _ in range(NEAR):
        if heading is not None or before is None:
            break
        heading = before if before.tag in HEADINGS else None
        before = before.prev
    return heading is not None and _calls_remarks(heading)


def _calls_remarks(heading: LexborNode) -> bool:
    words = heading.text()[:HEADING_CHARACTERS].lower().translate(_COUNTS).split()
    return 0 < len(words) <= 2 and words[0] in _REMARKS


def _box_of(block: Block, group: Group, page: Page) -> LexborNode | None:
    """A block's box; of a line, the child of the container that it stands in."""
    node = block.nodes[0]
    if not block.run:
        return node
    at = None
    for above in page.lineage.path_of(node):
        if above.mem_id == group.container.mem_id:
            return at
        at = above
    return None


def _is_said_by_member(box: LexborNode, page: Page) -> bool:
    half = len(box.text()) / 2
    for node in box.css(_SIGNS)[:NODES]:
        attributes = node.attributes
        if attributes.get("itemtype") or _MEMBER.search((attributes.get("class") or "")[:200]):
            return True
        if is_remark(node, page.lineage) and len(node.text()) > half:
            return True
    words = (node.text() for node in box.css(_BUTTONS)[:NODES])
    return any(len(said) <= LONGEST and tidy(said).lower() in _ANSWER for said in words)
