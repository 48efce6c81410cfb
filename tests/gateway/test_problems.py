"""What cannot be answered is a problem that says what to mend."""

import aiohttp
import pytest

from gateway.people import Author, get


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/v1/blogs/unknown", 404, "unknown-blog"),
        ("/v1/blogs/unknown/events", 404, "unknown-blog"),
        ("/v1/blogs/unknown/posts/p1", 404, "unknown-blog"),
        ("/v1/blogs/{blog}/posts/p9", 404, "unknown-post"),
        ("/v1/blogs/{blog}?as_of=noon", 400, "bad-request"),
        ("/v1/blogs/{blog}?as_of=2026-06-01T12:00:00", 400, "bad-request"),
        ("/v1/blogs/{blog}?at=2026-06-01T12:00:00Z", 400, "bad-request"),
        ("/v1/events?limit=0", 400, "bad-request"),
        ("/v1/events?limit=1001", 400, "bad-request"),
        ("/v1/events?limit=1e2", 400, "bad-request"),
        ("/v1/events?limit=٣", 400, "bad-request"),
        ("/v1/events?blog={blog}&blog=unknown", 404, "unknown-blog"),
        ("/v1/events?after=2026-06-01T12:00:00", 400, "bad-request"),
        ("/v1/stream?since=2026-06-01T12:00:00", 400, "bad-request"),
        ("/v1/events?after=", 400, "bad-cursor"),
        ("/v1/events?after=-1", 400, "bad-cursor"),
        ("/v1/events?after=9999-12-31T23:59:59-23:59", 400, "bad-cursor"),
        ("/v1/events?after=lost-7", 410, "cursor-expired"),
        ("/v1/nowhere", 404, "not-found"),
    ],
)
async def test_what_cannot_be_answered_is_a_problem(
    author: Author, http: aiohttp.ClientSession, path: str, status: int, code: str
) -> None:
    await author.open()
    told = await get(http, path.format(blog=author.blog.id), status)

    assert told["type"] == f"urn:tickerd:problem:{code}"
    assert told["status"] == status
    assert told["detail"].strip()


@pytest.mark.parametrize("query", ["/v1/events?after=", "/v1/stream?since="])
async def test_a_time_without_its_zone_is_told_what_it_lacks(
    http: aiohttp.ClientSession, query: str
) -> None:
    told = await get(http, f"{query}2026-11-23T07:59:00", 400)

    assert told["detail"] == (
        "The time '2026-11-23T07:59:00' needs its zone, like 2026-11-23T07:59:00Z for UTC."
    )
