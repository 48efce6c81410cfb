"""Runs the browser modules' own tests, which are written for `node --test`."""

import subprocess
from pathlib import Path

import pytest

from needs import need_program

TESTS = sorted(Path(__file__).parent.glob("*.test.mjs"))


@pytest.mark.parametrize("path", TESTS, ids=lambda path: str(path.name))
def test_the_modules_keep_their_word_under_node(path: Path) -> None:
    node = need_program("node", "the ticker's own tests need it")

    done = subprocess.run([node, "--test", str(path)], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr
