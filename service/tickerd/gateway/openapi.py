"""`/openapi.json`: all requests the gateway takes (OpenAPI 3.1). Pure."""

from collections.abc import Mapping
from importlib.metadata import version
from typing import Any, Final

from tickerd.gateway.queries import GREATEST_LIMIT, LIMIT
from tickerd.gateway.replay import GREATEST_GAP_SECONDS, LEAST_GAP_SECONDS
from tickerd.gateway.schemas import CURSOR, EXAMPLE_CURSOR, Schema, make_schemas, ref
from tickerd.liveblog.event import KINDS
from tickerd.liveblog.replay import GREATEST_SPEED, LEAST_SPEED

_TIME: Final = {"type": "string", "format": "date-time"}
_PLACE: Final = {
    "anyOf": [
        {"type": "string", "pattern": CURSOR, "examples": [EXAMPLE_CURSOR]},
        _TIME,
        {"enum": ["earliest", "latest"]},
    ]
}
_BLOG: Final = {
    "name": "blog",
    "in": "path",
    "required": True,
    "schema": {"type": "string", "minLength": 1},
}


def describe_requests() -> Schema:
    """The document."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "tickerd",
            "version": version("tickerd"),
            "description": (
                "Live blogs as one ordered log of timestamped events. The stream's frames are "
                "described in /asyncapi.json."
            ),
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "paths": _paths(),
        "components": {
            "schemas": make_schemas(),
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _paths() -> Schema:
    return {
        "/v1/blogs": {"get": _list_blogs(), "post": _add_blog()},
        "/v1/blogs/{blog}": {
            "parameters": [_BLOG],
            "get": _show_blog(),
            "delete": _remove_blog(),
        },
        "/v1/blogs/{blog}/events": {"parameters": [_BLOG], "get": _page_blog_events()},
        "/v1/blogs/{blog}/posts/{post}": {
            "parameters": [_BLOG, {**_BLOG, "name": "post"}],
            "get": _show_post(),
        },
        "/v1/events": {"get": _page_events()},
        "/v1/stream": {"get": _follow()},
        "/healthz": {"get": _operation("tellAlive", "Whether the process answers.", "Health")},
        "/readyz": {"get": _operation("tellReady", "Whether events flow.", "Health", 503)},
    }


def _list_blogs() -> Schema:
    return _operation("listBlogs", "All blogs, the one that moved last first.", "BlogList", 400)


def _add_blog() -> Schema:
    operation = _operation("addBlog", "Watch a page.", "Watch", 400, 401, 403, 408, 413, 415)
    content = {"application/json": {"schema": ref("NewWatch")}}
    answers = operation["responses"]
    location = {"Location": {"schema": {"type": "string"}}}
    answers["201"] = {**answers["200"], "description": "It is watched from now on."}
    answers["201"]["headers"] = answers["200"]["headers"] = location
    return operation | {
        "requestBody": {"required": True, "content": content},
        "security": [{"token": []}],
    }


def _remove_blog() -> Schema:
    operation = _operation(
        "removeBlog", "Watch a page no more; its events stay.", None, 401, 403, 404
    )
    operation["responses"]["204"] = {"description": "It is watched no more."}
    return operation | {"security": [{"token": []}]}


def _show_blog() -> Schema:
    as_of = _query("as_of", _TIME, "The state at that time; its `look` is null.")
    clocks = {"enum": ["observed", "published"], "default": "observed"}
    by = _query("by", clocks, "The clock of `as_of`: ours, or the source's as the claims tell it.")
    operation = _operation("showBlog", "A blog as it stands.", "BlogState", 400, 404, 410)
    return operation | {"parameters": [as_of, by]}


def _page_blog_events() -> Schema:
    operation = _operation("pageBlogEvents", "A page of a blog's events.", "EventsPage", 400, 404)
    operation["responses"] |= _problems(410)
    return operation | {"parameters": _paging()}


def _show_post() -> Schema:
    summary = "All revisions of a post, with what changed, word by word."
    return _operation("showPost", summary, "PostHistory", 400, 404)


def _page_events() -> Schema:
    summary = "A page of the events of a view; a page with `more` never changes."
    operation = _operation("pageEvents", summary, "EventsPage", 400, 404, 410)
    return operation | {"parameters": [*_view(), *_paging()]}


def _follow() -> Schema:
    operation = _operation("follow", "Follow a view: server-sent events.", None, 400, 404)
    stream = {"schema": {"type": "string", "description": "See /asyncapi.json."}}
    upgraded = {"description": "The same over WebSocket, if an upgrade was asked for."}
    operation["responses"]["200"] = {
        "description": "Events as they come; ids are cursors.",
        "content": {"text/event-stream": stream},
    }
    operation["responses"]["101"] = upgraded
    operation["responses"]["204"] = {"description": "A browser came back that has all up to `to`."}
    cursor = {"type": "string", "pattern": CURSOR}
    came_back = _query("Last-Event-ID", cursor, "Comes before `since`; browsers send it.")
    return operation | {
        "parameters": [
            *_view(),
            _query("since", _PLACE, "Where to begin, not ahead; `latest` if it is not said."),
            *_replay(),
            came_back | {"in": "header"},
        ]
    }


def _replay() -> list[Schema]:
    speeds = {"type": "number", "minimum": LEAST_SPEED, "maximum": GREATEST_SPEED}
    gaps = {
        "type": "number",
        "minimum": LEAST_GAP_SECONDS,
        "maximum": GREATEST_GAP_SECONDS,
    }
    return [
        _query("from", _PLACE, "In place of `since`: a time sets the clock of the replay, too."),
        _query("to", _PLACE, "End there, what lies at it included. A time must have passed."),
        _query("speed", speeds, "Play history from `since` or `from` at this many times its pace."),
        _query("gap", gaps, "Wait through no silence for longer, in seconds of the reader."),
    ]


def _operation(name: str, summary: str, answer: str | None, *problems: int) -> Schema:
    answers: Schema = {}
    if answer is not None:
        content = {"application/json": {"schema": ref(answer)}}
        answers["200"] = {"description": summary, "content": content}
    failures = _problems(*problems, 503) if name != "tellAlive" else {}
    return {"operationId": name, "summary": summary, "responses": answers | failures}


def _problems(*statuses: int) -> Schema:
    content = {"application/problem+json": {"schema": ref("Problem")}}
    return {str(one): {"description": "A problem.", "content": content} for one in statuses}


def _view() -> list[Schema]:
    kinds = {"type": "string", "enum": list(KINDS)}
    text = {"type": "string", "minLength": 1, "pattern": "\\S"}
    members = {"blog": text, "story": text, "country": text, "language": text, "kind": kinds}
    return [
        _query(name, {"type": "array", "items": schema}, f"Only of this {name}; repeatable.")
        for name, schema in members.items()
    ]


def _paging() -> list[Schema]:
    limits = {"type": "integer", "minimum": 1, "maximum": GREATEST_LIMIT, "default": LIMIT}
    return [
        _query("after", _PLACE, "Exclusive; `earliest` if it is not said."),
        _query("limit", limits, "The most events to give."),
    ]


def _query(name: str, schema: Mapping[str, Any], description: str) -> Schema:
    return {"name": name, "in": "query", "description": description, "schema": schema}
