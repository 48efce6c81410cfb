"""Whether a page calls itself live, in its address or its headline, and what leads away from it."""

import re

from selectolax.lexbor import LexborNode

from tickerd.extract.page import Page

# ruff: noqa: RUF001  words in their own letters
_WORDS = re.compile(
    r"\blive|liveblog|ticker|\blatest\b|as it happened|\bupdates?\b|diretta|\bdirect[eo]?\b|en vivo"
    r"|ao vivo|minut[eo]|relacja|na[ -]żywo|na-zywo|direkte|\bdirekt\b|seneste|siste nytt|онлайн"
    r"|senaste nytt|实时更新|трансляция|трансляція|наживо|прямой эфир"
    r"|ライブ|速報|生中継|直播|실시간|생중계|canl[ıi]"
    r"|//status\.|/incidents?/"
    r"|laatste nieuws|hetki|percről|percrol|ζωντανά|trực tiếp|langsung|مباشر|زنده|लाइव"
    r"|živě|\bonline(?: ?:|\s*$)|naživo|min[uú]t[au] po|λεπτό προς|în direct|uživo|на живо|вживу"
    r"|хроника|随時更新|隨時更新|タイムライン|滚动|滾動|속보|לייב|שידור חי|דיווח חי|עדכונים שוטפים"
    r"|لحظة بلحظة|بث حي|لحظه به لحظه|براہ راست|لائیو|לזמן אמת|newsblog|nieuwsblog|em diret[oa]"
    r"|direktrapport|v živo|tiesiogiai|tiešraid|tiešsaist|otseblogi|hetkeltä|zuzenean|í beinni"
    r"|na bieżąco|текстова|সরাসরি|লাইভ|நேரலை|లైవ్|รายงานสด|ถ่ายทอดสด|文字中継|実況|라이브"
    r"|\bélő\b|/elo/|közvetít|minut (?:a|for) minut|truc-tiep|เกาะติด"
)
"""In small letters, as is what they are looked for in: so they are found ten times as fast."""
_WEAK = re.compile(r"\blatest\b|\bupdates?\b|seneste|senaste nytt|laatste nieuws|minut[eo]")
"""Words that the front of a section may have, too."""
_TITLES = "h1, h2, h3, h4, h5, h6"


def says_live(page: Page, *, plainly: bool = False) -> bool:
    """Whether the page's address or headline has a word of live blogs, in some language.

    Args:
        page: the page.
        plainly: do not count words such as "latest", which fronts of sections have, too.
    """
    return page.once(_says_plainly_live if plainly else _says_live)


def _says_live(page: Page) -> bool:
    return _WORDS.search(_title(page)) is not None


def _says_plainly_live(page: Page) -> bool:
    return _WORDS.search(_WEAK.sub("", _title(page))) is not None


def _title(page: Page) -> str:
    return f"{page.url} {page.headline or ''} {page.metas.get('og:title', '')}".lower()


def leads_away(box: LexborNode, page: Page) -> bool:
    """Whether a box's heading is a link to another page: then it is a teaser, not a post."""
    for heading in box.css(_TITLES):
        above = heading.parent
        inner = heading.css_first("a[href]")
        link = inner if inner is not None else above
        if link is None or link.tag != "a":
            continue
        if page.is_elsewhere(link.attributes.get("href")):
            return True
    return False
