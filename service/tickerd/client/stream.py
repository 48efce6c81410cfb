"""Following the stream over WebSocket: each event once, in order, over any number of links."""

import asyncio
import random
from collections.abc import AsyncGenerator, Callable, Iterator
from datetime import datetime
from typing import Any, TypeVar
from urllib.parse import urlencode

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus, WebSocketException

from tickerd.errors import BadCursor, GatewayUnreachable
from tickerd.liveblog.entry import Entry

from .course import Course, Names, Stretch, Wish, waits
from .placed import PlacedEvent, place
from .problems import check_server, read_problem

LARGEST_MESSAGE_BYTES = 64 * 1024 * 1024
"""More than an event of the largest page that may be read."""

Shown = TypeVar("Shown")
Frame = dict[str, Any]
"""A control frame: `hello`, `live`, `heartbeat`, `end`, `bye`; our own `lost` tells its reason."""


def follow(  # noqa: PLR0913 - one server, then a view by name
    server: str = "http://127.0.0.1:8080",
    *,
    blog: Names = (),
    story: Names = (),
    country: Names = (),
    language: Names = (),
    kinds: Names = (),
    since: str | datetime = "latest",
    start: str | datetime | None = None,
    to: str | datetime | None = None,
    speed: float | None = None,
    gap_seconds: float | None = None,
) -> AsyncGenerator[PlacedEvent, None]:
    """Events as they happen, each once, in the order of the wire; for ever, unless `to` is given.

        async for event in tickerd.follow(blog="example-org-pijfk5wn", kinds="post.added"):
            print(event.cursor, event.post.text)

    A lost link is mended silently: it goes on from the last event. To go on in another process,
    keep `event.cursor` and give it as `since`. Leave early with `contextlib.aclosing`, or let the
    loop's end close the link.

    Args:
        server: the gateway.
        blog: ids of blogs.
        story: names of stories.
        country: ISO 3166-1 codes.
        language: BCP 47 tags; `pt` takes in `pt-BR`.
        kinds: `post.added`, `blog.updated`, …
        since: a cursor, an aware time, `earliest` or `latest`.
        start: in place of `since`; a time also sets the clock of a replay, so that the silence up
            to the first event is played, too.
        to: a cursor, an aware time that has passed, or `latest`: end there, what lies at it
            included.
        speed: play the past at so many times its pace (0.1 to 1000), then go on live.
        gap_seconds: with `speed`, wait through no silence for longer.

    Raises:
        BadCursor: `since`, `start` or `to` is none of these.
        CursorExpired: not all events since then are there any more. Take a `snapshot`, and follow
            from its cursor; or go on from `error.resume`.
        UnknownBlog: no such blog is known there.
        BadRequest: another argument cannot be used, or the time has no zone.
        GatewayUnreachable: nothing answers at the first try. Later it is tried again for ever.
    """
    wish = Wish(blog, story, country, language, kinds)
    stretch = Stretch(since, start, to, speed, gap_seconds)
    return _tell(server, wish, stretch, _pass_over, place)


def entries(  # noqa: PLR0913 - as above
    server: str,
    wish: Wish,
    *,
    since: str | datetime = "latest",
    start: str | datetime | None = None,
    to: str | datetime | None = None,
    speed: float | None = None,
    gap_seconds: float | None = None,
    on_frame: Callable[[Frame], None] | None = None,
) -> AsyncGenerator[Entry, None]:
    """What `follow` rests on: entries with their public bytes, and a word on the link's state.

    Args:
        server: the gateway.
        wish: which events.
        since: as in `follow`.
        start: as in `follow`.
        to: as in `follow`.
        speed: as in `follow`.
        gap_seconds: as in `follow`.
        on_frame: is called with each control frame, and with {"frame": "lost", "reason",
            "retry_seconds"} when a link is lost.

    Raises:
        TickerdError: as in `follow`.
    """
    stretch = Stretch(since, start, to, speed, gap_seconds)
    return _tell(server, wish, stretch, on_frame or _pass_over, _as_it_is)


async def _tell(
    server: str,
    wish: Wish,
    stretch: Stretch,
    notice: Callable[[Frame], None],
    show: Callable[[Entry], Shown | None],
) -> AsyncGenerator[Shown, None]:
    # One generator, with none inside: asyncio closes those that a caller left early all at once,
    # and an outer one would find its inner one closing already.
    server, course = check_server(server), Course(stretch)
    pauses = waits(_draws())
    while True:
        try:
            socket = await _open(server, [*wish.query(), *course.set_out()])
            try:
                while not course.ended:
                    one = await _receive(socket, course)
                    if not isinstance(one, Entry):
                        notice(one)
                    elif (shown := show(one)) is not None:
                        yield shown
                return
            finally:
                await socket.close()
        except _Lost as lost:
            if not course.begun:
                raise lost.error or GatewayUnreachable(server=server, cause=lost.reason) from lost
            if course.settled:
                pauses = waits(_draws())
            pause = next(pauses)
            notice({"frame": "lost", "reason": lost.reason, "retry_seconds": pause})
        await asyncio.sleep(pause)


class _Lost(Exception):
    """The link is no more, or never was."""

    def __init__(self, reason: str, error: GatewayUnreachable | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.error = error
        """What the gateway answered, if it answered."""


async def _open(server: str, query: list[tuple[str, str]]) -> ClientConnection:
    url = f"ws{server.removeprefix('http')}/v1/stream?{urlencode(query)}"
    try:
        return await connect(
            url,
            compression=None,
            max_size=LARGEST_MESSAGE_BYTES,
            ping_interval=None,  # the gateway's heartbeats tell a dead link, see Course
            close_timeout=1.0,
            proxy=None,
        )
    except InvalidStatus as refusal:
        response = refusal.response
        problem = read_problem(server, response.status_code, bytes(response.body))
        if isinstance(problem, GatewayUnreachable):
            raise _Lost(problem.cause, problem) from refusal
        raise problem from refusal
    except (WebSocketException, OSError, TimeoutError) as error:
        raise _Lost(str(error) or type(error).__name__) from error


async def _receive(socket: ClientConnection, course: Course) -> Entry | Frame:
    """What comes next over this link."""
    while True:
        try:
            async with asyncio.timeout(course.silence_seconds):
                message = await socket.recv(decode=False)
            told = course.take(message)
        except TimeoutError:
            raise _Lost(f"no word for {course.silence_seconds:g} seconds") from None
        except ConnectionClosed as end:
            raise _Lost(str(end)) from end
        except (ValueError, LookupError, TypeError, BadCursor) as error:
            raise _Lost("this does not speak as a gateway of tickerd") from error
        if told is not None:
            return told


def _draws() -> Iterator[float]:
    while True:
        yield random.random()  # noqa: S311 - a jitter, no secret


def _pass_over(frame: Frame) -> None:
    del frame


def _as_it_is(entry: Entry) -> Entry:
    return entry
