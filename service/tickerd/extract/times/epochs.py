"""Moments as a count from 1970: seconds, milliseconds or microseconds."""

import re
from datetime import UTC, datetime

_EPOCH = re.compile(r"(1\d|20)\d{8}(\d{3}|\d{6})?(\.\d+)?|9\d{8}(\d{3})?")


def read_epoch(raw: str) -> tuple[datetime, float] | None:
    """The moment that such a count means, told by its size, and its precision in seconds."""
    if _EPOCH.fullmatch(raw) is None:
        return None
    whole = raw.partition(".")[0]
    scale = 10 ** (len(whole) - (9 if whole[0] == "9" else 10))
    return datetime.fromtimestamp(float(raw) / scale, UTC), 1.0 if scale == 1 else 0.001
