"""Options that several commands share, and how their values are read."""

from datetime import datetime
from typing import Annotated

import typer
from pydantic import TypeAdapter, ValidationError

from tickerd.errors import BadRequest
from tickerd.liveblog.frozen import Instant

EveryJson = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]
Server = Annotated[
    str | None,
    typer.Option(help="The gateway to speak to.", show_default="http://127.0.0.1:8080"),
]
Token = Annotated[str | None, typer.Option(help="Its admin token (TICKERD_TOKEN).")]
Host = Annotated[str | None, typer.Option(help="Address to serve on.", show_default="127.0.0.1")]
Port = Annotated[int | None, typer.Option(help="Port to serve on.", show_default="8080")]
Data = Annotated[
    str | None,
    typer.Option(help="Folder to keep events in.", show_default="~/.local/share/tickerd"),
]
Every = Annotated[
    float | None,
    typer.Option(metavar="SECONDS", help="Look at each page that often.", show_default="learned"),
]
AllowAddress = Annotated[
    list[str] | None,
    typer.Option(metavar="NETWORK", help="A network of yours that may be fetched from."),
]

_INSTANT = TypeAdapter(Instant)


def check_instant(text: str) -> datetime:
    """Read a moment given by the user.

    Raises:
        BadRequest: it is none, or has no zone.
    """
    try:
        return _INSTANT.validate_python(text)
    except ValidationError as error:
        cause = f"{text!r} is no moment; write it like 2025-09-04T19:57:00+02:00"
        raise BadRequest(cause=cause) from error
