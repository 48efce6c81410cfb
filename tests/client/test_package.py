"""What `import tickerd` brings, and what it costs."""

import subprocess
import sys

import pytest

import tickerd


def test_everything_that_is_promised_is_there() -> None:
    assert [name for name in tickerd.__all__ if not hasattr(tickerd, name)] == []
    assert dir(tickerd) == sorted(tickerd.__all__)
    with pytest.raises(AttributeError, match="nonsense"):
        _ = tickerd.nonsense


@pytest.mark.parametrize(
    ("code", "absent"),
    [
        ("import tickerd", {"pydantic", "aiohttp", "websockets", "asyncio"}),
        ("import tickerd; tickerd.follow; tickerd.snapshot", {"aiohttp.web", "redis", "typer"}),
    ],
)
def test_imports_are_light(code: str, absent: set[str]) -> None:
    program = f"import sys; {code}; print(*sys.modules)"

    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert not absent & set(run.stdout.split())
