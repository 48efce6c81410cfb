"""What may come out of `extract.markup`, and what nothing lets pass."""

import pytest

from tickerd.extract.markup import from_string, is_harmless

PIECES = (
    "Plain words & <b>bold</b> ones",
    '<p onclick="x()">One<script>alert(1)</script></p><a href="javascript:x()">two</a>',
    '<a href="/live">Live</a> <img src=x onerror=alert(1)> <ul><li>a<li>b</ul> a\u00a0b',
    "<svg><style><p>x</style></svg><math><mi>y</mi></math><!-- z --><table><tr><td>1</table>",
)


@pytest.mark.parametrize("piece", PIECES)
def test_what_comes_out_is_harmless(piece: str) -> None:
    """Invariant 8: foreign markup ends in extract/markup.py."""
    assert is_harmless(from_string(piece, "https://harbour.example/live").html)


@pytest.mark.parametrize(
    "html",
    [
        "<script>x()</script>",
        "<p onclick=x()>words</p>",
        "<p style=top:0>words</p>",
        "<a href='javascript:x()'>words</a>",
        "<a href=' JavaScript:x()'>words</a>",
        "<a href='data:text/html,x'>words</a>",
        "<img src=x onerror=x()>",
        "<svg><p>words</p></svg>",
        "<iframe src=x></iframe>",
        "<body onload=x()>words",
        "<html onclick=x()><p>words",
        "<p>words<style>",
        "<!-- words -->",
        "<?php words ?>",
        "<noscript><p title='</noscript><img src=x onerror=x()>'>",
    ],
)
def test_what_never_comes_out_is_not(html: str) -> None:
    """Invariant 8: scripts, handlers, styles and foreign frames never pass it."""
    assert not is_harmless(html)
