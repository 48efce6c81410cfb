"""Status pages: documents of our own making, in the shapes of their JSON and their markup."""

from collections.abc import Callable

import pytest

from tickerd.liveblog.snapshot import Snapshot

Look = Callable[..., Snapshot]
Make = Callable[..., str]
Say = Callable[[object], str]
Minutes = Callable[[Snapshot], list[int | None]]

STATES = {30: "resolved", 20: "identified", 10: "investigating"}
NAME = "Errors at the gate"
ROW = (
    '<div class="row update-row"><h2 class="update-title">{state}</h2>'
    '<div class="update-container"><div class="update-body">'
    '<span class="whitespace-pre-wrap">{text}</span></div><div class="update-timestamp">'
    'Posted <span class="ago" data-datetime-unix="{epoch}000"></span>'
    "Jul <var data-var=date>18</var>, <var data-var=year>2024</var> - "
    "<var data-var=time>09:{n}</var> UTC</div></div></div>"
)
LINE = (
    '<div class="update"><strong>{state}</strong> - <span class="whitespace-pre-wrap">{text}</span>'
    "<br><small>Jul <var data-var=date>18</var>, <var data-var=time>09:{n}</var> UTC</small></div>"
)


def incident(prose: Say, status: str) -> dict[str, object]:
    updates = [
        {
            "id": f"u{minute}",
            "status": state,
            "body": prose(minute),
            "created_at": f"2024-07-18T09:{minute}:00Z",
            "updated_at": f"2024-07-18T09:{25 if minute == 20 else minute}:00Z",
            "display_at": f"2024-07-18T09:{minute}:00Z",
        }
        for minute, state in STATES.items()
    ]
    return {"id": "i", "name": NAME, "status": status, "incident_updates": updates}


@pytest.mark.parametrize(("status", "live"), [("resolved", False), ("monitoring", True)])
def test_one_incident_is_a_whole_blog_that_ends_with_it(
    answer: Look, prose: Say, minutes: Minutes, status: str, *, live: bool
) -> None:
    snapshot = answer({"page": {"name": "Harbour"}, "incident": incident(prose, status)})

    assert (snapshot.dialect, snapshot.headline) == ("statuspage", NAME)
    assert (snapshot.live, snapshot.complete) == (live, True)
    assert [post.source_id for post in snapshot.posts] == ["u30", "u20", "u10"]
    assert {post.headline for post in snapshot.posts} == {NAME}
    assert [post.labels for post in snapshot.posts] == [(state,) for state in STATES.values()]
    assert [post.modified is not None for post in snapshot.posts] == [False, True, False]
    assert minutes(snapshot) == [30, 20, 10]


def test_incidents_and_maintenances_are_one_blog_that_goes_on(answer: Look, prose: Say) -> None:
    value = {
        "page": {"name": "Harbour"},
        "incidents": [incident(prose, "resolved")],
        "scheduled_maintenances": [{**incident(prose, "scheduled"), "name": "New cranes"}],
    }

    snapshot = answer(value)

    assert (snapshot.headline, snapshot.live, snapshot.complete) == ("Harbour", None, False)
    assert {post.headline for post in snapshot.posts} == {NAME, "New cranes"}


def test_the_page_of_an_incident_is_read(
    look: Look, page: Make, prose: Say, epoch: Callable[[int], int], minutes: Minutes
) -> None:
    rows = "".join(
        ROW.format(state=state.title(), text=prose(n), epoch=epoch(n), n=n)
        for n, state in STATES.items()
    )

    snapshot = look(page(f'<div class="incident-updates-container">{rows}</div>', title=NAME))

    assert snapshot.dialect == "statuspage"
    assert [post.text for post in snapshot.posts] == [prose(n) for n in STATES]
    assert [post.headline for post in snapshot.posts] == [s.title() for s in STATES.values()]
    assert minutes(snapshot) == [30, 20, 10]


def test_the_front_page_names_the_incident_of_each_update(
    look: Look, page: Make, prose: Say, minutes: Minutes
) -> None:
    lines = "".join(
        LINE.format(state=state.title(), text=prose(n), n=n) for n, state in STATES.items()
    )
    day = (
        f'<div class="incidents-list"><div class="status-day"><div class="incident-container">'
        f'<div class="incident-title"><a href="/incidents/i">{NAME}</a></div>'
        f'<div class="updates">{lines}</div></div></div></div>'
    )

    snapshot = look(page(day, title="All systems operational"))

    assert [post.text for post in snapshot.posts] == [prose(n) for n in STATES]
    assert {post.headline for post in snapshot.posts} == {NAME}
    assert [post.labels for post in snapshot.posts] == [(state,) for state in STATES.values()]
    assert minutes(snapshot) == [30, 20, 10]


def test_an_incident_that_is_the_document_gives_its_name_and_states(answer: Look) -> None:
    updates = [
        {
            "id": f"u{n}",
            "status": state,
            "body": f"Words {n}.",
            "display_at": f"2024-07-18T09:0{n}:00Z",
        }
        for n, state in ((2, "resolved"), (1, "investigating"))
    ]

    snapshot = answer(
        {"id": "i", "name": "Outage", "status": "resolved", "incident_updates": updates}
    )

    assert (snapshot.headline, snapshot.live) == ("Outage", False)
    assert [(post.headline, post.labels) for post in snapshot.posts] == [
        ("Outage", ("resolved",)),
        ("Outage", ("investigating",)),
    ]
