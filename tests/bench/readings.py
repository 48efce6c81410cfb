"""What benchmarks have in common: the machine they ran on, and how figures are said."""

import os
import statistics
from collections.abc import Sequence
from datetime import UTC, datetime


def tell_machine() -> None:
    """Print when, on how many cores, and how busy they are with other things."""
    load = os.getloadavg()[0]
    noisy = " (others are at work: read the figures with care)" if load > 0.5 else ""
    now = datetime.now(UTC)
    print(f"{now:%Y-%m-%d %H:%M} UTC, {os.cpu_count()} cores, load before: {load:.2f}{noisy}")


def tell_seconds(name: str, seconds: Sequence[float]) -> None:
    """Print the median, the 95th percentile and the greatest of some durations."""
    p95 = statistics.quantiles(seconds, n=20, method="inclusive")[-1]
    print(
        f"{name}: median {statistics.median(seconds):.3f} s, p95 {p95:.3f} s,"
        f" greatest {max(seconds):.3f} s, of {len(seconds)}"
    )
