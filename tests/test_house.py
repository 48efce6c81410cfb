"""The house rules that no linter knows: captions, sizes, and what the documents must name."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tickerd.liveblog.event import KINDS
from tickerd.settings import Settings

CHECKOUT = Path(__file__).resolve().parents[1]
PACKAGE = CHECKOUT / "service" / "tickerd"
CAPTIONS = {
    ".py": r'"""[^\n]*[.?](\n|"""\n)',
    ".js": r"(// [^\n]*\n)*// [^\n]*\.\n",
    ".mjs": r"(// [^\n]*\n)*// [^\n]*\.\n",
    ".lua": r"(-- [^\n]*\n)*-- [^\n]*\.\n",
}
"""How a file begins: with a sentence, in Python on one line."""
PURE = ("liveblog", "extract", "gateway/frames.py", "gateway/view.py")
CLOCKS = {"now", "today", "utcnow", "time", "time_ns", "monotonic", "perf_counter", "localtime"}
"""Ways to ask what time it is, whatever they are called on: `datetime`, `date`, `time`."""


def sources() -> list[str]:
    """Every file that we wrote in a language of programs."""
    return sorted(
        str(path.relative_to(CHECKOUT))
        for top in ("service", "tests")
        for path in (CHECKOUT / top).rglob("*")
        if path.suffix in CAPTIONS and "node_modules" not in path.parts and path.stat().st_size
    )


def document(name: str) -> str:
    return (CHECKOUT / name).read_text("utf-8")


def invariants() -> dict[int, str]:
    """The invariants of ARCHITECTURE.md by their numbers."""
    text = document("service/tickerd/ARCHITECTURE.md").partition("\n## Invariants")[2]
    listed = text.partition("\n## ")[0]
    found = re.findall(r"^(\d+)\. (.*(?:\n {2,}.*)*)", listed, re.MULTILINE)
    return {int(number): sentence for number, sentence in found}


@pytest.mark.parametrize("name", sources())
def test_a_file_begins_with_a_caption_and_can_be_taken_in_at_once(name: str) -> None:
    text = document(name).lstrip("\n")

    assert re.match(CAPTIONS[Path(name).suffix], text), text[:200]
    assert text.count("\n") <= 300


@pytest.mark.parametrize("name", [name for name in sources() if name.endswith(".py")])
def test_no_function_is_longer_than_fifty_lines(name: str) -> None:
    for function in functions(ast.parse(document(name))):
        lines = (function.end_lineno or 0) - function.lineno + 1

        assert lines <= 50, function.name


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_no_pure_room_asks_the_clock() -> None:
    """Invariant 9: time comes in as an argument below worker and gateway."""
    rooms = [PACKAGE / room for room in PURE]
    asked = [
        f"{path.relative_to(PACKAGE)}:{node.lineno} {node.func.attr}()"
        for room in rooms
        for path in ([room] if room.is_file() else room.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if node.func.attr in CLOCKS and isinstance(node.func.value, ast.Name)
    ]

    assert asked == []


@pytest.mark.parametrize("number", range(1, 14))
def test_each_invariant_in_force_is_named_by_a_test(number: int) -> None:
    sentence = invariants()[number]
    named = [
        name
        for name in sources()
        if name.startswith("tests/")
        if re.search(rf"Invariant {number}\b", document(name))
    ]

    assert bool(named) != ("not yet in force" in sentence), sentence


def test_the_documents_name_every_kind_of_event() -> None:
    told = "".join(document(name) for name in ("README.md", "service/tickerd/ARCHITECTURE.md"))

    assert [kind for kind in KINDS if f"`{kind}`" not in told] == []


@pytest.mark.parametrize("name", list(Settings.model_fields))
def test_the_deployment_document_names_every_setting_and_its_default(name: str) -> None:
    field = Settings.model_fields[name]
    default = field.get_default()
    lines = document("deploy/README.md").splitlines()
    rows = [line for line in lines if line.startswith(f"| `TICKERD_{name.upper()}` |")]

    assert len(rows) == 1
    if isinstance(default, bool | int | float | str):
        shown = f"{default:g}" if isinstance(default, float) else str(default)
        assert f"`{shown}`" in rows[0]
