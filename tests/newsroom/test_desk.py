"""A desk's history: the same for the same seed, and the truth at every moment."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from makers import NOON
from tickerd.newsroom.desk import Desk
from tickerd.newsroom.rhythm import Rhythm
from tickerd.newsroom.truth import Deed
from tickerd.newsroom.words import Copy, load_copy

HOUR = timedelta(hours=1)


def test_the_same_seed_gives_the_same_history(copy: Copy, noon: datetime) -> None:
    one, other, stranger = (Desk(copy, seed=seed, opens_at=noon, backlog=3) for seed in (4, 4, 5))
    for desk in (one, other, stranger):
        desk.advance(noon + HOUR)

    assert one.acts == other.acts
    assert one.acts != stranger.acts


@given(st.lists(st.floats(min_value=0.1, max_value=90), max_size=40), st.integers(0, 50))
@settings(max_examples=25, deadline=None)
def test_a_history_is_the_same_however_it_is_stepped(steps: list[float], seed: int) -> None:
    stepped, leapt = (Desk(REGATTA, seed=seed, opens_at=NOON) for _ in range(2))
    moment = NOON
    told = stepped.advance(moment)
    for step in steps:
        moment += timedelta(seconds=step)
        told += stepped.advance(moment)

    assert told == leapt.advance(moment)


@given(st.integers(0, 1000))
@settings(max_examples=15, deadline=None)
def test_the_truth_of_a_moment_is_what_was_so_at_that_moment(seed: int) -> None:
    desk = Desk(REGATTA, seed=seed, opens_at=NOON, rhythm=Rhythm(restorations=0.2, removals=0.2))
    moments = [NOON + timedelta(seconds=20 * n) for n in range(60)]

    lived = []
    for moment in moments:
        desk.advance(moment)
        lived.append(desk.truth())

    assert [desk.truth(moment) for moment in moments] == lived


def test_a_post_either_stands_or_is_removed(copy: Copy, noon: datetime) -> None:
    desk = Desk(copy, seed=9, opens_at=noon, backlog=3)
    desk.advance(noon + HOUR)
    printed = {act.post.id for act in desk.acts if act.deed is Deed.PUBLISH and act.post}

    truth = desk.truth()
    standing, removed = ({post.id for post in posts} for posts in (truth.posts, truth.removed))

    assert standing | removed == printed
    assert not standing & removed
    assert truth.pinned is None or truth.pinned.id in standing
    assert list(truth.posts) == sorted(truth.posts, key=lambda post: post.published_at)[::-1]
    assert truth.shown == truth.posts[:30]


def test_an_hour_has_a_bit_of_everything_at_the_pace_that_was_asked_for(
    copy: Copy, noon: datetime
) -> None:
    desk = Desk(copy, seed=3, opens_at=noon, rhythm=Rhythm(seconds_between=8))

    acts = desk.advance(noon + HOUR)

    assert {act.deed for act in acts} == set(Deed) - {Deed.CLOSE, Deed.RESIZE}
    assert 350 < len(acts) < 550


def test_the_first_post_comes_at_once_and_the_backlog_before_it(noon: datetime) -> None:
    desk = Desk(REGATTA, seed=3, opens_at=noon, backlog=4)
    before = [post.published_at for post in desk.truth().posts]

    desk.advance(noon)

    assert len(before) == 4
    assert max(before) < noon
    assert desk.truth().posts[0].published_at == noon
    assert desk.truth().opened_at == min(before)


def test_a_removed_post_stays_away_for_a_while(noon: datetime) -> None:
    rhythm = Rhythm(removals=0.2, restorations=0.3, absence_seconds=60)
    desk = Desk(REGATTA, seed=3, opens_at=noon, rhythm=rhythm)
    desk.advance(noon + HOUR)
    removed_at: dict[str, datetime] = {}
    absences = []

    for act in desk.acts:
        if act.post and act.deed is Deed.REMOVE:
            removed_at[act.post.id] = act.at
        if act.post and act.deed is Deed.RESTORE:
            absences.append(act.at - removed_at[act.post.id])

    assert absences
    assert min(absences) >= timedelta(seconds=60)


def test_a_quiet_desk_does_what_it_is_told(quiet_desk: Desk, noon: datetime) -> None:
    at = [noon + timedelta(seconds=n) for n in range(9)]
    first = quiet_desk.publish(at[0], "One.", "Two.", headline="First", key=True)
    second = quiet_desk.publish(at[1], "Three.")

    quiet_desk.correct(at[2], first.id, "One and a half.")
    quiet_desk.pin(at[3], first.id)
    quiet_desk.remove(at[4], second.id)
    assert [post.text for post in quiet_desk.truth().posts] == ["One and a half."]
    assert quiet_desk.truth().posts[0].revision == 2
    assert quiet_desk.truth().posts[0].modified_at == at[2]
    assert quiet_desk.truth().pinned == quiet_desk.truth().posts[0]

    quiet_desk.restore(at[5], second.id)
    quiet_desk.remove(at[6], first.id)
    quiet_desk.retitle(at[7], "Another name")
    quiet_desk.close(at[8])
    truth = quiet_desk.truth()

    assert truth.posts == (second,)
    assert [post.id for post in truth.removed] == [first.id]
    assert truth.pinned is None
    assert truth.headline == "Another name"
    assert truth.ended_at == truth.changed_at == at[8]
    assert [post.text for post in quiet_desk.truth(at[1]).posts] == ["Three.", "One.\nTwo."]


def test_a_lively_desk_mends_its_own_and_others_posts(noon: datetime) -> None:
    desk = Desk(REGATTA, seed=3, opens_at=noon, rhythm=Rhythm(corrections=0.9))
    told = desk.publish(noon, "Words of somebody else.")
    desk.advance(noon + HOUR / 6)

    corrected = next(post for post in desk.truth().posts if post.id == told.id)

    assert corrected.revision > 1
    assert corrected.paragraphs[0] == "Words of somebody else."
    assert all(post.text for post in desk.truth().posts)


def test_nothing_happens_by_itself_once_the_coverage_has_ended(noon: datetime) -> None:
    desk = Desk(REGATTA, seed=3, opens_at=noon)
    desk.close(noon + timedelta(seconds=40))

    assert desk.advance(noon + HOUR) == []


def test_the_past_cannot_be_changed(quiet_desk: Desk, noon: datetime) -> None:
    post = quiet_desk.publish(noon, "One.")

    with pytest.raises(ValueError, match="before the desk's last act"):
        quiet_desk.remove(noon - timedelta(seconds=1), post.id)
    with pytest.raises(LookupError):
        quiet_desk.restore(noon, post.id)


REGATTA = load_copy("regatta")
