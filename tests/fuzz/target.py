"""One document after the other through extraction; whatever is not sane ends the run.

The first byte of an input says what the header says, the second where the page lies; the rest is
the body. `./tests/fuzz/run` starts it.
"""

import sys
from contextlib import suppress

import atheris  # type: ignore[import-untyped]  # it has none

with atheris.instrument_imports(include=["tickerd.extract"]):
    from tickerd.extract import extract

from extract.sanity import check_snapshot
from fuzz.seeds import unpack_input
from tickerd.errors import ExtractionError


def test_one(data: bytes) -> None:
    """Read one input.

    Raises:
        AssertionError: the answer is not sane.
        Exception: it is neither an answer nor an ExtractionError.
    """
    if len(data) < 2:
        return
    with suppress(ExtractionError):
        check_snapshot(extract(unpack_input(data)))


if __name__ == "__main__":
    atheris.Setup(sys.argv, test_one)
    atheris.Fuzz()
