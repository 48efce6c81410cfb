"""The embedded default: a Redis or Valkey server of our own, on a unix socket in a data folder."""

import asyncio
import fcntl
import os
import shutil
import stat
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path
from typing import IO, Final
from urllib.parse import quote

import structlog
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from tickerd.errors import BadSetting, DataLocked, WireUnavailable
from tickerd.wire import launch
from tickerd.wire.binary import find_binary

READY_SECONDS: Final = 30.0
"""A server that says nothing for so long is given up. One that loads its log is waited for."""
END_SECONDS: Final = 10.0
LONGEST_PAUSE_SECONDS: Final = 5.0
STEADY_SECONDS: Final = 60.0
"""A server that lived this long is started again at once."""
SOCKET_PATH_BYTES: Final = 107 if sys.platform == "linux" else 103

_ARGUMENTS: Final = (
    ("--port", "0"),
    ("--unixsocketperm", "600"),
    ("--daemonize", "no"),
    ("--save", ""),
    ("--appendonly", "yes"),
    ("--appendfsync", "always"),
    ("--aof-load-truncated", "yes"),
    ("--aof-use-rdb-preamble", "yes"),
    ("--auto-aof-rewrite-min-size", "16mb"),
    ("--maxmemory-policy", "noeviction"),
    ("--client-output-buffer-limit", "pubsub", "32mb", "8mb", "60"),
)

_log = structlog.get_logger(__name__)


class PrivateServer:
    """The server program on one data folder: started, watched, ended."""

    def __init__(self, folder: Path, binary: Path) -> None:
        self.folder = folder
        self.binary = binary
        self.socket = folder / "redis.sock"
        self._process: asyncio.subprocess.Process | None = None

    @property
    def address(self) -> str:
        """Its URL, for `RedisWire.open` and for anyone who may read the folder."""
        return f"unix://{quote(str(self.socket))}"

    @property
    def pid(self) -> int | None:
        """The server's process, while there is one."""
        return self._process.pid if self._process else None

    async def start(self) -> None:
        """Start the program and wait until it has loaded its data.

        Raises:
            WireUnavailable: it ended, or is not ready in time; with the last line of its log.
            DataLocked: the server of an earlier run does not end.
        """
        # The lock goes on to the server itself: whoever gets it knows that no other one lives.
        with await self._lock_server() as lock, (self.folder / "redis.log").open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-I", "-S", launch.__file__, str(os.getpid())),
                *(str(self.binary), "--dir", str(self.folder), "--unixsocket", str(self.socket)),
                *(part for setting in _ARGUMENTS for part in setting),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=(lock.fileno(),),
                start_new_session=True,
            )
        try:
            async with asyncio.timeout(READY_SECONDS) as patience:
                await self._wait_until_ready(self._process, patience)
        except TimeoutError:
            await self.end()
            raise WireUnavailable(
                self.address, f"not ready in time; {self._last_words()}"
            ) from None

    async def keep_alive(self) -> None:
        """Start the program again whenever it ends by itself, more and more slowly."""
        pause_seconds = 0.0
        while True:
            since = time.monotonic()
            if self._process is not None:
                await self._process.wait()
                _log.error(
                    "server_ended",
                    address=self.address,
                    words=self._last_words(),
                    free_bytes=shutil.disk_usage(self.folder).free,
                )
            if time.monotonic() - since > STEADY_SECONDS:
                pause_seconds = 0.0
            await asyncio.sleep(pause_seconds)
            pause_seconds = min(LONGEST_PAUSE_SECONDS, pause_seconds * 2 or 0.1)
            try:
                await self.start()
            except (WireUnavailable, DataLocked, OSError) as error:
                _log.error("server_not_started", problem=str(error))

    async def end(self) -> None:
        """End the program: it writes what it has and goes."""
        process, self._process = self._process, None
        if process is None or process.returncode is not None:
            return
        with suppress(ProcessLookupError):
            process.terminate()
        try:
            async with asyncio.timeout(END_SECONDS):
                await process.wait()
        except TimeoutError:
            process.kill()
            await process.wait()

    async def _wait_until_ready(
        self, process: asyncio.subprocess.Process, patience: asyncio.Timeout
    ) -> None:
        async with self._ask() as client:
            while process.returncode is None:
                with suppress(RedisError):
                    if (await client.info("persistence"))["loading"] == 0:
                        return
                    patience.reschedule(asyncio.get_running_loop().time() + READY_SECONDS)
                await asyncio.sleep(0.005)
        raise WireUnavailable(self.address, f"its server ended at once; {self._last_words()}")

    async def _lock_server(self) -> IO[bytes]:
        deadline = time.monotonic() + END_SECONDS
        lock = (self.folder / "server.lock").open("ab")
        asked = False
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() > deadline:
                    lock.close()
                    raise DataLocked(str(self.folder)) from None
            else:
                return lock
            # A server whose parent was killed is on its way out; one that was not told is asked.
            if not asked and time.monotonic() > deadline - END_SECONDS + 0.5:
                asked = True
                async with self._ask() as client:
                    with suppress(RedisError):
                        await client.execute_command("SHUTDOWN", "NOSAVE")  # type: ignore[no-untyped-call]  # redis-py has no types here
            await asyncio.sleep(0.01)

    def _ask(self) -> "Redis":
        return Redis(
            unix_socket_path=str(self.socket),
            protocol=2,
            retry=Retry(NoBackoff(), 0),
            socket_timeout=1.0,
        )

    def _last_words(self) -> str:
        log = self.folder / "redis.log"
        lines = log.read_text("utf-8", "replace").split("\n") if log.exists() else []
        said = [line.strip() for line in lines if line.strip()]
        return f"the last line of {log}: {said[-1] if said else 'none'}"


@asynccontextmanager
async def serve(folder: Path, binary: Path | None = None) -> AsyncIterator[PrivateServer]:
    """Run a private server on a data folder, for the time of an `async with`.

    Args:
        folder: made with mode 0700 if it is not there.
        binary: the server program; without one it is looked for.

    Raises:
        BadSetting: the folder or the program cannot be used.
        NoServerBinary: there is no server program.
        DataLocked: another tickerd uses the folder.
        WireUnavailable: the server does not start.
    """
    folder = _prepare(folder)
    with _lock(folder):
        server = PrivateServer(folder, await asyncio.to_thread(find_binary, binary))
        try:
            await server.start()
            watch = asyncio.create_task(server.keep_alive(), name="private server")
            try:
                yield server
            finally:
                watch.cancel()
                with suppress(asyncio.CancelledError):
                    await watch
        finally:
            await server.end()


def _prepare(folder: Path) -> Path:
    folder = Path(os.path.abspath(folder))  # noqa: PTH100  # resolve() would lengthen a short link
    longest = len(os.fsencode(folder / "redis.sock"))
    if longest > SOCKET_PATH_BYTES:
        cause = (
            f"the path of its socket, {folder / 'redis.sock'}, has {longest} bytes and may have "
            f"{SOCKET_PATH_BYTES}; name a folder with a shorter path, or a short link to it"
        )
        raise BadSetting("--data", cause)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        mode = folder.stat().st_mode
    except OSError as error:
        raise BadSetting("--data", f"{folder}: {error.strerror}") from error
    if mode & (stat.S_IWGRP | stat.S_IWOTH):
        cause = f"others may write in {folder}; make it yours alone (chmod 700) or name a new one"
        raise BadSetting("--data", cause)
    return folder


@contextmanager
def _lock(folder: Path) -> Iterator[None]:
    try:
        lock = (folder / "lock").open("ab")
    except OSError as error:
        raise BadSetting("--data", f"{folder}: {error.strerror}") from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise DataLocked(str(folder)) from None
        yield
