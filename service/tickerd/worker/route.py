"""Which addresses may be asked, and where a redirect leads."""

from yarl import URL

from tickerd.errors import Unreachable


def read_url(text: str) -> URL:
    """Read an address once; from here on only the parsed form is used, so no two can differ.

    Raises:
        Unreachable: it is none that may be fetched.
    """
    if any(c.isspace() or not c.isprintable() or c == "\\" for c in text):
        cause = "it holds a space, a backslash or a control character"
        raise Unreachable(url=text, cause=cause)
    try:
        url = URL(text)
    except ValueError as error:
        raise Unreachable(url=text, cause=f"it is no address ({error})") from error
    fault = find_fault(url)
    if fault:
        raise Unreachable(url=without_user(url), cause=fault)
    return url.with_fragment(None)


def read_redirect(asked: str, here: URL, location: str) -> URL:
    """Where a redirect leads.

    Raises:
        Unreachable: somewhere that may not be fetched, or from https to http.
    """
    try:
        url = here.join(URL(location.strip())).with_fragment(None)
    except ValueError as error:
        raise Unreachable(url=asked, cause="it redirects to what is no address") from error
    fault = find_fault(url)
    if here.scheme == "https" and url.scheme == "http":
        fault = "that is plain http, and less safe than https"
    if fault:
        cause = f"it redirects to {without_user(url)}: {fault}"
        raise Unreachable(url=asked, cause=cause)
    return url


def find_fault(url: URL) -> str | None:
    """Why an address may not be fetched; None if it may."""
    if url.scheme not in {"http", "https"}:
        return "only http and https addresses can be watched"
    if not url.host:
        return "it names no host"
    if url.raw_user is not None or url.raw_password is not None:
        return "it holds a user name or a password"
    return None


def without_user(url: URL) -> str:
    """An address as it may stand in a message: without a name and password, should it hold any."""
    return str(url.with_user(None) if url.host else url)
