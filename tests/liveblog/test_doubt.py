"""What a look shows and we do not believe at once."""

from datetime import datetime, timedelta

import pytest

from makers import NOON, a_claim, a_post, a_snapshot, minutes, nothing_known
from tickerd.liveblog.diff import diff, fold
from tickerd.liveblog.doubt import OUTDATED_SECONDS
from tickerd.liveblog.known import Known
from tickerd.liveblog.snapshot import Snapshot

ONE = "The race starts at nine."
MINUTE = timedelta(minutes=1)
OTHER = "The race starts at ten, says the committee."


def worded(text: str, **fields: object) -> Snapshot:
    return a_snapshot(a_post("a", text), a_post("b", "The ferry waits."), **fields)


def follow(known: Known, *looks: Snapshot, step: timedelta = MINUTE) -> list[list[str]]:
    """What each look tells."""
    at: datetime = NOON
    told: list[list[str]] = []
    for look in looks:
        difference = diff(known, look, at=at)
        told.append([event.kind for event in difference.events])
        known = fold(known, difference.events).model_copy(update={"window": difference.window})
        at += step
    return told


def test_two_variants_in_turn_make_one_revision_not_one_at_each_look() -> None:
    told = follow(nothing_known(), *[worded(ONE), worded(OTHER)] * 4)

    assert told[1] == ["post.revised"]
    assert told[2:] == [[]] * 6


def test_a_wording_that_comes_back_and_stays_is_a_revision_at_the_second_look() -> None:
    told = follow(nothing_known(), *[worded(text) for text in (ONE, OTHER, ONE, ONE, ONE)])

    assert told[1:] == [["post.revised"], [], ["post.revised"], []]


def test_a_wording_that_is_new_is_believed_at_once() -> None:
    told = follow(nothing_known(), *[worded(f"Lap {lap} has begun.") for lap in range(4)])

    assert told[1:] == [["post.revised"]] * 3


def test_a_page_that_goes_back_in_time_is_passed_over() -> None:
    new = worded(OTHER, last_updated=a_claim(NOON))
    old = worded(ONE, last_updated=a_claim(NOON - minutes(20)))

    told = follow(nothing_known(), new, old, old, new)

    assert told[1:] == [[], [], []]


def test_a_page_that_went_back_and_stays_there_has_meant_it() -> None:
    new = worded(OTHER, last_updated=a_claim(NOON))
    old = worded(ONE, last_updated=a_claim(NOON - minutes(20)))
    patience = timedelta(seconds=OUTDATED_SECONDS)

    told = follow(nothing_known(), new, old, old, step=patience + minutes(1))

    assert told[1:] == [[], ["blog.updated", "post.revised"]]


def test_last_updated_may_go_back_within_its_precision() -> None:
    told = follow(
        nothing_known(),
        worded(ONE, last_updated=a_claim(NOON)),
        worded(OTHER, last_updated=a_claim(NOON - timedelta(seconds=1))),
    )

    assert told[1] == ["blog.updated", "post.revised"]


@pytest.mark.parametrize(
    ("written", "set_in_type"),
    [
        ('It\'s "over", he said', "It\u2019s \u201cover\u201d, he said"),
        ("the gate -- at last...", "the gate \u2014 at last\u2026"),
        ("the caf\u00e9 is open", "the cafe\u0301 is o\u00adpen"),
    ],
)
def test_what_typesetting_makes_of_the_same_words_is_no_revision(
    written: str, set_in_type: str
) -> None:
    looks = [worded(text) for text in (written, set_in_type, written, written)]

    told = follow(nothing_known(), *looks)

    assert told[1:] == [[], [], []]


@pytest.mark.parametrize(
    ("before", "after"), [("It is over.", "It is over!"), ("5 - 3", "5 + 3"), ("no", "No")]
)
def test_other_signs_and_letters_are_a_revision(before: str, after: str) -> None:
    told = follow(nothing_known(), worded(before), worded(after))

    assert told[1:] == [["post.revised"]]


def test_a_page_with_a_younger_post_is_no_old_one_whatever_it_says_of_itself() -> None:
    def page(count: int, updated: float) -> Snapshot:
        posts = [a_post(f"p{n}", published=a_claim(NOON - minutes(9 - n))) for n in range(count)]
        return a_snapshot(*reversed(posts), last_updated=a_claim(NOON - minutes(updated)))

    told = follow(nothing_known(), page(4, 0), page(5, 20), page(6, 20))

    assert [kinds[-1] for kinds in told[1:]] == ["post.added", "post.added"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (("The gate is open", "Boats leave."), (None, "The gate is open\nBoats leave.")),
        (("The gate is open again\u2026", "The gate is open again. So."), ("", None)),
    ],
)
def test_words_that_move_between_headline_and_text_are_no_revision(
    before: tuple[str, str], after: tuple[str | None, str | None]
) -> None:
    headline, text = before
    one = worded(text).posts[0].model_copy(update={"headline": headline})
    other = one.model_copy(update={"headline": after[0], "text": after[1] or text})

    told = follow(nothing_known(), *[a_snapshot(post) for post in (one, other, one)])

    assert told[1:] == [[], []]


def test_a_short_headline_counts_though_the_text_begins_with_it() -> None:
    post = a_post("a", "Fog stops the race.", headline="Fog")

    told = follow(
        nothing_known(), a_snapshot(post), a_snapshot(post.model_copy(update={"headline": None}))
    )

    assert told[1:] == [["post.revised"]]
