"""What the log says when our own code fails."""

import json
from collections.abc import Iterator

import pytest
import structlog

from tickerd.telemetry import set_up_logging


@pytest.fixture(autouse=True)
def quiet_again() -> Iterator[None]:
    yield
    structlog.reset_defaults()


def fail() -> None:
    page = "the words of a page"
    try:
        int(page[:3])
    except ValueError:
        structlog.get_logger().exception("look_failed", blog="harbour")


def test_a_failure_is_one_line_of_json_with_its_trace(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging("info", "json")

    fail()

    (line,) = capsys.readouterr().err.splitlines()
    told = json.loads(line)
    assert (told["event"], told["blog"], told["level"]) == ("look_failed", "harbour", "error")
    assert "ValueError: invalid literal" in told["exception"]
    assert "in fail" in told["exception"]


def test_a_trace_in_text_is_python_s_own_without_what_the_variables_held(
    capsys: pytest.CaptureFixture[str],
) -> None:
    set_up_logging("info", "text")

    fail()

    told = capsys.readouterr().err
    assert "ValueError: invalid literal" in told
    assert "the words of a page" not in told.replace('page = "the words of a page"', "")
