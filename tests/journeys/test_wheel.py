"""The wheel by itself, in an environment that has it and what it asks for, and nothing else."""

import asyncio
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from importlib.metadata import Distribution, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from program import Program, fetch, free_port

CHECKOUT = Path(__file__).resolve().parents[2]
PACKAGE = CHECKOUT / "service" / "tickerd"
NEEDED = {"wire/commit.lua", "gateway/templates/page.html", "ticker/ticker.js", "py.typed"}

pytestmark = pytest.mark.timeout(60)


def pip(*arguments: str) -> None:
    command = (sys.executable, "-m", "pip", "--disable-pip-version-check", *arguments)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(CHECKOUT))
    (built,) = folder.glob("tickerd-*.whl")
    return built


@pytest.fixture(scope="module")
def clean(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an environment into which only the wheel was installed.

    What the wheel requires is linked from the environment of the tests, distribution by
    distribution. What it forgets to require is therefore missing here.
    """
    folder = tmp_path_factory.mktemp("clean")
    subprocess.run((sys.executable, "-m", "venv", "--without-pip", str(folder)), check=True)
    pip("--python", str(folder / "bin" / "python"), "install", "--no-deps", str(wheel))
    (site,) = folder.glob("lib/python*/site-packages")
    (installed,) = site.glob("tickerd-*.dist-info")
    for required in closure(Distribution.at(installed)):
        for name in {file.parts[0] for file in required.files or ()} - {".."}:
            if not (site / name).exists():
                (site / name).symlink_to(str(required.locate_file(name)))
    return folder / "bin"


def closure(top: Distribution) -> Iterator[Distribution]:
    """All distributions that this one needs, at versions that it allows."""
    seen: set[str] = set()
    waiting = [(top, frozenset({""}))]
    while waiting:
        parent, extras = waiting.pop()
        for line in parent.requires or ():
            wanted = Requirement(line)
            marker = wanted.marker
            if marker and not any(marker.evaluate({"extra": extra}) for extra in extras):
                continue
            key = re.sub(r"[-_.]+", "-", wanted.name).lower()
            if key not in seen:
                seen.add(key)
                found = distribution(key)
                assert wanted.specifier.contains(found.version, prereleases=True), line
                yield found
                waiting.append((found, frozenset({"", *wanted.extras})))


def environment(programs: Path) -> dict[str, str]:
    """No path leads back to the checkout, nor to a Redis of this machine."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return {**kept, "PATH": str(programs), "HOME": str(programs.parent)}


def test_the_wheel_holds_every_file_of_the_package_and_nothing_of_the_tests(wheel: Path) -> None:
    ours = {
        str(file.relative_to(PACKAGE)): file.read_bytes()
        for file in PACKAGE.rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }

    with zipfile.ZipFile(wheel) as packed:
        names = [name for name in packed.namelist() if ".dist-info/" not in name]
        held = {name.removeprefix("tickerd/"): packed.read(name) for name in names}

    assert all(name.startswith("tickerd/") for name in names)
    assert held == ours
    assert held.keys() >= NEEDED


async def test_the_installed_program_shows_its_help_away_from_the_checkout(
    clean: Path, tmp_path: Path
) -> None:
    helping = await asyncio.create_subprocess_exec(
        str(clean / "tickerd"),
        "--help",
        cwd=tmp_path,
        env=environment(clean),
        stdout=asyncio.subprocess.PIPE,
    )
    out, _ = await helping.communicate()

    assert helping.returncode == 0
    assert all(command in out.decode() for command in ("run", "follow", "replay", "extract"))


async def test_the_installed_program_runs_the_demo_and_serves_the_ticker(
    clean: Path, tmp_path: Path
) -> None:
    port = free_port()
    process = await asyncio.create_subprocess_exec(
        *(str(clean / "tickerd"), "run", "--demo", "--port", str(port)),
        cwd=tmp_path,
        env=environment(clean),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    program = Program(process, port, tmp_path)
    try:
        await program.ready()
        await program.wait_for(lambda log: any(e["type"] == "tickerd.post.added" for e in log))
        script = await asyncio.to_thread(fetch, program.url + "/ticker.js")
        page = await asyncio.to_thread(fetch, program.url + "/")
    finally:
        said = await program.end()

    assert script == (PACKAGE / "ticker" / "ticker.js").read_bytes()
    assert b"<h1" in page
    assert process.returncode == 0, said
