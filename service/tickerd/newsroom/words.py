"""The newsroom's own copy: what a blog may say, and a writer who never says it twice in a row."""

import random
import tomllib
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from importlib.resources import files
from string import Formatter
from typing import TypeVar
from zoneinfo import ZoneInfo

from pydantic import Field

from tickerd.liveblog.frozen import Frozen
from tickerd.liveblog.source import Source


class Words(Frozen):
    """The page furniture in the blog's language, and how it writes times."""

    live: str
    ended: str
    last_updated: str
    clock: str
    day: str
    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    pinned: str
    key_event: str
    correction: str
    follow_up: str
    by: str
    navigation: tuple[str, ...]
    most_read: str
    most_read_lines: tuple[str, ...]
    related: str
    related_lines: tuple[str, ...]
    newsletter: str
    comments: str
    footer: str


class Lead(Frozen):
    """A pattern for a post; `{boat}` is filled from the slots, `{knots}` from the numbers."""

    text: str
    headline: str | None = None
    key: bool = False


class Lines(Frozen):
    """Patterns that may follow a lead, and patterns for captions."""

    tails: tuple[str, ...]
    captions: tuple[str, ...]


class Copy(Frozen):
    """All that one blog of the newsroom may say."""

    story: str
    path: str
    section: str
    headlines: tuple[str, ...]
    standfirst: str
    authors: tuple[str, ...]
    source: Source
    words: Words
    slots: Mapping[str, tuple[str, ...]]
    numbers: Mapping[str, tuple[int, int]] = Field(default_factory=dict)
    leads: tuple[Lead, ...]
    lines: Lines

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which the page writes its times."""
        return ZoneInfo(self.source.time_zone or "UTC")

    def clock(self, moment: datetime) -> str:
        """A time as the page writes it: `7:57 PM`, `19:57`, `19.57 Uhr`."""
        local = moment.astimezone(self.zone)
        return self.words.clock.format(
            hour=local.hour,
            hour12=(local.hour - 1) % 12 + 1,
            minute=local.minute,
            half="AM" if local.hour < 12 else "PM",
        )

    def day(self, moment: datetime) -> str:
        """A date as the page writes it: `Thursday, September 4`."""
        local = moment.astimezone(self.zone)
        return self.words.day.format(
            weekday=self.words.weekdays[local.weekday()],
            month=self.words.months[local.month - 1],
            day=local.day,
        )


Card = TypeVar("Card")

_FOLDER = files("tickerd.newsroom") / "copy"

NAMES = ("regatta", "regata", "sturm")
"""English, Italian (both of one story) and German."""


def load_copy(name: str) -> Copy:
    """Read one of the newsroom's own files: see `NAMES`."""
    return Copy.model_validate(tomllib.loads((_FOLDER / f"{name}.toml").read_text("utf-8")))


@dataclass(frozen=True, slots=True)
class Draft:
    """A post before it is printed: the patterns and what fills them."""

    lead: Lead
    tails: tuple[str, ...]
    apart: bool
    """Whether the tails stand in a paragraph of their own."""
    fills: Mapping[str, str]

    @property
    def headline(self) -> str | None:
        """The headline in words, if the post has one."""
        return self.lead.headline and self.lead.headline.format_map(self.fills)

    @property
    def said(self) -> str:
        """The lead in words."""
        return self.lead.text.format_map(self.fills)

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The text in words."""
        tails = [tail.format_map(self.fills) for tail in self.tails]
        if self.apart and tails:
            return (self.said, " ".join(tails))
        return (" ".join((self.said, *tails)),)


class Writer:
    """Writes drafts: each pattern is used once before any comes again."""

    def __init__(self, copy: Copy, chance: random.Random) -> None:
        self.copy = copy
        self.chance = chance
        self._leads = deal(copy.leads, chance)
        self._tails = deal(copy.lines.tails, chance)
        self._captions = deal(copy.lines.captions, chance)
        self._lately: deque[str] = deque(maxlen=3 * len(copy.leads))
        self._headlines = deal(copy.headlines[1:], chance)

    def write(self) -> Draft:
        """A new post, which says something that was not said lately."""
        draft = self._draft()
        while draft.said in self._lately:
            draft = self._draft()
        self._lately.append(draft.said)
        return draft

    def _draft(self) -> Draft:
        lead = next(self._leads)
        tails = tuple(next(self._tails) for _ in range(self.chance.choice((0, 0, 1, 1, 2))))
        return Draft(
            lead=lead,
            tails=tails,
            apart=self.chance.random() < 0.5,
            fills=self._fill((lead.headline or "", lead.text, *tails)),
        )

    def correct(self, draft: Draft) -> tuple[Draft, str | None]:
        """The draft with one number put right, and the number before; with a tail more if none."""
        numbers = [
            name
            for name in draft.fills
            if _stem(name) in self.copy.numbers and f"{{{name}}}" in draft.lead.text
        ]
        if not numbers:
            tail = f"{self.copy.words.follow_up} {next(self._tails)}"
            fills = {**self._fill((tail,)), **draft.fills}
            return replace(draft, tails=(*draft.tails, tail), fills=fills), None
        name = self.chance.choice(numbers)
        before = draft.fills[name]
        low, high = self.copy.numbers[_stem(name)]
        others = [str(number) for number in range(low, high + 1) if str(number) != before]
        return replace(draft, fills={**draft.fills, name: self.chance.choice(others)}), before

    def addition(self) -> str:
        """A sentence to add to a post of somebody else's words."""
        tail = next(self._tails)
        return f"{self.copy.words.follow_up} {tail.format_map(self._fill((tail,)))}"

    def caption(self) -> str:
        """What stands under a picture."""
        pattern = next(self._captions)
        return pattern.format_map(self._fill((pattern,)))

    def headline(self) -> str:
        """Another headline for the whole blog."""
        return next(self._headlines)

    def _fill(self, patterns: Sequence[str]) -> dict[str, str]:
        fills: dict[str, str] = {}
        for name in _names(patterns):
            stem = _stem(name)
            if stem in self.copy.numbers:
                fills[name] = str(self.chance.randint(*self.copy.numbers[stem]))
                continue
            taken = set(fills.values())
            free = [words for words in self.copy.slots[stem] if words not in taken]
            fills[name] = self.chance.choice(free)
        capitals = {f"{name}_cap": words[0].upper() + words[1:] for name, words in fills.items()}
        return fills | capitals


def deal(cards: Sequence[Card], chance: random.Random) -> Iterator[Card]:
    """Deal from a shuffled pack for ever; a new pack never begins with the last card."""
    last: Card | None = None
    while True:
        pack = chance.sample(cards, len(cards))
        if pack[0] == last:
            pack.append(pack.pop(0))
        yield from pack
        last = pack[-1]


def _names(patterns: Sequence[str]) -> list[str]:
    """The slots that patterns ask for, each once, in the order in which they come."""
    fields = (field for pattern in patterns for _, field, _, _ in Formatter().parse(pattern))
    return list(dict.fromkeys(field.removesuffix("_cap") for field in fields if field))


def _stem(name: str) -> str:
    """The list that a slot draws from: `boat2` is another `boat`."""
    return name.rstrip("23456789")
