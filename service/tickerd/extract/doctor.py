"""The page doctor: which rungs were asked, what each found, and what became of it."""

from dataclasses import dataclass

from tickerd.extract.absence import explain_absence
from tickerd.extract.judge import SAME_BLOG, judge
from tickerd.extract.ladder import RUNGS, Rung, climb
from tickerd.extract.matching import match_posts
from tickerd.extract.page import Page
from tickerd.extract.reading import Reading
from tickerd.liveblog.document import Document


@dataclass(frozen=True, slots=True)
class Trial:
    """One rung at one page."""

    rung: str
    """The name of its module: `jsonld`, `timestamps`, …"""
    posts: int
    timed: int
    """So many of the posts have a time."""
    named: int
    """So many have an id of the source's."""
    verdict: str
    """In words, what became of what it found."""


def examine(document: Document) -> list[Trial]:
    """Ask every rung, and say what each found and why it was believed or not.

    Raises:
        Unreadable: the document is too large, or too tangled to be parsed in a bounded time.
    """
    page = Page(document)
    readings = climb(page)
    believed = judge([reading for reading in readings.values() if reading], page.dial)
    trials = [_try(rung, reading, believed, page) for rung, reading in readings.items()]
    spared = [rung for rung in RUNGS if rung not in readings]
    return [*trials, *map(_spare, spared)]


def _try(rung: Rung, reading: Reading | None, believed: Reading | None, page: Page) -> Trial:
    posts = reading.posts if reading else ()
    return Trial(
        rung=_name(rung),
        posts=len(posts),
        timed=sum(post.published is not None for post in posts),
        named=sum(post.source_id is not None for post in posts),
        verdict=_judge_in_words(reading, believed)
        if reading
        else explain_absence(_name(rung), page),
    )


def _spare(rung: Rung) -> Trial:
    return Trial(_name(rung), 0, 0, 0, "not asked: surer rungs found posts enough")


def _judge_in_words(reading: Reading, believed: Reading | None) -> str:
    if not reading.posts:
        where = f"; they are loaded from {reading.elsewhere}" if reading.elsewhere else ""
        why = reading.reason or "it tells of a live blog, but of no posts"
        return why + where
    if believed is None or not believed.posts:
        return "not believed: too little speaks for it"
    return _compare_in_words(reading, believed)


def _compare_in_words(reading: Reading, believed: Reading) -> str:
    chosen = reading.dialect == believed.dialect
    if reading.sure and chosen:
        return "believed alone: it knows who made this document"
    pairs = len(match_posts(reading.posts, believed.posts))
    share = f"{pairs} of its {len(reading.posts)} posts are among those given"
    if pairs < max(1, SAME_BLOG * min(len(reading.posts), len(believed.posts))):
        return f"not believed: {share}"
    return f"{'believed' if chosen else 'completes the believed one'}: {share}"


def _name(rung: Rung) -> str:
    module = rung.__module__.rpartition(".")[2]
    return rung.__name__.removeprefix("read_") if rung.__name__ != "read" else module
