"""The newsroom's pages, whose truth is known: whatever is shown is read, to the letter."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from makers import NOON
from tickerd.extract import extract
from tickerd.liveblog.document import Document
from tickerd.liveblog.post import KEY_EVENT, PINNED, Post
from tickerd.liveblog.snapshot import Snapshot
from tickerd.newsroom.desk import Desk
from tickerd.newsroom.render import Tongue, render
from tickerd.newsroom.truth import TruePost, Truth
from tickerd.newsroom.words import NAMES, load_copy

URL = "http://127.0.0.1:8000/town/blog"
PREFIXES = {Tongue.JSONLD: "post-", Tongue.TIMESTAMPS: "e"}

Facts = tuple[object, ...]


def look_at(desk: Desk, tongue: Tongue, at: datetime) -> Snapshot:
    body = render(desk.truth(), desk.copy, tongue, url=URL).encode()
    kind = "text/html; charset=utf-8"
    return extract(Document(URL, body, at, content_type=kind, source=desk.copy.source))


def facts_of(post: Post, tongue: Tongue) -> Facts:
    wording = (post.headline, post.text)
    if tongue is Tongue.BULLETS:
        return (*wording, post.source_id, post.published)
    changed = post.modified.at if post.modified and tongue is Tongue.JSONLD else None
    return (*wording, post.source_id, post.published and post.published.at, changed, post.author)


def true_facts_of(post: TruePost, tongue: Tongue) -> Facts:
    if tongue is Tongue.BULLETS:
        return (None, post.text, None, None)
    wording, name = (post.headline, post.text), PREFIXES[tongue] + post.id
    if tongue is Tongue.JSONLD:
        return (*wording, name, post.published_at, post.modified_at, post.author)
    return (*wording, name, post.published_at.replace(microsecond=0), None, post.author)


def true_change(truth: Truth, tongue: Tongue) -> datetime:
    """When the page says that it last changed: only JSON-LD tells it to the second."""
    if tongue is Tongue.JSONLD:
        return truth.changed_at
    return truth.changed_at.replace(second=0, microsecond=0)


@pytest.mark.parametrize("tongue", list(Tongue))
@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=10, deadline=None)
@given(
    seed=st.integers(0, 9999),
    minutes=st.integers(0, 45),
    backlog=st.integers(5, 40),
    window=st.integers(3, 50),
)
def test_a_page_of_the_newsroom_is_read_to_the_letter(
    name: str, tongue: Tongue, seed: int, minutes: int, backlog: int, window: int
) -> None:
    desk = Desk(load_copy(name), seed=seed, opens_at=NOON, backlog=backlog, window=window)
    at = NOON + timedelta(minutes=minutes)
    desk.advance(at)
    truth = desk.truth()

    snapshot = look_at(desk, tongue, at)

    assert [facts_of(post, tongue) for post in snapshot.posts] == [
        true_facts_of(post, tongue) for post in truth.shown
    ]
    assert snapshot.headline == truth.headline
    assert snapshot.standfirst == desk.copy.standfirst
    assert snapshot.last_updated is not None
    assert snapshot.last_updated.at == true_change(truth, tongue)


@pytest.mark.parametrize("tongue", list(Tongue))
def test_a_blog_that_was_closed_says_so_where_the_markup_can(tongue: Tongue) -> None:
    desk = Desk(load_copy("sturm"), seed=1, opens_at=NOON, backlog=9)
    desk.close(NOON + timedelta(minutes=9))

    snapshot = look_at(desk, tongue, NOON + timedelta(minutes=10))

    assert snapshot.live is (False if tongue is Tongue.JSONLD else None)


@pytest.mark.parametrize("tongue", [Tongue.JSONLD, Tongue.TIMESTAMPS])
def test_key_moments_and_the_pinned_post_are_labelled(tongue: Tongue) -> None:
    desk = Desk(load_copy("regatta"), seed=3, opens_at=NOON, backlog=20, window=30)
    pinned = next(post.id for post in desk.truth().shown if post.key)
    desk.pin(NOON, pinned)
    truth = desk.truth()

    snapshot = look_at(desk, tongue, NOON)

    labels = [(KEY_EVENT in post.labels, PINNED in post.labels) for post in snapshot.posts]
    assert labels == [(post.key, post.id == pinned) for post in truth.shown]


def test_a_list_that_says_the_same_thing_twice_has_two_posts() -> None:
    desk = Desk(load_copy("regata"), seed=78, opens_at=NOON, backlog=8, window=13)
    at = NOON + timedelta(minutes=32)
    desk.advance(at)
    told = [post.text for post in desk.truth().shown]

    snapshot = look_at(desk, Tongue.BULLETS, at)

    assert len(set(told)) < len(told)
    assert [post.text for post in snapshot.posts] == told
