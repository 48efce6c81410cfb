"""The network's many failures, in words that a user understands."""

from collections.abc import Iterator
from contextlib import contextmanager

import aiohttp

from tickerd.errors import ForbiddenAddress, Unreachable
from tickerd.worker.address import note_refusals


@contextmanager
def translated(url: str, fetch_seconds: float) -> Iterator[None]:
    """Turn what aiohttp raises within into errors of ours about `url`.

    Raises:
        ForbiddenAddress: the gate refused an address that the URL leads to.
        Unreachable: anything else that can go wrong on the way.
    """
    refusals = note_refusals()
    try:
        yield
    except TimeoutError as error:
        cause = f"it did not answer in full within {fetch_seconds:g} seconds"
        raise Unreachable(url=url, cause=cause) from error
    except (aiohttp.ClientError, OSError, UnicodeError) as error:
        if refusals:
            raise ForbiddenAddress(url=url, address=refusals[0]) from error
        raise Unreachable(url=url, cause=describe(error)) from error


def describe(error: Exception) -> str:
    """One cause, in words."""
    match error:
        case aiohttp.ClientConnectorDNSError():
            cause = f"no address is known for the name {error.host}"
        case aiohttp.ClientConnectorCertificateError():
            reason = getattr(error.certificate_error, "verify_message", "")
            cause = f"its certificate cannot be trusted ({reason or error.certificate_error})"
        case aiohttp.ClientSSLError():
            cause = f"no secure connection could be made ({_reason(error)})"
        case aiohttp.ClientConnectorError():
            cause = f"no connection could be made to {error.host} ({_reason(error)})"
        case aiohttp.ServerDisconnectedError() | ConnectionError():
            cause = "it closed the connection before it had answered"
        case aiohttp.ClientPayloadError():
            cause = "its answer broke off, or is damaged"
        case aiohttp.ClientResponseError():
            cause = f"its answer is not good HTTP ({error.message})"
        case UnicodeError():
            cause = "its name is none that a host can have"
        case _:
            cause = str(error) or type(error).__name__
    return cause


def _reason(error: aiohttp.ClientConnectorError) -> str:
    return (error.os_error.strerror or str(error.os_error)).lower()
