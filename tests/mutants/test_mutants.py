"""Each mutant still fits the code: its line is there once, and so is the test that must find it."""

import shutil
from pathlib import Path

import pytest

from mutants.campaign import CHECKOUT, PACKAGE, Mutant, load

MUTANTS = load()


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: f"{mutant.file}: {mutant.why}")
def test_a_mutant_changes_one_line_of_the_code_as_it_is(mutant: Mutant, tmp_path: Path) -> None:
    copy = tmp_path / mutant.file
    copy.parent.mkdir(parents=True)
    shutil.copyfile(PACKAGE / mutant.file, copy)

    mutant.apply(tmp_path)

    before = (PACKAGE / mutant.file).read_text("utf-8").split("\n")
    after = copy.read_text("utf-8").split("\n")
    assert sum(one != other for one, other in zip(before, after, strict=True)) == 1
    tests = [word for word in mutant.test.split() if word.startswith("tests/")]
    assert all((CHECKOUT / name).exists() for name in tests)


def test_there_are_mutants_in_every_room_that_must_not_fail() -> None:
    rooms = {mutant.file.partition("/")[0] for mutant in MUTANTS}

    assert len(MUTANTS) >= 20
    assert rooms >= {"liveblog", "extract", "wire", "gateway", "worker", "client"}
