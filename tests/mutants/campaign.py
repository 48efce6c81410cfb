"""Can the tests fail? Each mutant is a bug of one line; the test that is named must find it."""

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from queue import SimpleQueue

HERE = Path(__file__).resolve().parent
CHECKOUT = HERE.parents[1]
PACKAGE = CHECKOUT / "service" / "tickerd"
MOST_SECONDS = 120
FAILED = 1
"""pytest's exit status when tests ran and failed; all others but 0 mean that they did not run."""


@dataclass(frozen=True)
class Mutant:
    """A bug of one line."""

    file: str
    before: str
    after: str
    test: str
    why: str

    def apply(self, package: Path) -> None:
        """Put the bug into a copy of the package.

        Raises:
            LookupError: the line is not there, or not only once.
        """
        path = package / self.file
        lines = path.read_text("utf-8").split("\n")
        places = [number for number, line in enumerate(lines) if line.strip() == self.before]
        if len(places) != 1:
            raise LookupError(f"{self.file} has {len(places)} lines that read: {self.before}")
        (place,) = places
        indent = lines[place][: -len(lines[place].lstrip())]
        lines[place] = indent + self.after
        path.write_text("\n".join(lines), "utf-8")


def load() -> list[Mutant]:
    """All mutants."""
    return [Mutant(**told) for told in tomllib.loads((HERE / "mutants.toml").read_text())["mutant"]]


@contextmanager
def copies(number: int) -> Iterator[SimpleQueue[Path]]:
    """So many folders with a copy of the package each, to take and to give back."""
    with tempfile.TemporaryDirectory(prefix="tickerd-mutants-") as folder:
        free: SimpleQueue[Path] = SimpleQueue()
        for place in range(number):
            copy = Path(folder) / str(place)
            shutil.copytree(PACKAGE, copy / "tickerd", ignore=shutil.ignore_patterns("__pycache__"))
            free.put(copy)
        yield free


def try_out(mutant: Mutant, free: SimpleQueue[Path]) -> str:
    """`killed`, `SURVIVED`, or what else became of it."""
    copy = free.get()
    path = copy / "tickerd" / mutant.file
    try:
        mutant.apply(copy / "tickerd")
        command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider"]
        environment = {**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
        tried = subprocess.run(
            [*command, *mutant.test.split()],
            cwd=CHECKOUT,
            env=environment,
            capture_output=True,
            text=True,
            timeout=MOST_SECONDS,
            check=False,
        )
    except LookupError as missing:
        return f"NOT FOUND: {missing}"
    except subprocess.TimeoutExpired:
        return "killed (it hangs)"
    finally:
        shutil.copyfile(PACKAGE / mutant.file, path)
        free.put(copy)
    if tried.returncode == FAILED:
        return "killed"
    said = (tried.stdout.strip() or tried.stderr.strip()).rsplit("\n", 1)[-1]
    return "SURVIVED" if tried.returncode == 0 else f"NOT TRIED: {said}"


def run(mutants: Sequence[Mutant]) -> bool:
    """Try them all, as many at once as there are cores; whether all were killed."""
    started, done, workers = time.monotonic(), count(1), os.cpu_count() or 1
    good = True
    with copies(workers) as free, ThreadPoolExecutor(workers) as pool:
        fates = pool.map(lambda mutant: try_out(mutant, free), mutants)
        for mutant, fate in zip(mutants, fates, strict=True):
            good = good and fate.startswith("killed")
            print(f"{next(done):3} {fate}: {mutant.file}: {mutant.why}", flush=True)
    seconds = time.monotonic() - started
    print(
        f"{len(mutants)} mutants in {seconds:.0f} s: {'all killed' if good else 'NOT ALL KILLED'}"
    )
    return good


def main() -> None:
    """All mutants, or some that a seed draws."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--some", type=int, help="only so many, drawn by the day")
    parser.add_argument("--only", default="", help="only those whose file has this in its name")
    chosen = parser.parse_args()
    mutants = [mutant for mutant in load() if chosen.only in mutant.file]
    if chosen.some:
        day = int(time.time() // 86_400)
        mutants = random.Random(day).sample(mutants, chosen.some)
    sys.exit(0 if run(mutants) else 1)


if __name__ == "__main__":
    main()
