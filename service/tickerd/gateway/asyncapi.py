"""`/asyncapi.json`: what the stream says (AsyncAPI 3.0). Pure."""

from importlib.metadata import version
from typing import Any, Final

from tickerd.gateway.replay import GREATEST_GAP_SECONDS, LEAST_GAP_SECONDS, Order
from tickerd.gateway.schemas import CURSOR, EVENTS, Schema, frame, kind, make_schemas, ref
from tickerd.liveblog.event import KINDS
from tickerd.liveblog.replay import GREATEST_SPEED, LEAST_SPEED

_CURSOR: Final = {"type": "string", "pattern": CURSOR}
_REASON: Final = {"type": "string"}
_MOMENT: Final = {"type": "string", "format": "date-time"}
_DRAFT: Final = "http://json-schema.org/draft-07/schema#"


def describe_stream() -> Schema:
    """The document."""
    frames = _frames()
    messages = {_message_name(model): _event_message(model) for model in EVENTS}
    messages |= {word: _frame_message(word, schema) for word, schema in frames.items()}
    told = list(messages)
    messages["order"] = _order_message()
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "tickerd",
            "version": version("tickerd"),
            "description": (
                "Follow live blogs: history from a cursor, then live, each event once, in order. "
                "The same messages come over WebSocket (one text message each) and as "
                "server-sent events (events without a name; frames named by their word)."
            ),
            "license": {"name": "MIT"},
        },
        "defaultContentType": "application/json",
        "channels": {"stream": _channel(messages)},
        "operations": {
            "follow": _operation("send", "tickerd sends; it expects nothing.", *told),
            "order": _operation(
                "receive",
                "Over a WebSocket the reader may order a replay about. Each order is answered: by "
                "`replay`, behind which all is told from the new place on, or by `error`.",
                "order",
            ),
        },
        "components": {
            "messages": messages,
            "schemas": make_schemas() | {_frame_name(word): frames[word] for word in frames},
        },
    }


def _operation(action: str, summary: str, *messages: str) -> Schema:
    return {
        "action": action,
        "channel": {"$ref": "#/channels/stream"},
        "summary": summary,
        "messages": [{"$ref": f"#/channels/stream/messages/{name}"} for name in messages],
    }


def _order_message() -> Schema:
    schema = Order.model_json_schema() | {"minProperties": 1}
    for name, one in schema["properties"].items():
        # What is not named is left out, never null.
        schema["properties"][name] = one["anyOf"][0] | {"title": one["title"]}
    return {
        "name": "order",
        "summary": "Play on elsewhere, faster or not at all.",
        "payload": schema,
    }


def _channel(messages: Schema) -> Schema:
    return {
        "address": "/v1/stream",
        "description": "A view: each of its parameters may be repeated.",
        "messages": {name: {"$ref": f"#/components/messages/{name}"} for name in messages},
        "bindings": {
            "ws": {"bindingVersion": "0.1.0", "method": "GET", "query": _query()},
        },
    }


def _query() -> Schema:
    values = {"type": "array", "items": {"type": "string"}}
    kinds = {"type": "array", "items": {"type": "string", "enum": list(KINDS)}}
    return {
        "$schema": _DRAFT,
        "type": "object",
        "properties": {
            "blog": values,
            "story": values,
            "country": values,
            "language": values,
            "kind": kinds,
            "since": _text("A cursor, a past time, earliest or latest."),
            "from": _text("The same for a replay: a time sets its clock."),
            "to": _text("End there, what lies at it included: a cursor, a past time or latest."),
            "speed": _number(LEAST_SPEED, GREATEST_SPEED)
            | {"description": "Play what lies between `since` or `from` and now at this pace."},
            "gap": _number(LEAST_GAP_SECONDS, GREATEST_GAP_SECONDS),
        },
        "additionalProperties": False,
    }


def _text(description: str) -> Schema:
    return {"type": "string", "description": description}


def _number(least: float, greatest: float) -> Schema:
    return {"type": "number", "minimum": least, "maximum": greatest}


def _event_message(model: type[Any]) -> Schema:
    return {
        "name": f"tickerd.{kind(model)}",
        "summary": " ".join((model.__doc__ or "").split()),
        "payload": ref(f"{model.__name__}Event"),
    }


def _frame_message(word: str, schema: Schema) -> Schema:
    return {"name": word, "summary": schema["description"], "payload": ref(_frame_name(word))}


def _message_name(model: type[Any]) -> str:
    return model.__name__[0].lower() + model.__name__[1:]


def _frame_name(word: str) -> str:
    return f"{word.capitalize()}Frame"


def _frames() -> dict[str, Schema]:
    return {
        "hello": frame(
            "hello",
            "Comes first: where the stream begins, and what it is about.",
            {"to": _CURSOR, "replay": _replay()},
            cursor=_CURSOR,
            heartbeat_seconds={"type": "number"},
            view={"type": "object", "additionalProperties": _strings()},
        ),
        "live": frame("live", "History has been told; what follows is live.", cursor=_CURSOR),
        "heartbeat": frame(
            "heartbeat",
            "Nothing was lost up to the cursor; and how the last look at each watched blog of the "
            "view went: none, where no blog has the story that was named.",
            {"replay": _replay()},
            cursor=_CURSOR,
            time=_MOMENT,
            blogs={"type": "object", "additionalProperties": _look()},
        ),
        "replay": frame(
            "replay",
            "An order was obeyed: the stream goes on from the cursor, in this way.",
            cursor=_CURSOR,
            **_replay()["properties"],
        ),
        "reset": frame(
            "reset",
            "Events are lost: in place of a partial history. The stream goes on from the cursor.",
            cursor=_CURSOR,
            reason=_REASON | {"description": "The end of a sentence: `the log … is lost`."},
        ),
        "error": frame("error", "An order cannot be obeyed; the stream goes on.", reason=_REASON),
        "end": frame("end", "All was told up to `to`; the gateway closes.", cursor=_CURSOR),
        "bye": frame("bye", "The gateway closes the stream.", reason=_REASON),
    }


def _replay() -> Schema:
    clock = "What the replay's clock shows; null until its first event."
    properties: Schema = {
        "playing_at": {"type": ["string", "null"], "format": "date-time", "description": clock},
        "speed": _number(LEAST_SPEED, GREATEST_SPEED),
        "paused": {"type": "boolean"},
    }
    return {
        "type": "object",
        "description": "How the replay goes; not there while the stream is none.",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _strings() -> Schema:
    return {"type": "array", "items": {"type": "string"}}


def _look() -> Schema:
    moment = {"type": ["string", "null"], "format": "date-time"}
    return {
        "type": "object",
        "properties": {
            "looked_at": _MOMENT,
            "succeeded_at": moment,
            "state": {"type": "string", "description": "`ok`, or the name of an error."},
            "problem": {"type": ["string", "null"]},
        },
        "required": ["looked_at", "succeeded_at", "state", "problem"],
        "additionalProperties": False,
    }
