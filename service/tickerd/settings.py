"""Every knob, in one place. Only the command line reads them; all others get plain arguments.

Each may be set in the environment as `TICKERD_<NAME>`; an option of the command line comes first.
"""

import ipaddress
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def split_networks(value: object) -> object:
    """`10.0.0.0/8, ::1` as a tuple of networks; a bare address is a network of one."""
    if not isinstance(value, str):
        return value
    return tuple(
        ipaddress.ip_network(part, strict=False) for part in value.replace(",", " ").split()
    )


def check_header(text: str) -> str:
    """What may stand in a header of HTTP: one line of printable characters."""
    if not text.isprintable():
        message = "it must be one line, without control characters"
        raise ValueError(message)
    return text


def default_data_folder() -> Path:
    """`~/.local/share/tickerd`: where the events are kept unless one says otherwise."""
    return Path.home() / ".local" / "share" / "tickerd"


class Settings(BaseSettings):
    """The knobs, with their units in their names."""

    model_config = SettingsConfigDict(env_prefix="TICKERD_", frozen=True, extra="forbid")

    # where events are kept
    data: Path = Field(default_factory=default_data_folder)
    """The folder of the embedded server."""
    redis_url: str | None = None
    """A Redis or Valkey (6.2 or newer) of your own, or several, instead of the embedded server."""
    redis_binary: Path | None = None
    """The server program to embed, instead of the one that tickerd finds."""
    keep_days: float | None = Field(default=None, gt=0)
    """Events older than this are trimmed from the log; without it they stay."""
    keep_events: int | None = Field(default=None, gt=0)
    """Of each blog only so many events stay, the newest; without it all do."""
    archive: str | None = None
    """Where the logs of blogs that have ended are sealed: a folder, or a URL such as `s3://…`."""
    archive_after_hours: float = Field(default=24.0, gt=0)
    """How long a blog must have ended, or be watched no more, before it is sealed."""

    # where readers connect to
    host: str = "127.0.0.1"
    port: int = Field(default=8080, ge=0, le=65535)
    metrics_port: int | None = Field(default=None, ge=0, le=65535)
    """Where a worker by itself tells Prometheus its numbers; a gateway does on its own port."""
    token: SecretStr | None = None
    """Who may add and remove blogs. Without one, only callers on the same machine may."""
    server: str = "http://127.0.0.1:8080"
    """The gateway that `add`, `remove`, `list`, `follow` and `replay` speak to."""
    heartbeat_seconds: float = Field(default=15.0, gt=0)
    slow_seconds: float = Field(default=30.0, gt=0)
    """A reader that takes no byte for this long is closed."""
    reader_buffer_bytes: int = Field(default=262_144, gt=0)
    """A reader with more than this waiting leaves the live set and catches up from the log."""

    # how pages are looked at
    every_seconds: float | None = Field(default=None, gt=0)
    """Look at each page that often; without it the cadence is learned."""
    least_seconds: float = Field(default=10.0, gt=0)
    greatest_seconds: float = Field(default=300.0, gt=0)
    host_gap_seconds: float = Field(default=1.0, ge=0)
    """The least pause between two requests to one host."""
    fetch_seconds: float = Field(default=20.0, gt=0)
    body_bytes: int = Field(default=10_000_000, gt=0)
    """How much of a page may be read, decoded."""
    extract_seconds: float = Field(default=2.0, gt=0)
    """How long the reading of one document may take before its process is ended."""
    allow_addresses: Annotated[tuple[Network, ...], NoDecode, BeforeValidator(split_networks)] = ()
    """Networks that are not public and may be fetched from all the same."""
    contact: Annotated[str, AfterValidator(check_header)] = "no contact given"
    """How a publisher can find whoever runs this; stands in the User-Agent."""

    # how we speak of ourselves
    log_level: Literal["debug", "info", "warning", "error"] | None = None
    """Without one: `warning` under `run`, which shows what comes in by itself; else `info`."""
    log_format: Literal["text", "json"] = "text"
