"""Events in their place."""

import json
from typing import Any, get_args

import pytest

from makers import NOON, a_blog, a_post
from tickerd.client.placed import PlacedEvent, place
from tickerd.liveblog import event
from tickerd.liveblog.cursor import Cursor
from tickerd.liveblog.entry import Entry, encode, put_in_place
from tickerd.liveblog.event import KINDS, Event

SEEN: dict[str, Any] = {"blog": a_blog().id, "observed_at": NOON}
ABOUT: dict[str, Any] = {
    **SEEN,
    "post": a_post("1", id="p1"),
    "revision": 1,
    "change": 1,
    "recognised_by": "new",
}

EVENTS: list[Event] = [
    event.BlogOpened(**SEEN, about=a_blog(), headline="Regatta"),
    event.BlogUpdated(**SEEN, headline="Regatta, live"),
    event.BlogEnded(**SEEN, reason="The coverage is over."),
    event.PostAdded(**ABOUT),
    event.PostRevised(**ABOUT, text_changes=(("-", "a"), ("+", "b"))),
    event.PostRemoved(**ABOUT),
    event.PostRestored(**ABOUT),
]


def entry(one: Event) -> Entry:
    return put_in_place(encode(one, a_blog()), Cursor("e", 7))


@pytest.mark.parametrize("one", EVENTS, ids=lambda one: one.kind)
def test_an_event_in_its_place_is_the_event_and_its_cursor(one: Event) -> None:
    placed = place(entry(one))

    assert placed is not None
    assert isinstance(placed, type(one))
    assert placed.cursor == "e-7"
    assert placed.model_dump(exclude={"cursor"}) == one.model_dump()


def test_every_kind_has_its_place() -> None:
    kinds = get_args(get_args(PlacedEvent)[0])

    assert {kind.model_fields["kind"].default for kind in kinds} == set(KINDS)
    assert {one.kind for one in EVENTS} == set(KINDS)


def test_what_a_newer_gateway_tells_beyond_is_passed_over() -> None:
    plain = entry(EVENTS[3]).envelope
    plain["data"] |= {"mood": "good", "post": {**plain["data"]["post"], "colour": "red"}}
    stranger = {**plain, "type": "tickerd.post.sung"}

    known = place(Entry(Cursor("e", 7), json.dumps(plain).encode()))

    assert known is not None
    assert known.kind == "post.added"
    assert place(Entry(Cursor("e", 7), json.dumps(stranger).encode())) is None
