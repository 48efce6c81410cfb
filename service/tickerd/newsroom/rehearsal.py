"""A whole history in no time: a seeded newsroom, its faults, and the events that they come to.

No socket, no clock, no sleep: a consumer of tickerd's events can be tried against hundreds of
looks a second, and judged by the truth.
"""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from tickerd.errors import ExtractionError
from tickerd.extract import extract
from tickerd.liveblog.blog import Blog, blog_id
from tickerd.liveblog.chain import NO_HEAD, Head, link
from tickerd.liveblog.cursor import Cursor
from tickerd.liveblog.diff import Difference, diff, diff_unchanged, fold
from tickerd.liveblog.document import Document
from tickerd.liveblog.entry import Entry, put_in_place
from tickerd.liveblog.event import Event
from tickerd.liveblog.known import Known

from .desk import Desk
from .faults import Fault, Trouble
from .layout import Layout
from .misprints import MISPRINTS, TORN, misprint
from .oracle import Oracle
from .reading import read
from .render import Tongue, render
from .rhythm import Rhythm
from .truth import Truth
from .words import load_copy

OPENS_AT = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
SILENT = frozenset({Fault.ERROR, Fault.RESET, Fault.BROKEN_OFF})
"""Faults by which a look brings nothing home."""
CALM_LOOKS = 4
"""So many looks at a page that is well and the same come before each settled moment."""
RESIZE_SHARE = 0.1
TWIN_SHARE = 0.1


@dataclass(frozen=True, slots=True)
class Scene:
    """One look of a rehearsal."""

    at: datetime
    fault: Fault | None
    entries: tuple[Entry, ...]
    """What it told: `entry.body` are the bytes that the stream would have."""
    truth: Truth
    settled: bool
    """Whether the page has been well and the same for long enough to be judged by it."""
    oracle: Oracle

    def complaints(self, standing: Iterable[str]) -> list[str]:
        """What is wrong with a consumer's posts, given as their texts; none before it settles.

        See `Oracle.complaints`. Ask before the next scene is played.
        """
        return self.oracle.complaints(self.truth, standing) if self.settled else []


@dataclass(frozen=True, slots=True, kw_only=True)
class Play:
    """What a rehearsal is made of."""

    faults: Sequence[Fault] = tuple(Fault)
    layouts: Sequence[Layout] = (Layout(),)
    """One of them is drawn anew after each settled moment."""
    tongue: Tongue | None = None
    """With one, each page is written in this markup, and extracted from its bytes."""
    copy: str = "regatta"
    opens_at: datetime = OPENS_AT
    window: int = 12
    every: timedelta = timedelta(seconds=20)
    rhythm: Rhythm = field(default_factory=lambda: Rhythm(seconds_between=15.0))


def rehearse(seed: int, *, looks: int = 200, play: Play | None = None) -> Iterator[Scene]:
    """Play a history, look by look; the same again for the same seed and play.

    for scene in rehearse(seed=7):
        for entry in scene.entries:
            consumer.take(entry.envelope)
        assert scene.complaints(consumer.texts()) == []

    Args:
        seed: of all that happens.
        looks: how many.
        play: faults, layouts, markup and pace.
    """
    stage = _Stage(play or Play(), random.Random(seed), seed)  # noqa: S311 - a game, no secret
    for _ in range(looks):
        yield stage.look()


class _Stage:
    """Where a rehearsal is: the desk, the page, and what was told of it."""

    def __init__(self, play: Play, chance: random.Random, seed: int) -> None:
        self._play = play
        self._chance = chance
        copy = load_copy(play.copy)
        self._desk = Desk(
            copy,
            seed=seed,
            opens_at=play.opens_at,
            rhythm=play.rhythm,
            backlog=play.window // 2,
            window=play.window,
        )
        url = f"https://newsroom.example/{copy.path}"
        blog = Blog(id=blog_id(url), url=url, source=copy.source, story=copy.story)
        self._known = Known(blog=blog)
        self._oracle = Oracle()
        # without times and ids two posts of the same words are one, to anybody
        self._names_posts = play.tongue is not Tongue.BULLETS
        self._layout = self._draw_layout()
        self._at = play.opens_at
        self._turn = 0
        self._head = NO_HEAD
        self._last: Cursor | None = None
        self._busy, self._calm = 0, CALM_LOOKS
        self._trouble: Trouble | None = None

    def look(self) -> Scene:
        """Let some time pass, and look at the page as it is then."""
        self._at += self._play.every
        self._turn += 1
        self._let_happen()
        trouble = self._trouble
        truth = self._desk.truth()
        told = self._tell(trouble)
        settled = self._busy == 0 and self._calm == 0
        if settled:
            self._oracle.settle(truth, self._layout)
            self._begin_anew()
        fault = trouble.fault if trouble else None
        return Scene(self._at, fault, told, truth, settled, self._oracle)

    def _begin_anew(self) -> None:
        self._busy, self._calm = self._chance.randint(3, 8), CALM_LOOKS
        self._layout = self._draw_layout()

    def _draw_layout(self) -> Layout:
        layout = self._chance.choice(self._play.layouts)
        return replace(layout, pinned_copy=layout.pinned_copy and self._names_posts)

    def _let_happen(self) -> None:
        """A busy time, with troubles, and then a calm one."""
        if self._busy == 0:
            self._calm -= 1
            self._trouble = None
            self._desk.rest(self._at + self._play.every)
            return
        self._busy -= 1
        self._desk.advance(self._at)
        if self._chance.random() < RESIZE_SHARE:
            self._desk.resize(self._at, self._chance.randint(4, self._play.window))
        older = self._desk.truth().shown[2:]
        if self._names_posts and older and self._chance.random() < TWIN_SHARE:
            twin = self._chance.choice(older)
            self._desk.publish(self._at, *twin.paragraphs, headline=twin.headline)
        if self._trouble is None or not self._trouble.lasts(self._at):
            self._trouble = self._draw_trouble()

    def _draw_trouble(self) -> Trouble | None:
        if not self._play.faults or self._chance.random() < 0.5:
            return None
        fault = self._chance.choice(self._play.faults)
        # a second page that stays, and moves, cannot be told from a page whose newest posts went
        looks = 1 if fault is Fault.SECOND_PAGE else self._chance.randint(1, 4)
        return Trouble(fault, self._at, self._at + looks * self._play.every)

    # ------------------------------------------------------------ the look

    def _tell(self, trouble: Trouble | None) -> tuple[Entry, ...]:
        if trouble and trouble.fault in SILENT:
            return ()
        try:
            difference = self._compare(trouble)
        except ExtractionError:
            return ()
        folded = fold(self._known, difference.events)
        self._known = folded.model_copy(update={"window": difference.window})
        return self._enter(difference.events)

    def _compare(self, trouble: Trouble | None) -> Difference:
        if trouble and trouble.fault is Fault.NOT_MODIFIED and self._known.opened:
            return diff_unchanged(self._known, at=self._at)
        tongue = self._play.tongue
        twists = TORN if tongue is None else MISPRINTS
        truth = misprint(self._desk, trouble, self._turn, twists)
        self._oracle.see(truth, self._layout)
        if tongue is None:
            snapshot = read(self._layout.show(truth, self._turn), url=self._known.blog.url)
        else:
            snapshot = extract(self._print(truth, tongue, trouble))
        return diff(self._known, snapshot, at=self._at)

    def _print(self, truth: Truth, tongue: Tongue, trouble: Trouble | None) -> Document:
        blog = self._known.blog
        shown = self._layout.show(truth, self._turn)
        body = render(shown, self._desk.copy, tongue, url=blog.url).encode()
        if trouble and trouble.fault is Fault.HALF_PAGE:
            body = body[: len(body) // 2]
        if trouble and trouble.fault is Fault.EMPTY:
            body = b""
        return Document(
            url=blog.url,
            body=body,
            fetched_at=self._at,
            content_type="text/html; charset=utf-8",
            source=blog.source,
        )

    def _enter(self, events: Sequence[Event]) -> tuple[Entry, ...]:
        """Put events in their places, chained as the wire chains them."""
        entries = []
        for rest in link(events, self._known.blog, after=self._head):
            cursor = Cursor("rehearsal", self._head.seq + 1)
            entries.append(put_in_place(rest, cursor, self._last))
            self._head, self._last = Head.of(entries[-1]), cursor
        return tuple(entries)
