"""Settings that cannot be used are refused before anything begins."""

import pytest

from tickerd.cli.knobs import read_settings
from tickerd.errors import BadSetting


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("TICKERD_CONTACT", "me\nX-Evil: 1", "one line, without control characters"),
        ("TICKERD_PORT", "70000", "less than or equal to 65535"),
        ("TICKERD_METRICS_PORT", "many", "TICKERD_METRICS_PORT or --metrics-port"),
        ("TICKERD_ALLOW_ADDRESSES", "the moon", "does not appear to be an IPv4 or IPv6 network"),
    ],
)
def test_a_value_that_cannot_be_used_is_named_with_what_is_wrong(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, words: str
) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(BadSetting, match=words) as refused:
        read_settings()

    assert name in str(refused.value)
