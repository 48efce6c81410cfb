"""What stands in a post and is no running text of it: told by roles, classes and what links do."""

# ruff: noqa: RUF001  words in their own letters

import re
from functools import lru_cache

from selectolax.lexbor import LexborNode

_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:shar(?:e|es|ing)|socials?|related|newsletter|advert\w*|ads?|adslot|promo\w*"
    r"|sponsor\w*|tooltip|visually-?hidden|sr-only|screen-reader\w*|\w{0,30}caption|credits?"
    r"|copyright|recommend\w*|comments?-?(?:link|count|button)s?|copy-?link|read-?more|outbrain"
    r"|taboola|permalink|toolbar|print|recirc\w*|donat(?:e|ion)s?"
    r"|read-also|see-also|lire-aussi|leggi-anche|lees-ook|l[ae]s-ogs[ao])(?:$|[\s_-])",
    re.IGNORECASE,
)
_SHARING = re.compile(
    r"\s*javascript:|mailto:\?|https?://(?:[\w.]+\.)?(?:facebook\.com/(?:sharer?|dialog)"
    r"|(?:twitter|x)\.com/(?:intent|share)|linkedin\.com/share|whatsapp\.com/send|wa\.me/"
    r"|t\.me/share|pinterest\.com/pin/create|reddit\.com/submit)|whatsapp:"
)
"""Where a link leads that is but a button to pass the post on."""
_BUTTONS = frozenset(
    (
        *("share", "share this", "share this post", "share post", "tweet", "tweet this"),
        *("email this", "copy link", "permalink", "link to this post", "back to top", "teilen"),
        *("link kopieren", "partager", "copier le lien", "compartir", "partilhar"),
        *("compartilhar", "condividi", "delen", "dela", "del", "jaa", "udostępnij", "sdílet"),
        *("поделиться", "поділитися", "paylaş", "κοινοποίηση", "شارك", "مشاركة", "שתפו", "שיתוף"),
        *("comparteix", "distribuie", "zdieľať", "megosztás", "сподели", "podeli", "podijeli"),
        *("اشتراک‌گذاری", "شیئر کریں", "শেয়ার", "பகிர்", "แชร์", "chia sẻ", "kongsi", "поширити"),
        *("शेयर करें", "シェア", "シェアする", "分享", "공유", "공유하기", "bagikan", "permalien"),
    )
)
"""What is written on links that do the same without leading anywhere."""
_MORE = frozenset(("read more", "read full story", "continue reading", "full story"))
"""The same, where nothing stands beside the link."""
_TOPICS = re.compile(r"(?:^|\s)(?:tag|category)-\S+")
"""Classes that tell what a post is about: `category-social-media`."""
BUTTON = 20
"""Characters of the longest of these."""
_ALSO = (
    *(
        "read also",
        "also read",
        "see also",
        "read more:",
        "related:",
        "more:",
        "lesen sie auch",
        "mehr zum thema",
    ),
    *("lire aussi", "à lire aussi", "lire également", "voir aussi", "leggi anche", "lees ook"),
    *("lea también", "lea además", "te puede interesar", "leia também", "leia mais"),
    *("veja também", "läs också", "läs mer", "les også", "læs også", "lue myös", "czytaj też"),
    *("czytaj także", "czytaj również", "zobacz też", "zobacz także", "čtěte také"),
    *("читайте также", "читайте також", "bunları da okuyun", "διαβάστε επίσης"),
    *("اقرأ أيضا", "קראו גם", "यह भी पढ़ें", "関連記事", "あわせて読みたい", "相关阅读", "相關閱讀"),
    *("관련 기사", "관련기사", "baca juga", "läs även", "ilgili haber", "kapcsolódó cikk"),
    *("i\u0307lgili haber",),
    *("citește și", "citiţi şi", "вижте още", "прочетете още", "بیشتر بخوانید", "یہ بھی پڑھیں"),
    *("আরও পড়ুন", "மேலும் படிக்க", "อ่านเพิ่มเติม", "อ่านข่าวเพิ่มเติม", "xem thêm", "延伸閱讀"),
    *("延伸阅读", "llegeix també", "pročitajte još", "pročitajte i", "pročitaj i"),
    *("prečítajte si tiež", "čítajte aj", "čtěte dále", "lea aquí", "siga leyendo", "meer lezen"),
)
"""What a line begins with that sends the reader on to another page."""
_ADVERTS = ("advertisement", "article continues", "story continues", "skip advertisement")
_ADVERT = re.compile(
    r"(?:(?:skip )?advertisement|(?:article|story) continues (?:after|below)(?: (?:this )?ad\w*)?"
    r"|[\W_]{1,5}){1,4}",
    re.IGNORECASE,
)
"""What stands around an advertisement."""
_LEADING = (*_ALSO, *_ADVERTS)
_BEGINNINGS = frozenset(words[:2] for words in _LEADING)
_LINES = frozenset(("p", "div", "section", "li", "ul"))
_POINTERS = " \n\t\u00a0>\u00bb\u203a\u25b6\u25ba\u2192\u279c|-\u2013[(\u3010"
_SIGNS = re.compile(r"[\W_]+")
DEEP = 4
"""So many tags may open before the first words of a line."""
LONGEST_LINE = 400
"""Characters; a longer text is no such line."""
SAID = 30
"""So many of its characters may stand beside its links."""
ADDRESS = 200
"""Characters of an address by which a button is told."""
CLASSES = 1_000
"""Characters; what stands behind is not looked at."""


def is_furniture(node: LexborNode, tag: str) -> bool:
    """Whether a node of that tag is no running text: by its role, its class or how it begins."""
    if tag in _LINES and _leads_on(node):
        return True
    attributes = node.attributes
    if not attributes:
        return False
    if "hidden" in attributes or attributes.get("role") in ("button", "navigation", "toolbar"):
        return True
    address = (attributes.get("href") or "")[:ADDRESS].lower() if tag == "a" else ""
    if tag == "a" and (_SHARING.match(address) or _is_button(node)):
        return True
    classes = attributes.get("class")
    return bool(classes) and _says_furniture((classes or "")[:CLASSES])


def _is_button(link: LexborNode) -> bool:
    text = link.text()
    if len(text) > 2 * BUTTON:
        return False
    said = text.strip().lower()
    if said.rstrip(_POINTERS) in _MORE:
        return not any(_says_something(node) for node in (link.prev, link.next))
    return said in _BUTTONS or bool(said and _SIGNS.fullmatch(said) and _is_anchor(link))


def _says_something(node: LexborNode | None) -> bool:
    return node is not None and node.is_text_node and bool((node.text_content or "").strip())


def _is_anchor(link: LexborNode) -> bool:
    """Whether a link leads to a place on a page: the "#" beside a heading."""
    return "#" in (link.attributes.get("href") or "")


def _leads_on(line: LexborNode) -> bool:
    """Whether a line is but links to other pages and says so, a button, or an advertisement's."""
    at = line.first_child
    for _ in range(DEEP):
        while at is not None and at.is_text_node and not (at.text_content or "").strip():
            at = at.next
        if at is None or at.is_text_node:
            break
        at = at.first_child
    said = (
        (at.text_content or "").lstrip(_POINTERS)[:SAID]
        if at is not None and at.is_text_node
        else ""
    )
    low = said.strip().lower()
    if low in _BUTTONS:
        return len(line.text(strip=True)) == len(low)
    if low[:2] not in _BEGINNINGS or not low.startswith(_LEADING):
        return False
    if low.startswith(_ADVERTS):
        return _ADVERT.fullmatch(line.text(strip=True)[:LONGEST_LINE]) is not None
    shown = len(line.text(strip=True))
    linked = sum(len(link.text(strip=True)) for link in line.css("a[href]"))
    return shown <= LONGEST_LINE and linked > 0 and shown - linked <= SAID


@lru_cache(maxsize=1024)
def _says_furniture(classes: str) -> bool:
    return _FURNITURE.search(_TOPICS.sub("", classes)) is not None
