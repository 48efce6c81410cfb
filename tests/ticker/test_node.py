"""Runs the browser modules' own tests, which are written for `node --test`."""

import shutil
import subprocess
from pathlib import Path

import pytest

TESTS = sorted(Path(__file__).parent.glob("*.test.mjs"))


@pytest.mark.parametrize("path", TESTS, ids=lambda path: str(path.name))
def test_the_modules_keep_their_word_under_node(path: Path) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not on PATH: the ticker's own tests did not run")

    done = subprocess.run([node, "--test", str(path)], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr
