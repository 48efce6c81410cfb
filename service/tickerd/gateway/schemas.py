"""The JSON schemas of events, frames and answers, made from the models that make them. Pure."""

from collections.abc import Mapping
from typing import Any, Final

from pydantic.json_schema import models_json_schema

from tickerd.gateway.answers import (
    BlogLine,
    BlogList,
    BlogState,
    Health,
    NewWatch,
    PostHistory,
    Problem,
    Revision,
)
from tickerd.liveblog.blog import Watch
from tickerd.liveblog.entry import TYPE_PREFIX
from tickerd.liveblog.event import (
    BlogEnded,
    BlogOpened,
    BlogUpdated,
    PostAdded,
    PostRemoved,
    PostRestored,
    PostRevised,
)

Schema = dict[str, Any]

REF: Final = "#/components/schemas/"
CURSOR: Final = "^[a-z0-9]{1,16}-(0|[1-9][0-9]{0,15})$"
HASH: Final = "^[0-9a-f]{64}$"
EXAMPLE_CURSOR: Final = "5f3a9c1e-42"

_OPTIONAL: Final = {
    "previousid": {
        "type": "string",
        "pattern": CURSOR,
        "description": "The id of the blog's event before; its first has none.",
    },
    "previoushash": {
        "type": "string",
        "pattern": HASH,
        "description": (
            "The hash of the blog's event before: SHA-256 of its bytes from the comma behind "
            "`id`, or behind `previousid` where it has one, to the end."
        ),
    },
    "documenthash": {
        "type": "string",
        "pattern": HASH,
        "description": "SHA-256 of the fetched bytes, decoded, that the event was read from.",
    },
    "story": {"type": "string", "description": "The subject that several blogs belong to."},
    "country": {"type": "string", "description": "ISO 3166-1 alpha-2."},
    "language": {"type": "string", "description": "BCP 47."},
}
"""Attributes of an event that it need not have."""

EVENTS: Final = (
    BlogOpened,
    BlogUpdated,
    BlogEnded,
    PostAdded,
    PostRevised,
    PostRemoved,
    PostRestored,
)
ANSWERS: Final = (
    BlogLine,
    BlogList,
    BlogState,
    Health,
    NewWatch,
    PostHistory,
    Problem,
    Revision,
    Watch,
)


def make_schemas() -> dict[str, Schema]:
    """All of them, by name, referring to each other below `#/components/schemas/`."""
    models = [(model, "validation") for model in EVENTS + ANSWERS]
    _, made = models_json_schema(models, ref_template=REF + "{model}")  # type: ignore[arg-type]
    schemas: dict[str, Schema] = made["$defs"]
    for model in EVENTS:
        # The kind stands in the envelope, as the type.
        schemas[model.__name__]["properties"].pop("kind")
    schemas |= {f"{model.__name__}Event": envelope(model.__name__, kind(model)) for model in EVENTS}
    schemas["Event"] = {"oneOf": [ref(f"{model.__name__}Event") for model in EVENTS]}
    schemas["EventsPage"] = _events_page()
    return schemas


def kind(model: type[Any]) -> str:
    """`post.added` of PostAdded."""
    return str(model.model_fields["kind"].default)


def ref(name: str) -> Schema:
    """A reference to a schema."""
    return {"$ref": REF + name}


def envelope(data: str, event_kind: str) -> Schema:
    """The public form of one kind of event: CloudEvents 1.0, JSON."""
    properties: dict[str, Schema] = {
        "specversion": {"const": "1.0"},
        "id": {"type": "string", "pattern": CURSOR, "description": "The cursor of this event."},
        "type": {"const": TYPE_PREFIX + event_kind},
        "source": {
            "type": "string",
            "format": "uri",
            "description": "The page that was looked at.",
        },
        "subject": {"type": "string", "description": "`<blog>` or `<blog>/<post>`."},
        "time": {"type": "string", "format": "date-time", "description": "`observed_at`."},
        "datacontenttype": {"const": "application/json"},
        **_OPTIONAL,
        "data": ref(data),
    }
    return {
        "type": "object",
        "description": f"CloudEvent {TYPE_PREFIX}{event_kind}.",
        "properties": properties,
        "required": [name for name in properties if name not in _OPTIONAL],
        "additionalProperties": False,
    }


def frame(
    word: str, description: str, optional: Mapping[str, Schema] | None = None, **properties: Schema
) -> Schema:
    """A control frame: it has the member `frame` where an event has `specversion`."""
    return {
        "type": "object",
        "description": description,
        "properties": {"frame": {"const": word}, **properties, **(optional or {})},
        "required": ["frame", *properties],
        "additionalProperties": False,
    }


def _events_page() -> Schema:
    return {
        "type": "object",
        "properties": {
            "events": {"type": "array", "items": ref("Event")},
            "cursor": {"type": "string", "pattern": CURSOR},
            "more": {"type": "boolean"},
        },
        "required": ["events", "cursor", "more"],
        "additionalProperties": False,
    }
