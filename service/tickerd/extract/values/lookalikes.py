"""Lists of records that have texts and times, and are no posts: teasers, comments, goods, plans."""

import re
from collections.abc import Callable, Iterator, Sequence
from urllib.parse import urlsplit

from tickerd.extract.text.links import names_blog
from tickerd.extract.values.names import HEADLINE
from tickerd.extract.values.tables import LONGEST_KEY, Record, Table, words_of

_NEVER = re.compile(
    r"(?:related|recommend\w*|trending|popular|similar|(?:most|read) \w+)(?: \w+)?"
    r"|(?:more|other) (?!posts|updates|entries)\w+|see also|teasers?|promo\w*|nav\w*"
    r"|(?:\w+ )?menu|products?|reviews?|users?"
    r"|(?:\w+ )?authors?|speakers?|contributors|sections?|(?:\w+ )?tags?|categories"
    r"|components|services|zones|regions|(?:\w+ )?locations|jobs|episodes|offers"
    r"|(?:live ?)?(?:blogs|streams)|players|roster|squads?|teams?|ads?|newsletters?|search results"
)
"""Names of lists that hold no posts."""
_BESIDE = re.compile(
    r"(?:\w+ )?comments|included|repl(?:y|ies)|reactions|revisions|versions|history"
    r"|translations|tweets|quotes|references|sources|media|images|attachments|blocks|elements|paragraphs"
    r"|pinned(?: \w+)?|key ?(?:events|points|moments)|summar(?:y|ies)|highlights"
)
"""Names of lists that hold posts only where nothing else does."""
BESIDE, SUMMED_UP = 0.001, 0.02
"""What such a list weighs, and one of mere summaries."""
_GOODS = frozenset(
    (
        *("price", "prices", "sku", "salary", "rating", "ratings", "stars", "review rating"),
        *("tag name", "prerelease", "pull request", "product type", "variants", "tarball url"),
        *("audio", "audio url", "enclosure", "enclosures", "duration", "episode type"),
        *("video url", "version", "license", "dist", "require", "checksum"),
    )
)
_ENOUGH_GOODS = frozenset(("price", "sku", "salary", "rating", "stars", "tag name", "prerelease"))
_TALK = frozenset(
    (
        *("parent", "parent id", "depth", "upvotes", "downvotes", "ups", "downs", "karma"),
        *("replies", "forum", "reply to"),
    )
)
_MAY_BE_TALK = _TALK | {"points", "votes", "score", "likes", "like count", "thread", "user"}
"""What remarks of readers have; one alone may be anything."""
TALK = "are what readers or members of a forum said"
_PLAN = frozenset(
    (
        *("start", "end", "start time", "end time", "starts at", "ends at", "start at", "end at"),
        *("start date", "end date", "starts", "ends"),
    )
)
"""What has a beginning and an end is an appointment."""
_BODY = frozenset(("text", "body", "content", "html", "message", "content html", "body html"))
_KIND_KEYS = ("type", "kind", "contentType", "content_type", "design", "@type")
_BLOG = re.compile(r"live[-_ ]?(?:blog|ticker|stream|coverage)s?", re.IGNORECASE)
_TEASER = frozenset(
    (
        *("excerpt", "teaser", "section", "category", "categories", "thumbnail", "standfirst"),
        *("subtitle", "kicker", "dek", "reading time", "read time", "comment count", "snippet"),
        *("comments count", "word count", "url to image", "primary category"),
    )
)
Ask = Callable[[set[str]], bool]
_ADDRESS = re.compile(
    r"(?:(?:web|html|canonical|short|article|story|page|post|full) )?(?:url|link|href|permalink)"
)
_LIVE = re.compile(r"live|ticker|updates?|direct|diretta|minut[eo]|status|incident", re.IGNORECASE)
_OWN = re.compile(r"live ?\w*|updates?|bulletins?|(?:\w+ )?ticker|entries|alerts|notes|messages")
"""Names of lists of posts, whatever their records link to."""
SAMPLE = 20
MOST = 0.8


def standing(table: Table, said: str, *, summed_up: bool) -> float:
    """How far a table may be the posts of a live blog, by its name and the keys of its records.

    Args:
        table: the records.
        said: where the document is from, and what it calls itself.
        summed_up: whether the records have but summaries or descriptions, no text of their own.

    Returns:
        0 for what is none; little for what may stand beside posts; else 1.
    """
    if name_lookalike(table, said, summed_up=summed_up) is not None:
        return 0.0
    if _BESIDE.fullmatch(table.name) and not _are_all_there_is(table):
        return BESIDE
    return SUMMED_UP if summed_up else 1.0


def name_lookalike(table: Table, said: str, *, summed_up: bool) -> str | None:
    """What the records of a table are, in words, if they are no posts; else None."""
    sample = table.records[:SAMPLE]
    if _NEVER.fullmatch(table.name):
        return f'stand in a list called "{table.name}"'
    kind = next((words for words, is_so in _KINDS if _share(sample, is_so)), None)
    kind = kind or (TALK if _answer_each_other(sample) else None)
    live = _OWN.fullmatch(table.name) or _LIVE.search(said)
    if kind is None and _are_blogs(sample):
        return "are live blogs as a whole"
    if kind is None and _are_teasers(sample, live=live is not None and not summed_up):
        return "lead to other pages, as those of a front do"
    return kind


def _are_all_there_is(table: Table) -> bool:
    """Whether the lists stand in objects that say nothing themselves but what they are called."""
    owners = table.owners[:SAMPLE]
    return table.grouped and all(_BODY.isdisjoint(_words(owner)) for owner in owners)


def _share(sample: Sequence[Record], is_so: Ask) -> bool:
    return sum(is_so(_words(record)) for record in sample) >= MOST * len(sample)


def _words(record: Record) -> set[str]:
    return {
        words_of(key)
        for key, value in record.items()
        if value is not None and len(key) <= LONGEST_KEY
    }


def _has_goods(words: set[str]) -> bool:
    return not _ENOUGH_GOODS.isdisjoint(words) or len(words & _GOODS) > 1


def _is_talk(words: set[str]) -> bool:
    return not _TALK.isdisjoint(words) and len(words & _MAY_BE_TALK) > 1


def _answer_each_other(sample: Sequence[Record]) -> bool:
    """Whether all records have a key for what they answer, and some do answer."""
    shared = set[str]().union(*sample[:1]).intersection(*sample)
    keys = [key for key in shared if len(key) <= LONGEST_KEY and words_of(key) in _TALK]
    if not any(record[key] for record in sample for key in keys):
        return False
    return _share(sample, lambda words: not words.isdisjoint(_MAY_BE_TALK - _TALK))


def _is_plan(words: set[str]) -> bool:
    return len(words & _PLAN) > 1


_KINDS: tuple[tuple[str, Ask], ...] = (
    ("are goods, works or offers", _has_goods),
    (TALK, _is_talk),
    ("are a programme: times of what is planned", _is_plan),
)


def _are_blogs(sample: Sequence[Record]) -> bool:
    """Whether each record says of itself that it is a live blog as a whole."""
    named = [str(record.get(key) or "") for record in sample for key in _KIND_KEYS if key in record]
    return sum(_BLOG.fullmatch(name) is not None for name in named) >= MOST * len(sample)


def _are_teasers(sample: Sequence[Record], *, live: bool) -> bool:
    """Whether nearly each record has a title and the address of another page for itself."""
    leading = [place for record in sample if (place := _place(record))]
    named = [record for record in sample if any(_titles(record))]
    if len(leading) < max(2, MOST * len(sample)) or len(named) < MOST * len(sample):
        return False
    if len(set(leading)) < MOST * len(leading) or _are_below_one(leading):
        return False
    return not live or _share(sample, lambda words: len(words & _TEASER) > 1)


def _titles(record: Record) -> Iterator[str]:
    for key, value in record.items():
        if value and re.fullmatch(HEADLINE[0], words_of(key)):
            yield key


def _place(record: Record) -> str | None:
    """Host and path of the address that a record gives, without what only points into a page."""
    for key, value in record.items():
        if not isinstance(value, str) or not value.startswith(("http", "/")):
            continue
        if _ADDRESS.fullmatch(words_of(key)):
            try:
                parts = urlsplit(value)
            except ValueError:
                return None
            return f"{parts.netloc}{parts.path}"
    return None


def _are_below_one(places: Sequence[str]) -> bool:
    """Whether all lead to pages below one that is a live blog's own, as /live/storm-2024/."""
    above = {place.rstrip("/").rpartition("/")[0] for place in places}
    return len(above) == 1 and names_blog(f"/{next(iter(above)).partition('/')[2]}")
