"""The commands, as users type them, against a running tickerd."""

import asyncio
import json
import re
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from importlib import import_module
from pathlib import Path

import pytest

from program import TICKERD, Program, running, tickerd
from tickerd.cli.commands import COMMANDS
from tickerd.liveblog.blog import blog_id


@pytest.fixture
async def program(tmp_path: Path) -> AsyncIterator[Program]:
    async with running(tmp_path) as program:
        yield program


@pytest.mark.parametrize("command", COMMANDS)
async def test_every_command_has_help(command: str) -> None:
    status, out, _ = await tickerd(command, "--help")

    assert status == 0
    assert f"tickerd {command}" in out


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_is_announced_in_the_first_line_of_its_own_help(command: str) -> None:
    room, function, summary = COMMANDS[command]
    written = getattr(import_module(f"tickerd.cli.{room}"), function)

    assert (written.__doc__ or "").splitlines()[0] == summary


def test_help_names_every_command_and_imports_none() -> None:
    code = (
        "import sys; from typer.testing import CliRunner; from tickerd.cli.app import app;"
        "print(CliRunner().invoke(app, ['--help']).stdout);"
        "print(*sorted(name for name in sys.modules if name.startswith('tickerd.')))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    *shown, modules = told.stdout.splitlines()

    named = {line.split()[0] for line in shown if line.startswith("  ")}
    assert set(COMMANDS) <= named
    assert modules.split() == [
        "tickerd.cli",
        "tickerd.cli.app",
        "tickerd.cli.commands",
        "tickerd.cli.exits",
        "tickerd.errors",
    ]


async def test_a_mistyped_command_is_put_right() -> None:
    status, _, err = await tickerd("folow")

    assert status == 2
    assert "Did you mean 'follow'?" in err


async def test_add_list_and_remove_a_page(program: Program) -> None:
    url = "https://harbour.example/live"
    server = ("--server", program.url)

    _, added, _ = await tickerd("add", url, "--country", "it", "--every", "60", *server)
    _, again, _ = await tickerd("add", url, *server)
    _, listed, _ = await tickerd("list", "--json", *server)
    _, removed, _ = await tickerd("remove", url, *server)
    status, _, gone = await tickerd("remove", url, *server)

    assert added == f"{blog_id(url)}  added\n"
    assert "was watched already" in again
    [line] = json.loads(listed)
    assert (line["blog"]["url"], line["watched"]) == (url, True)
    assert "removed" in removed
    assert status == 1
    assert blog_id(url) in gone


async def test_a_server_that_is_not_there_is_told_with_what_to_do() -> None:
    status, _, err = await tickerd("list", "--server", "http://127.0.0.1:1")

    assert status == 4
    assert "No gateway answers at http://127.0.0.1:1" in err
    assert "tickerd run" in err


async def test_a_token_that_is_missing_and_one_that_is_wrong_are_told_apart(
    tmp_path: Path,
) -> None:
    async with running(tmp_path, TICKERD_TOKEN="sesame") as program:  # noqa: S106 - of this test
        order = ("add", "https://harbour.example/live", "--server", program.url)
        _, _, missing = await tickerd(*order)
        _, _, wrong = await tickerd(*order, "--token", "sesam")
        status, _, _ = await tickerd(*order, "--token", "sesame")

    assert status == 0
    assert "only with its token; give it: --token or TICKERD_TOKEN" in missing
    assert "not the gateway's token; check what --token or TICKERD_TOKEN" in wrong


async def test_it_says_its_version() -> None:
    status, out, _ = await tickerd("--version")

    assert status == 0
    assert out.startswith("tickerd ")


@pytest.mark.parametrize("half", ["worker", "gateway"])
async def test_a_half_without_a_wire_says_what_to_name(half: str, tmp_path: Path) -> None:
    status, _, err = await tickerd(half, environment={"TICKERD_DATA": str(tmp_path)})

    assert status == 3
    assert "TICKERD_REDIS_URL" in err
    assert str(tmp_path) in err


async def test_follow_and_replay_print_what_happened(tmp_path: Path) -> None:
    async with running(tmp_path, "--demo", "--seed", "4") as program:
        await program.wait_for(lambda log: len(log) > 8)
        [blog, *_] = (await program.get("/v1/blogs"))["blogs"]
        name = blog["blog"]["id"]
        server = ("--server", program.url)

        _, replayed, _ = await tickerd(
            "replay", name, "--speed", "1000", "--end", "--json", "--since", "earliest", *server
        )
        _, read, _ = await tickerd("replay", name, "--speed", "1000", "--end", *server)
        fifth = json.loads(replayed.splitlines()[4])["id"]
        stretch = ("--speed", "1000", "--gap", "0.01", "--from", "earliest", "--to", fifth)
        _, beginning, _ = await tickerd("replay", name, "--json", *stretch, *server)
        follower = await asyncio.create_subprocess_exec(
            *TICKERD,
            "follow",
            name,
            "--since",
            "earliest",
            "--json",
            *server,
            stdout=asyncio.subprocess.PIPE,
        )
        assert follower.stdout is not None
        async with asyncio.timeout(20):
            first = json.loads(await follower.stdout.readline())
        follower.send_signal(signal.SIGINT)
        await follower.communicate()

    heading, *lines = read.splitlines()
    assert re.fullmatch(r"\d{4}-\d\d-\d\d, times are UTC(.\d\d:\d\d)?", heading)
    assert len(lines) >= len(replayed.splitlines())
    assert all(f"  {blog['blog']['source']['name'][:24]}" in line for line in lines)
    ids = [json.loads(line)["id"] for line in replayed.splitlines()]
    assert first["type"] == "tickerd.blog.opened"
    assert ids[0] == first["id"]
    assert beginning.splitlines() == replayed.splitlines()[:5]
    assert ids == sorted(ids, key=lambda cursor: int(cursor.rpartition("-")[2]))


async def test_a_run_without_a_terminal_prints_a_line_an_event(tmp_path: Path) -> None:
    async with running(tmp_path, "--demo") as program:
        await program.wait_for(lambda log: len(log) > 5)
        said = await program.end()

    lines = said.splitlines()
    assert lines[0] == f"tickerd is at {program.url}/ (Ctrl-C ends it)"
    assert sum("  opened  " in line for line in lines) >= 1
    assert sum("  added  " in line for line in lines) >= 5
    assert "\x1b" not in said
