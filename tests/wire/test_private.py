"""The embedded server: made safe, watched, and never left behind."""

import asyncio
import os
import signal
import stat
import sys
from contextlib import suppress
from pathlib import Path

import psutil
import pytest
import uvloop

from tickerd.errors import BadSetting, DataLocked, WireUnavailable
from tickerd.wire.private import PrivateServer, serve
from tickerd.wire.redis import RedisWire
from wire.conftest import BINARIES
from wire.scribe import Scribe, find_log, read_all, wait_until

PARENT = """
import asyncio, sys, uvloop
from pathlib import Path
from tickerd.wire.private import serve

async def main():
    async with serve(Path(sys.argv[1])) as server:
        print(server.pid, flush=True)
        await asyncio.Event().wait()

{"asyncio": asyncio, "uvloop": uvloop}[sys.argv[2]].run(main())
"""


async def start_parent(folder: Path, loop: str) -> tuple[asyncio.subprocess.Process, int]:
    parent = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", PARENT, str(folder), loop), stdout=asyncio.subprocess.PIPE
    )
    assert parent.stdout is not None
    return parent, int(await parent.stdout.readline())


async def end_parent(parent: asyncio.subprocess.Process, how: signal.Signals) -> None:
    parent.send_signal(how)
    await parent.communicate()


@pytest.fixture(params=sorted(BINARIES))
def binary(request: pytest.FixtureRequest) -> Path:
    return BINARIES[request.param]


async def test_it_is_ready_at_once_and_private(tmp_path: Path, binary: Path) -> None:
    folder = tmp_path / "new" / "data"
    async with (
        asyncio.timeout(3),
        serve(folder, binary) as server,
        RedisWire.open(server.address) as wire,
    ):
        await Scribe(wire).write(2)

        assert server.address == f"unix://{folder}/redis.sock"
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert stat.S_IMODE(server.socket.stat().st_mode) == 0o600
        logs = [path for path in folder.rglob("*aof*") if path.is_file()]
        assert logs
        assert {stat.S_IMODE(path.stat().st_mode) & 0o077 for path in logs} == {0}
        assert server.pid is not None
        assert psutil.Process(server.pid).net_connections("inet") == []


async def test_events_are_there_at_the_next_start(tmp_path: Path, binary: Path) -> None:
    async with serve(tmp_path, binary) as server, RedisWire.open(server.address) as wire:
        floor = await wire.floor()
        entries = await Scribe(wire).write(5)

    async with serve(tmp_path, binary) as server, RedisWire.open(server.address) as wire:
        assert await read_all(wire, floor) == entries


async def test_nothing_is_left_of_it_when_it_has_ended(tmp_path: Path, binary: Path) -> None:
    async with serve(tmp_path, binary) as server:
        pid = server.pid
        assert pid is not None
        assert psutil.pid_exists(pid)

    assert not psutil.pid_exists(pid)
    assert not server.socket.exists()
    assert [task for task in asyncio.all_tasks() if task is not asyncio.current_task()] == []


async def test_a_folder_serves_one_at_a_time(tmp_path: Path) -> None:
    async with serve(tmp_path) as first:
        pid = first.pid
        with pytest.raises(DataLocked, match=str(tmp_path)):
            async with serve(tmp_path):
                pass

        async with RedisWire.open(first.address) as wire:
            assert len(await Scribe(wire).write(2)) == 2
            assert first.pid == pid
            assert psutil.pid_exists(pid or 0)


async def test_a_server_that_died_is_started_again(tmp_path: Path, binary: Path) -> None:
    async with serve(tmp_path, binary) as server, RedisWire.open(server.address) as wire:
        scribe = Scribe(wire)
        entries = await scribe.write(3)
        for _ in range(2):
            await kill_and_wait(server, wire)

        await scribe.insist(1)

        read = await read_all(wire, await wire.floor())
        assert read[:-1] == entries
        assert read[-1].cursor.seq == 4


async def kill_and_wait(server: PrivateServer, wire: RedisWire) -> None:
    """Kill the server; return when another one answers."""
    pid = server.pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)

    async def is_back() -> bool:
        with suppress(WireUnavailable):
            await wire.tip()
            return server.pid != pid
        return False

    await wait_until(is_back)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nobody tells it: the next one does")
@pytest.mark.parametrize("loop", ["asyncio", "uvloop"])
async def test_it_dies_with_its_parent(tmp_path: Path, loop: str) -> None:
    parent, pid = await start_parent(tmp_path, loop)
    alive = psutil.Process(pid).is_running()
    await end_parent(parent, signal.SIGKILL)

    async def is_gone() -> bool:
        return not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE

    assert alive
    await wait_until(is_gone)


async def test_the_folder_of_a_killed_parent_is_free_at_once(tmp_path: Path) -> None:
    parent, pid = await start_parent(tmp_path, "asyncio")
    await end_parent(parent, signal.SIGKILL)

    async with serve(tmp_path) as server, RedisWire.open(server.address) as wire:
        assert len(await Scribe(wire).write(1)) == 1
        assert server.pid != pid


async def test_an_interrupt_of_the_terminal_does_not_reach_it(tmp_path: Path) -> None:
    async with serve(tmp_path) as server:
        assert server.pid is not None
        assert os.getsid(server.pid) == server.pid
        assert os.getpgid(server.pid) != os.getpgid(0)


async def test_an_orphan_that_was_not_told_is_ended_first(tmp_path: Path, binary: Path) -> None:
    orphan = PrivateServer(tmp_path, binary)
    await orphan.start()
    async with RedisWire.open(orphan.address) as wire:
        entries = await Scribe(wire).write(3)

    async with serve(tmp_path, binary) as server, RedisWire.open(server.address) as wire:
        assert server.pid != orphan.pid
        assert await read_all(wire, await wire.floor()) == entries
        with pytest.raises(ProcessLookupError):
            os.kill(orphan.pid or 0, 0)


def test_it_runs_on_uvloop(tmp_path: Path) -> None:
    async def check() -> int:
        async with serve(tmp_path) as server, RedisWire.open(server.address) as wire:
            await kill_and_wait(server, wire)
            await Scribe(wire).insist(2)
            return (await wire.tip()).seq

    assert uvloop.run(check()) == 2


async def test_a_log_that_cannot_be_read_is_told_with_the_server_s_own_words(
    tmp_path: Path, binary: Path
) -> None:
    async with serve(tmp_path, binary) as server, RedisWire.open(server.address) as wire:
        await Scribe(wire).write(2)
    log = find_log(tmp_path)
    log.write_bytes(b"nonsense\n" + log.read_bytes())

    with pytest.raises(WireUnavailable, match=r"ended at once; .*redis\.log: .*[Bb]ad file format"):
        async with serve(tmp_path, binary):
            pass


async def test_a_folder_with_a_long_path_names_a_cure(tmp_path: Path) -> None:
    folder = tmp_path / ("deep" * 30)

    with pytest.raises(BadSetting, match=r"--data .* shorter path"):
        async with serve(folder):
            pass

    assert not folder.exists()


async def test_a_long_path_is_fine_through_a_short_link(tmp_path: Path) -> None:
    folder = tmp_path / ("deep" * 30)
    folder.mkdir(mode=0o700)
    link = tmp_path / "short"
    link.symlink_to(folder)

    async with serve(link) as server, RedisWire.open(server.address) as wire:
        assert len(await Scribe(wire).write(1)) == 1


async def test_a_folder_with_odd_characters_is_fine(tmp_path: Path) -> None:
    folder = tmp_path / "my %20 data?#é"

    async with serve(folder) as server, RedisWire.open(server.address) as wire:
        assert len(await Scribe(wire).write(1)) == 1


async def test_a_folder_that_others_may_write_in_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "open"
    folder.mkdir()
    folder.chmod(0o777)

    with pytest.raises(BadSetting, match="others may write"):
        async with serve(folder):
            pass


async def test_a_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"")

    with pytest.raises(BadSetting, match=str(path)):
        async with serve(path):
            pass
