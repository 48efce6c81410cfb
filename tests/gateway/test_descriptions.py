"""The gateway's descriptions of itself, by outside judges."""

import asyncio
import json
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
import jsonschema_rs
import pytest
from openapi_spec_validator import validate

from gateway.people import Author, a_gateway, follow
from makers import NOON
from needs import need_node_module, need_program
from tickerd.errors import BadRequest
from tickerd.gateway.app import Gateway
from tickerd.gateway.asyncapi import describe_stream
from tickerd.gateway.openapi import describe_requests
from tickerd.gateway.replay import parse_order
from tickerd.liveblog.blog import Look
from tickerd.liveblog.event import BlogEnded, BlogUpdated, PostRestored
from tickerd.wire.redis import RedisWire

JUDGE = Path(__file__).parent / "asyncapi_judge.mjs"
BEYOND_SCHEMAS = """
# A cursor may have expired; whether a text is a URL or the name of a time zone, no schema says.
[checks.positive_data_acceptance]
expected-statuses = ["2xx", "304", "404", "410"]

[[operations]]
include-name = "POST /v1/blogs"
checks.positive_data_acceptance.expected-statuses = ["2xx", "400"]
"""
TOKEN = "open sesame"  # noqa: S105 (of this test)


async def run(*command: str | Path, given: str = "", cwd: Path | None = None) -> tuple[int, str]:
    """Exit status and all that a program says."""
    process = await asyncio.create_subprocess_exec(
        *command,
        cwd=cwd,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await process.communicate(given.encode())
    assert process.returncode is not None
    return process.returncode, said.decode()


def check(component: str, value: object, document: dict[str, Any]) -> None:
    """Hold a value to a schema of the document."""
    schema = {"$ref": f"#/components/schemas/{component}", "components": document["components"]}
    jsonschema_rs.Draft202012Validator(schema).validate(value)


def test_the_openapi_document_is_valid() -> None:
    validate(describe_requests())


async def test_the_asyncapi_document_is_valid() -> None:
    need_node_module("@asyncapi/parser/package.json")
    node = need_program("node", "it runs the judge of AsyncAPI")
    document = json.dumps(describe_stream())
    broken = document.replace('"action": "send"', '"action": "banana"')
    status, said = await run(node, JUDGE, given=f"{document}\n{broken}\n")

    findings = said.splitlines()
    assert status == 0
    assert findings
    assert all(finding.startswith("2: error at operations.follow.") for finding in findings)


async def test_the_gateway_does_what_its_document_says(wire: RedisWire, tmp_path: Path) -> None:
    (tmp_path / "schemathesis.toml").write_text(BEYOND_SCHEMAS)
    author = Author(wire)
    await author.open()
    await author.post("One.", "Two.")
    async with a_gateway(wire, token=TOKEN) as gateway:
        status, said = await run(
            Path(sys.executable).parent / "schemathesis",
            *("run", f"{gateway.url}/openapi.json"),
            *("--exclude-path", "/v1/stream"),  # it has no end
            *("--header", f"Authorization: Bearer {TOKEN}"),
            *("--phases", "examples,coverage,fuzzing"),
            *("--max-examples", "5", "--seed", "1", "--request-timeout", "5"),
            cwd=tmp_path,
        )

    assert status == 0, said


async def test_all_that_is_said_holds_to_the_schemas(
    wire: RedisWire, gateway: Gateway, author: Author, http: aiohttp.ClientSession
) -> None:
    document = describe_requests()
    await author.open()
    await author.post("One.")
    await author.revise("p1", "One, mended.")
    await author.remove("p1")
    known = author.known.posts["p1"]
    await author.commit(
        PostRestored(
            blog=author.blog.id,
            observed_at=NOON,
            post=known.post,
            revision=known.revision,
            change=known.change + 1,
            recognised_by="source id",
        )
    )
    await author.commit(BlogUpdated(blog=author.blog.id, observed_at=NOON, headline="Storm"))
    await author.commit(BlogEnded(blog=author.blog.id, observed_at=NOON, reason="It is over."))
    await wire.note_look(Look(blog=author.blog.id, looked_at=NOON, succeeded_at=NOON))
    blog = f"/v1/blogs/{author.blog.id}"
    answers = {
        "/v1/blogs": "BlogList",
        blog: "BlogState",
        f"{blog}?as_of=2030-01-01T00:00:00Z": "BlogState",
        f"{blog}/events": "EventsPage",
        f"{blog}/posts/p1": "PostHistory",
        "/v1/blogs/unknown": "Problem",
        "/readyz": "Health",
    }
    for path, component in answers.items():
        async with http.get(path) as answer:
            check(component, await answer.json(content_type=None), document)

    async with http.get(f"{blog}/events") as answer:
        kinds = {event["type"] for event in (await answer.json())["events"]}
    assert len(kinds) == 7


async def test_all_frames_hold_to_the_schemas(
    wire: RedisWire, quick_gateway: Gateway, author: Author
) -> None:
    document = describe_stream()
    await author.open()
    await wire.note_look(Look(blog=author.blog.id, looked_at=NOON))
    seen: set[str] = set()
    async with follow(quick_gateway, "?since=lost-1&kind=blog.opened") as socket:
        while not {"hello", "reset", "event", "live", "heartbeat"} <= seen:
            message = json.loads(await socket.recv())
            word = message.get("frame", "event")
            seen.add(word)
            check("Event" if word == "event" else f"{word.capitalize()}Frame", message, document)

    seen.clear()
    await author.post("Hours later.", at=NOON + timedelta(hours=5))
    async with follow(quick_gateway, "?since=earliest&to=latest&speed=0.1") as socket:
        for order in ('{"pause": true}', "chatter", '{"seek": "latest"}'):
            await socket.send(order)
        async for text in socket:
            message = json.loads(text)
            word = message.get("frame", "event")
            seen.add(word)
            check("Event" if word == "event" else f"{word.capitalize()}Frame", message, document)

    assert seen >= {"hello", "replay", "error", "end"}
    check("ByeFrame", {"frame": "bye", "reason": "x"}, document)


def test_orders_hold_to_their_schema_as_the_gateway_reads_them() -> None:
    payload = describe_stream()["components"]["messages"]["order"]["payload"]
    judge = jsonschema_rs.Draft202012Validator(payload)
    good = [{"pause": True}, {"speed": 0.1}, {"seek": "earliest", "speed": 1000, "pause": False}]
    bad = [{}, {"pause": None}, {"speed": 0}, {"seek": 5}, {"pause": "no"}, {"skip": True}, []]

    assert all(judge.is_valid(order) and parse_order(json.dumps(order)) for order in good)
    for order in bad:
        assert not judge.is_valid(order)
        with pytest.raises(BadRequest):
            parse_order(json.dumps(order))
