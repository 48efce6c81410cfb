"""Status pages of Atlassian Statuspage and incident.io: the updates of incidents.

`/api/v2/incidents.json` and a single incident in JSON, the page of one incident, and the front
page with the incidents of the last days. All updates of an incident have its name for a headline;
what state they tell of is their label.
"""

from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from tickerd.extract.page import Page
from tickerd.extract.reading import Reading, without_doubles
from tickerd.extract.text.lines import tidy
from tickerd.extract.values.fates import is_dead
from tickerd.extract.values.stamps import time_of
from tickerd.extract.values.tables import Record
from tickerd.extract.vendors.boxes import Boxes, has_class, read_as, read_boxes
from tickerd.extract.vendors.fields import (
    Fields,
    has_shape,
    read_record,
    records_at,
    said_at,
    value_at,
)
from tickerd.liveblog.post import Post

_FIELDS = Fields(
    published="display_at|published_at|created_at",
    modified="updated_at",
    text="body|message_string|message",
)
_OVER = frozenset(("resolved", "postmortem", "completed", "closed"))
_LISTS = ("incidents", "scheduled_maintenances", "summary.ongoing_incidents")


def _nameless(_: LexborNode) -> str | None:
    return None


def _title_above(box: LexborNode) -> str | None:
    """The name of the incident whose container a box stands in."""
    node = box.parent
    while node is not None and not has_class(node, ("incident-container",)):
        node = node.parent
    title = node.css_first(".incident-title") if node is not None else None
    return tidy(title.text(separator=" ")) if title is not None else None


def _state(box: LexborNode) -> Iterator[str]:
    state = box.css_first(".update-title, strong")
    if state is not None:
        yield tidy(state.text()).lower()


_INCIDENT = Boxes(
    box=".incident-updates-container .update-row",
    body=".update-body",
    stamp=".update-timestamp .ago, .update-timestamp",
    name=_nameless,
    headline=".update-title",
    labels=_state,
)
_FRONT = Boxes(
    box=".incident-container .updates .update",
    body=".whitespace-pre-wrap",
    stamp="small .ago, small",
    name=_nameless,
    headline=_title_above,
    labels=_state,
)


def read(page: Page) -> Reading | None:
    """Read the updates of incidents, in JSON or on an incident's page; None if this is neither."""
    if page.form == "html":
        shown = next((boxes for boxes in (_INCIDENT, _FRONT) if page.nodes(boxes.box)), None)
        return read_as("statuspage", page, read_boxes(page, shown)) if shown else None
    alone = value_at(page.value, "incident") or _alone(page.value)
    incidents = [alone] if isinstance(alone, dict) else _incidents(page.value)
    if not incidents or not any(_updates(one) for one in incidents):
        return None
    state = said_at(alone, "status") if isinstance(alone, dict) else None
    posts = page.most([post for one in incidents for post in _posts(one, page)])
    return Reading(
        dialect="statuspage",
        posts=without_doubles(tuple(posts)),
        headline=said_at(alone, "name") or said_at(page.value, "page.name"),
        last_updated=time_of(
            value_at(page.value, "page.updated_at|incident.updated_at|updated_at"), page
        ),
        live=None if state is None else state.lower() not in _OVER,
        complete=alone is not None,
        declared=True,
        sure=True,
    )


def _alone(value: object) -> Record | None:
    """An incident that is the document."""
    return value if isinstance(value, dict) and _updates(value) and value.get("name") else None


def _incidents(value: object) -> list[Record]:
    if isinstance(value, list):
        return records_at(value)
    return [one for keys in _LISTS for one in records_at(value, keys)]


def _updates(incident: Record) -> list[Record]:
    found = records_at(incident, "incident_updates|updates")
    known = has_shape(found, "body|message_string", "display_at|published_at|created_at")
    return found if known else []


def _posts(incident: Record, page: Page) -> Iterator[Post]:
    name = said_at(incident, "name")
    for update in _updates(incident):
        state = said_at(update, "status|to_status")
        post = read_record(update, _FIELDS, page, (state,) if state else ())
        if post is not None and not is_dead(update):
            yield post.model_copy(update={"headline": name})
