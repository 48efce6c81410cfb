"""The explanation tells every dialect, which of them gave what, and where each time came from."""

from datetime import UTC, datetime

import pytest

from tickerd.cli.explaining import print_explanation
from tickerd.liveblog.claim import Claim, ClaimRule
from tickerd.liveblog.post import Post
from tickerd.liveblog.snapshot import Snapshot

NINE = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
CLAIM = Claim(at=NINE, raw="11.00 Uhr", rule=ClaimRule.ZONE_FROM_SOURCE, precision_seconds=60)
SNAPSHOT = Snapshot(
    url="https://harbour.example/live",
    given_by={"posts": "jsonld", "published": "timestamps", "source_id": "jsonld"},
    posts=(Post(source_id="a[1]", text="In port.", published=CLAIM), Post(text="At sea.")),
)
TRIALS = [
    ("jsonld", 2, 0, 2, "believed: 2 of its 2 posts are among those given"),
    ("arena", 0, 0, 0, "the document is HTML, not JSON"),
    ("reddit", 0, 0, 0, "the document is HTML, not JSON"),
]


def test_all_is_said_on_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    print_explanation(TRIALS, SNAPSHOT)

    out, err = capsys.readouterr()
    lines = [" ".join(line.split()) for line in err.splitlines()]
    assert out == ""
    assert "from jsonld: posts, source_id" in lines
    assert "from timestamps: published" in lines
    assert any("arena, reddit" in line for line in lines)
    times = "published 2026-06-01 09:00:00 UTC from '11.00 Uhr' (zone from source, to 60 s)"
    assert f"1 a[1] {times}" in lines
    assert "2 no id no time" in lines
