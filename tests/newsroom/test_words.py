"""The newsroom's own copy and its writer."""

import re
from datetime import UTC, datetime
from itertools import islice, pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickerd.newsroom.words import Copy, Draft, Writer, deal, load_copy


def seeded(seed: int) -> Random:
    return Random(seed)


def test_every_pattern_can_be_filled(copy: Copy) -> None:
    writer = Writer(copy, seeded(5))

    drafts = [
        Draft(lead, (tail,), apart=True, fills=writer._fill((lead.headline or "", lead.text, tail)))
        for lead in copy.leads
        for tail in copy.lines.tails
    ]
    printed = [text for draft in drafts for text in (draft.headline or "", *draft.paragraphs)]
    captions = [writer.caption() for _ in copy.lines.captions]

    assert not [text for text in printed + captions if "{" in text or "}" in text]


def test_a_sentence_begins_with_a_capital(copy: Copy) -> None:
    writer = Writer(copy, seeded(5))

    texts = [paragraph for _ in range(300) for paragraph in writer.write().paragraphs]

    assert not [text for text in texts if re.search(r"^[a-zàèéìòù]|[.!?] [a-zàèéìòù]", text)]


def test_nothing_is_said_twice_within_two_windows(copy: Copy) -> None:
    writer = Writer(copy, seeded(5))
    said = [writer.write().said for _ in range(400)]

    repeats = [n for n in range(60, 400) if said[n] in said[n - 60 : n]]

    assert not repeats


def test_a_correction_says_something_else_and_names_the_number_before(copy: Copy) -> None:
    writer = Writer(copy, seeded(5))
    kinds = set()

    for _ in range(60):
        draft = writer.write()
        corrected, before = writer.correct(draft)
        kinds.add(before is None)

        assert corrected.paragraphs != draft.paragraphs
        assert before is None or before in draft.fills.values()
    assert kinds == {True, False}


@given(st.lists(st.integers(), min_size=2, unique=True), st.integers())
def test_a_pack_is_dealt_whole_before_any_card_comes_again(cards: list[int], seed: int) -> None:
    dealt = list(islice(deal(cards, seeded(seed)), 4 * len(cards)))
    packs = [dealt[n : n + len(cards)] for n in range(0, len(dealt), len(cards))]

    assert all(sorted(pack) == sorted(cards) for pack in packs)
    assert all(one != other for one, other in pairwise(dealt))


@pytest.mark.parametrize(
    ("name", "clock", "day"),
    [
        ("regatta", "7:57 PM", "Thursday, September 4"),
        ("regata", "20:57", "giovedì 4 settembre"),
        ("sturm", "20.57 Uhr", "Donnerstag, 4. September"),
    ],
)
def test_times_are_written_as_the_language_writes_them(name: str, clock: str, day: str) -> None:
    copy = load_copy(name)
    moment = datetime(2025, 9, 4, 18, 57, tzinfo=UTC)

    assert copy.clock(moment) == clock
    assert copy.day(moment) == day
