"""A newsroom at work, looked at through all that goes wrong: what we know is what is so."""

import random
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from makers import NOON, a_claim, a_snapshot, nothing_known
from tickerd.errors import NothingFound
from tickerd.liveblog.diff import diff, diff_unchanged, fold
from tickerd.liveblog.event import Event, PostAdded, PostEvent, PostRemoved, PostRestored
from tickerd.liveblog.known import Known
from tickerd.liveblog.post import PINNED, Post
from tickerd.liveblog.snapshot import Snapshot
from tickerd.newsroom import Desk, TruePost, Truth
from tickerd.newsroom.words import load_copy

WORDS = ("boats", "harbour", "wind", "turns", "north", "mayor", "storm", "gate", "closed", "nine")
words = st.lists(st.sampled_from(WORDS), min_size=4, max_size=14).map(" ".join)
picks = st.integers(0, 10_000)


def show(post: TruePost, *labels: str) -> Post:
    """A true post as a careful reader of the page has it."""
    return Post(
        source_id=post.id,
        headline=post.headline,
        text=post.text,
        labels=labels,
        published=a_claim(post.published_at),
    )


def page_of(truth: Truth) -> Snapshot:
    pinned = [show(truth.pinned, PINNED)] if truth.pinned else []
    posts = [*pinned, *(show(post) for post in truth.shown)]
    return a_snapshot(*posts, headline=truth.headline, last_updated=a_claim(truth.changed_at))


def with_posts(page: Snapshot, *posts: Post) -> Snapshot:
    return page.model_copy(update={"posts": posts})


def rename(post: Post) -> Post:
    return post.model_copy(update={"source_id": f"system-2-{post.source_id}"})


class Newsroom(RuleBasedStateMachine):
    """A desk with a window, its faults, and a watch on it."""

    def __init__(self) -> None:
        super().__init__()
        self.at: datetime = NOON
        self.desk = Desk(
            load_copy("regatta"), seed=1, opens_at=NOON, rhythm=None, backlog=6, window=8
        )
        self.known: Known = nothing_known()
        self.log: list[Event] = []
        self.shown_before: set[str] = set()
        self.chance = random.Random(4)
        self.renamed = False
        self.settle()

    # ------------------------------------------------------------ the desk

    @rule(text=words)
    def publish(self, text: str) -> None:
        self.desk.publish(self.tick(), text)

    @rule(pick=picks, text=words)
    def correct(self, pick: int, text: str) -> None:
        self.desk.correct(self.tick(), self.one_of(self.desk.truth().posts, pick), text)

    @precondition(lambda self: len(self.desk.truth().posts) > 6)
    @rule(pick=picks)
    def remove(self, pick: int) -> None:
        self.desk.remove(self.tick(), self.one_of(self.desk.truth().posts[:8], pick))
        self.settle()

    @precondition(lambda self: self.desk.truth().removed)
    @rule(pick=picks)
    def restore(self, pick: int) -> None:
        self.desk.restore(self.tick(), self.one_of(self.desk.truth().removed, pick))

    @rule(window=st.integers(3, 12))
    def resize(self, window: int) -> None:
        self.desk.resize(self.tick(), window)
        self.settle()

    @rule(pick=picks)
    def pin(self, pick: int) -> None:
        self.desk.pin(self.tick(), self.one_of(self.desk.truth().posts, pick))

    # ------------------------------------------------------------ looks, good and bad

    @rule()
    def look_through_a_shuffle(self) -> None:
        page = page_of(self.desk.truth())
        posts = self.chance.sample(page.posts, len(page.posts))
        self.look(with_posts(page, *posts))

    @rule()
    def look_at_ids_made_anew(self) -> None:
        page = page_of(self.desk.truth())
        names = {post.source_id: f"r{self.chance.random()}" for post in page.posts}
        anew = [p.model_copy(update={"source_id": names[p.source_id]}) for p in page.posts]
        self.look(with_posts(page, *anew))

    @rule()
    def look_at_half_a_page(self) -> None:
        page = page_of(self.desk.truth())
        self.look(with_posts(page, *page.posts[: len(page.posts) // 2]))

    @rule()
    def look_at_the_second_page(self) -> None:
        truth = self.desk.truth()
        older = truth.posts[truth.window : 2 * truth.window]
        if older:
            self.look(page_of(replace(truth, posts=older, pinned=None)))

    @rule()
    def rename_all(self) -> None:
        """The publisher moves to another system, or back."""
        self.settle()
        self.renamed = not self.renamed
        self.settle()

    @rule()
    def look_at_an_empty_page(self) -> None:
        with pytest.raises(NothingFound):
            self.look(with_posts(page_of(self.desk.truth())))

    @rule(minutes=st.integers(1, 30))
    def look_into_a_forgotten_cache(self, minutes: int) -> None:
        truth = self.desk.truth(self.at - timedelta(minutes=minutes))
        if truth.shown:
            self.look(page_of(truth))

    @rule()
    def look_at_another_variant(self) -> None:
        page = page_of(self.desk.truth())
        self.look(
            with_posts(page, *(p.model_copy(update={"text": f"{p.text} …"}) for p in page.posts))
        )

    @rule()
    def look_and_find_it_unchanged(self) -> None:
        self.settle()
        self.tick()
        difference = diff_unchanged(self.known, at=self.at)
        assert difference.events == ()

    @rule()
    def settle(self) -> None:
        """Look at the page as it is until it has nothing more to tell."""
        before = self.shown_before
        for _ in range(3):
            self.look(page_of(self.desk.truth()))
        assert self.look(page_of(self.desk.truth())) == 0
        self.assert_the_window_is_known()
        self.assert_holes_were_told(before)
        self.shown_before = {post.id for post in self.desk.truth().shown}

    # ------------------------------------------------------------ what must be so

    def assert_nothing_that_stands_is_taken_away(self, events: Iterable[Event]) -> None:
        """Invariant 5: absence is not removal.

        A post that was reworded beyond recognition while all ids changed is told as a new one. When
        the ids come back that one goes, and the reader sees the post once, as it should be.
        """
        standing = {post.published_at for post in self.desk.truth().posts}
        seen = {known.post.published.at for known in self.known.shown() if known.post.published}
        for event in events:
            if isinstance(event, PostRemoved) and event.post.published:
                assert event.post.published.at in seen or event.post.published.at not in standing

    def assert_no_event_denies_what_was_told(self, events: Iterable[Event]) -> None:
        for event in events:
            known = self.known.posts.get(event.post.id) if isinstance(event, PostEvent) else None
            if isinstance(event, PostAdded):
                assert known is None
            elif isinstance(event, PostRemoved | PostRestored):
                assert known is not None
                assert known.removed is isinstance(event, PostRestored)

    @invariant()
    def the_state_is_the_fold_of_the_log(self) -> None:
        afresh = fold(nothing_known(), self.log)
        assert afresh.model_copy(update={"window": self.known.window}) == self.known

    def assert_the_window_is_known(self) -> None:
        standing = {self.face(known.post) for known in self.known.shown()}
        for post in self.desk.truth().shown:
            assert self.face(show(post)) in standing

    def assert_holes_were_told(self, before: set[str]) -> None:
        truth = self.desk.truth()
        standing = {self.face(known.post) for known in self.known.shown()}
        for gone in truth.removed:
            older = [p for p in truth.shown if p.published_at < gone.published_at]
            stayed = [post for post in older if post.id in before]
            if gone.id in before and len(stayed) > 1:
                assert self.face(show(gone)) not in standing

    # ------------------------------------------------------------ hands

    def look(self, page: Snapshot) -> int:
        """Look once; how many events it told."""
        self.tick()
        if self.renamed:
            page = with_posts(page, *(rename(post) for post in page.posts))
        difference = diff(self.known, page, at=self.at)
        self.assert_no_event_denies_what_was_told(difference.events)
        self.log += difference.events
        folded = fold(self.known, difference.events)
        self.known = folded.model_copy(update={"window": difference.window})
        self.assert_nothing_that_stands_is_taken_away(difference.events)
        return len(difference.events)

    def tick(self) -> datetime:
        self.at += timedelta(minutes=1)
        return self.at

    def one_of(self, posts: tuple[TruePost, ...], pick: int) -> str:
        return posts[pick % len(posts)].id

    @staticmethod
    def face(post: Post) -> tuple[object, ...]:
        return (*post.wording, post.published and post.published.at)


Newsroom.TestCase.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)
TestNewsroom = pytest.mark.timeout(120)(Newsroom.TestCase)
