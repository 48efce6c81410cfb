"""What `tickerd run` shows."""

from io import StringIO

from rich.console import Console

from makers import NOON, a_blog, a_post, a_snapshot, a_watch, nothing_known
from tickerd.cli.terminal import Lines, Screen, open_display
from tickerd.liveblog.blog import Look
from tickerd.liveblog.cursor import Cursor
from tickerd.liveblog.diff import diff
from tickerd.liveblog.entry import Entry, encode, put_in_place

WATCH = a_watch()


def a_console(*, terminal: bool) -> Console:
    return Console(file=StringIO(), force_terminal=terminal, width=100, height=40)


def shown(console: Console) -> str:
    assert isinstance(console.file, StringIO)
    return console.file.getvalue()


def first_look(posts: int) -> list[Entry]:
    page = a_snapshot(*[a_post(f"p{n}") for n in range(posts)], headline="Regatta")
    events = diff(nothing_known(), page, at=NOON).events
    return [
        put_in_place(encode(event, a_blog()), Cursor("k", n))
        for n, event in enumerate(events, start=1)
    ]


def a_look(state: str = "ok", problem: str | None = None) -> Look:
    return Look(blog=WATCH.blog.id, looked_at=NOON, state=state, problem=problem)


def test_a_terminal_gets_a_screen_and_a_pipe_gets_lines() -> None:
    terminal, pipe = a_console(terminal=True), a_console(terminal=False)

    display = open_display(terminal)
    display.close()

    assert isinstance(display, Screen)
    assert isinstance(open_display(pipe), Lines)


def test_toldtell_every_event_without_colours() -> None:
    console = a_console(terminal=False)

    Lines(console).show(WATCH, a_look(), first_look(8))

    assert shown(console).count("  added  ") == 8
    assert "\x1b" not in shown(console)


def test_toldtell_a_problem_once_and_its_end() -> None:
    console = a_console(terminal=False)
    lines = Lines(console)

    for state, problem in (("ok", None), *[("Refused", "It answered 503.")] * 3, ("ok", None)):
        lines.show(WATCH, a_look(state, problem), [])

    day, *told = shown(console).splitlines()
    assert day.startswith(f"{NOON.astimezone():%Y-%m-%d}, times are ")
    assert [line.partition(": ")[2] for line in told] == ["It answered 503.", "ok"]


def test_a_screen_counts_the_older_posts_of_a_first_look() -> None:
    console = a_console(terminal=True)
    screen = Screen(console)

    screen.show(WATCH, a_look(), first_look(8))
    screen.close()

    assert "… and 3 older posts" in shown(console)
    assert shown(console).count("The words of p") == 5


def test_a_screen_forgets_watches_that_are_no_more() -> None:
    console = a_console(terminal=True)
    screen = Screen(console)
    screen.show(WATCH, a_look("Refused", "It answered 503."), [])
    before = len(shown(console))

    screen.keep({})
    other = a_watch("https://another.example/live")
    screen.show(other, a_look().model_copy(update={"blog": other.blog.id}), [])
    screen.close()

    assert "503" not in shown(console)[before:]
    assert "another.example" in shown(console)[before:]


def test_a_screen_has_a_line_for_each_watch_with_its_state() -> None:
    console = a_console(terminal=True)
    screen = Screen(console)

    screen.show(WATCH, a_look("Refused", "It answered 503."), [])
    screen.close()

    assert "harbour.example" in shown(console)
    assert "It answered 503." in shown(console)
