"""A blog as it stood by the source's clock: the laws of what counts when."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from makers import NOON, a_claim, a_post, minutes, nothing_known
from tickerd.liveblog.claim import Claim, ClaimRule
from tickerd.liveblog.diff import fold
from tickerd.liveblog.event import PostAdded, PostEvent, PostRemoved, PostRestored, PostRevised
from tickerd.liveblog.known import Known
from tickerd.liveblog.recall import counts_from, may_count_earlier, recall_published

BLOG = nothing_known().blog.id
KINDS: dict[str, type[PostRevised] | type[PostRemoved] | type[PostRestored]] = {
    "revised": PostRevised,
    "removed": PostRemoved,
    "restored": PostRestored,
}


def at(minute: float) -> datetime:
    return NOON + minutes(minute)


def claim(minute: float | None) -> Claim | None:
    return None if minute is None else a_claim(at(minute))


def added(seen: float, published: float | None, modified: float | None = None) -> PostAdded:
    post = a_post("1", "First.", id="p", published=claim(published), modified=claim(modified))
    return PostAdded(
        blog=BLOG, observed_at=at(seen), post=post, revision=1, change=1, recognised_by="new"
    )


def then(before: PostEvent, kind: str, seen: float, modified: float | None = None) -> PostEvent:
    """The next event about the same post."""
    post, revision = before.post, before.revision
    if kind == "revised":
        revision += 1
        text = f"Wording {revision}."
        post = post.model_copy(update={"text": text, "modified": claim(modified)})
    return KINDS[kind](
        blog=BLOG,
        observed_at=at(seen),
        post=post,
        revision=revision,
        change=before.change + 1,
        recognised_by="source id",
    )


def recall(log: list[PostEvent], moment: datetime) -> Known:
    """What the gateway does, without a gateway."""
    seen = fold(nothing_known(), [event for event in log if event.observed_at <= moment])
    now = fold(nothing_known(), log)
    late = [post for post in now.posts.values() if may_count_earlier(post, moment)]
    histories = [(post, [event for event in log if event.post.id == post.post.id]) for post in late]
    return recall_published(seen, histories, at=moment)


def wordings(log: list[PostEvent], *asked: float) -> list[str | None]:
    """How the post stood at these minutes; None where there was none."""
    states = [recall(log, at(minute)).posts.get("p") for minute in asked]
    return [None if state is None or state.removed else state.post.text for state in states]


def test_a_post_counts_from_its_claim_although_we_saw_it_later() -> None:
    assert wordings([added(30, published=10)], 9, 10, 29) == [None, "First.", "First."]


def test_without_a_claim_it_counts_from_when_we_saw_it() -> None:
    assert wordings([added(30, published=None)], 29, 30) == [None, "First."]


def test_nothing_counts_later_than_we_saw_it() -> None:
    assert wordings([added(30, published=90)], 29, 30) == [None, "First."]


def test_a_wording_counts_from_its_own_claim_else_from_when_we_saw_it() -> None:
    first = added(30, published=10)
    claimed = then(first, "revised", seen=50, modified=40)
    silent = then(first, "revised", seen=50)

    assert wordings([first, claimed], 39, 40) == ["First.", "Wording 2."]
    assert wordings([first, silent], 49, 50) == ["First.", "Wording 2."]


def test_a_claim_that_stood_there_before_says_nothing_of_a_new_wording() -> None:
    first = added(30, published=10, modified=20)
    second = then(first, "revised", seen=50, modified=20)

    assert wordings([first, second], 15, 25, 49, 50) == [*["First."] * 3, "Wording 2."]


def test_an_age_that_only_grew_is_no_new_claim() -> None:
    def age(minute: float) -> Claim:
        return Claim(at=at(minute), raw="5 min", rule=ClaimRule.RELATIVE, precision_seconds=60)

    first = added(30, published=10)
    first = first.model_copy(update={"post": first.post.model_copy(update={"modified": age(20)})})
    second = then(first, "revised", seen=50)
    aged = second.post.model_copy(update={"modified": age(20.5)})

    assert wordings([first, second.model_copy(update={"post": aged})], 49, 50) == [
        "First.",
        "Wording 2.",
    ]


def test_a_removal_counts_from_when_we_saw_it() -> None:
    first = added(30, published=10)
    removed = then(first, "removed", seen=50)
    restored = then(removed, "restored", seen=70)

    assert wordings([first, removed, restored], 49, 50, 69, 70) == [
        "First.",
        None,
        None,
        "First.",
    ]


minutes_of_a_day = st.integers(0, 100)
claims = st.none() | minutes_of_a_day


@st.composite
def histories(draw: st.DrawFn) -> list[PostEvent]:
    """All that was seen of a post, with whatever claims, true or not."""
    seen = draw(minutes_of_a_day)
    history: list[PostEvent] = [added(seen, draw(claims), draw(claims))]
    for kind in draw(st.lists(st.sampled_from(["revised", "removed", "restored"]), max_size=5)):
        seen += draw(st.integers(1, 30))
        history.append(then(history[-1], kind, seen, draw(claims)))
    return history


@given(histories())
def test_time_goes_forward_and_no_state_lags_behind_ours(history: list[PostEvent]) -> None:
    changes = []
    for minute in range(-1, 260, 13):
        by_claims = recall(history, at(minute)).posts.get("p")
        by_us = fold(
            nothing_known(), [event for event in history if event.observed_at <= at(minute)]
        ).posts.get("p")
        changes.append(by_claims.change if by_claims else 0)

        assert changes[-1] >= (by_us.change if by_us else 0)
    assert changes == sorted(changes)
    assert changes[-1] == len(history)


@given(histories(), minutes_of_a_day)
def test_a_state_is_one_that_the_post_was_in(history: list[PostEvent], minute: int) -> None:
    now = fold(nothing_known(), history).posts["p"]
    moment = at(minute)

    state = recall(history, moment).posts.get("p")

    assert (state is not None) == (counts_from(now) <= moment)
    if state is not None:
        assert state == fold(nothing_known(), history[: state.change]).posts["p"]


@given(st.integers(1, 10_000))
def test_a_moment_is_held_to_the_millisecond(milliseconds: int) -> None:
    event = added(30, published=10)
    before = at(10) - timedelta(milliseconds=milliseconds)

    assert recall([event], before).posts == {}
