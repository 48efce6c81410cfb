"""The law: what we knew, plus what we told, is what the page shows."""

from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from makers import NOON, a_claim, a_post, a_snapshot, minutes, nothing_known
from tickerd.liveblog.diff import diff, fold
from tickerd.liveblog.event import Event
from tickerd.liveblog.known import Known
from tickerd.liveblog.post import Post
from tickerd.liveblog.snapshot import Snapshot

WORDS = ["boats", "harbour", "wind", "turns", "north", "mayor", "says", "storm", "gate", "closed"]


@st.composite
def wordings(draw: st.DrawFn) -> str:
    return " ".join(draw(st.lists(st.sampled_from(WORDS), min_size=3, max_size=12)))


@st.composite
def pages(draw: st.DrawFn) -> Snapshot:
    """A page of a few posts out of ten, in any order, each in any wording."""
    numbers = draw(st.lists(st.integers(1, 10), unique=True, min_size=1, max_size=8))
    posts = [
        a_post(f"p{n}", draw(wordings()), published=a_claim(NOON - minutes(60 - n)))
        for n in numbers
    ]
    return a_snapshot(*posts)


def look(known: Known, page: Snapshot, at: datetime) -> tuple[Known, tuple[Event, ...]]:
    difference = diff(known, page, at=at)
    after = fold(known, difference.events)
    return after.model_copy(update={"window": difference.window}), difference.events


def faces(posts: list[Post]) -> dict[str | None, tuple[str, str]]:
    return {post.source_id: post.wording for post in posts}


@given(st.lists(pages(), min_size=1, max_size=6))
def test_what_we_knew_and_what_we_told_is_what_the_page_shows(history: list[Snapshot]) -> None:
    known = nothing_known()

    for number, page in enumerate(history):
        known, _ = look(known, page, NOON + minutes(number))
        # a wording that a post had before is believed at the second look
        known, _ = look(known, page, NOON + minutes(number + 0.5))

        standing = faces([one.post for one in known.shown()])
        assert faces(list(page.posts)).items() <= standing.items()


@given(pages(), pages())
def test_a_page_seen_three_times_has_nothing_more_to_tell(first: Snapshot, then: Snapshot) -> None:
    known, _ = look(nothing_known(), first, NOON)
    known, _ = look(known, then, NOON + minutes(1))
    known, _ = look(known, then, NOON + minutes(2))

    _, events = look(known, then, NOON + minutes(3))

    assert events == ()


@given(pages(), pages())
def test_a_second_look_tells_only_what_needs_two(first: Snapshot, then: Snapshot) -> None:
    known, _ = look(nothing_known(), first, NOON)
    known, _ = look(known, then, NOON + minutes(1))

    _, events = look(known, then, NOON + minutes(2))

    assert {event.kind for event in events} <= {"post.removed", "post.revised"}


@given(st.lists(pages(), min_size=1, max_size=5), st.data())
def test_an_event_applied_twice_changes_nothing(
    history: list[Snapshot], data: st.DataObject
) -> None:
    """Invariant 4: a reader that applies an entry twice is unharmed."""
    known = nothing_known()
    log: list[Event] = []
    for number, page in enumerate(history):
        known, events = look(known, page, NOON + minutes(number))
        log.extend(events)
    again = data.draw(st.lists(st.sampled_from(log)))
    posts_again = [event for event in again if event.kind.startswith("post.")]

    assert fold(known, posts_again) == known


@given(st.lists(pages(), min_size=1, max_size=5))
def test_the_state_is_the_fold_of_the_whole_log(history: list[Snapshot]) -> None:
    known = nothing_known()
    log: list[Event] = []
    for number, page in enumerate(history):
        known, events = look(known, page, NOON + minutes(number))
        log.extend(events)

    afresh = fold(nothing_known(), log)

    assert known == afresh.model_copy(update={"window": known.window})


@given(st.lists(pages(), min_size=2, max_size=5))
def test_a_post_first_appears_between_two_looks(history: list[Snapshot]) -> None:
    """Invariant 11: `seen_after < observed_at`, and the first appearance lies between them."""
    known = nothing_known()
    for number, page in enumerate(history):
        at = NOON + minutes(number)
        known, events = look(known, page, at)

        for event in events:
            assert event.observed_at == at
            assert event.seen_after == (at - minutes(1) if number else None)
