"""`/asyncapi.json`: what the stream says (AsyncAPI 3.0). Pure."""

from importlib.metadata import version
from typing import Any, Final

from tickerd.gateway.replay import GREATEST_SPEED, LEAST_SPEED
from tickerd.gateway.schemas import CURSOR, EVENTS, Schema, frame, kind, make_schemas, ref
from tickerd.liveblog.event import KINDS

_CURSOR: Final = {"type": "string", "pattern": CURSOR}
_REASON: Final = {"type": "string"}
_DRAFT: Final = "http://json-schema.org/draft-07/schema#"


def describe_stream() -> Schema:
    """The document."""
    frames = _frames()
    messages = {_message_name(model): _event_message(model) for model in EVENTS}
    messages |= {word: _frame_message(word, schema) for word, schema in frames.items()}
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
            "follow": {
                "action": "send",
                "channel": {"$ref": "#/channels/stream"},
                "summary": "tickerd sends; it expects nothing.",
                "messages": [{"$ref": f"#/channels/stream/messages/{name}"} for name in messages],
            }
        },
        "components": {
            "messages": messages,
            "schemas": make_schemas() | {_frame_name(word): frames[word] for word in frames},
        },
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
            "since": {"type": "string", "description": "A cursor, a time, earliest or latest."},
            "speed": {"type": "number", "minimum": LEAST_SPEED, "maximum": GREATEST_SPEED},
        },
        "additionalProperties": False,
    }


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
            cursor=_CURSOR,
            heartbeat_seconds={"type": "number"},
            view={"type": "object", "additionalProperties": _strings()},
        ),
        "live": frame("live", "History has been told; what follows is live.", cursor=_CURSOR),
        "heartbeat": frame(
            "heartbeat",
            "Nothing was lost up to the cursor; and how the last look at each blog went.",
            cursor=_CURSOR,
            time={"type": "string", "format": "date-time"},
            blogs={"type": "object", "additionalProperties": _look()},
        ),
        "reset": frame(
            "reset",
            "Events are lost: in place of a partial history. The stream goes on from the cursor.",
            cursor=_CURSOR,
            reason=_REASON | {"description": "The end of a sentence: `the log … is lost`."},
        ),
        "bye": frame("bye", "The gateway closes the stream.", reason=_REASON),
    }


def _strings() -> Schema:
    return {"type": "array", "items": {"type": "string"}}


def _look() -> Schema:
    moment = {"type": ["string", "null"], "format": "date-time"}
    return {
        "type": "object",
        "properties": {
            "looked_at": {"type": "string", "format": "date-time"},
            "succeeded_at": moment,
            "state": {"type": "string", "description": "`ok`, or the name of an error."},
            "problem": {"type": ["string", "null"]},
        },
        "required": ["looked_at", "succeeded_at", "state", "problem"],
        "additionalProperties": False,
    }
