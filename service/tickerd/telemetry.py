"""How we log and count: structlog to stderr, Prometheus metrics with the prefix `tickerd_`."""

import logging
import sys

import structlog
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

REGISTRY = CollectorRegistry()

LOOKS = Counter("tickerd_looks", "Looks at pages, by outcome.", ["outcome"], registry=REGISTRY)
EVENTS = Counter("tickerd_events", "Events committed, by kind.", ["kind"], registry=REGISTRY)
READERS = Gauge(
    "tickerd_readers", "Readers connected, by transport.", ["transport"], registry=REGISTRY
)
DELIVERIES = Counter("tickerd_deliveries", "Entries written to readers.", registry=REGISTRY)
RESETS = Counter("tickerd_resets", "Readers told that their cursor is no good.", registry=REGISTRY)
TRIMMED = Counter("tickerd_trimmed", "Events trimmed from the wire.", registry=REGISTRY)
SEALED = Counter("tickerd_sealed", "Events moved to the archive.", registry=REGISTRY)
WATCHES = Gauge("tickerd_watches", "Watches that this worker knows.", registry=REGISTRY)
LOOK_SECONDS = Histogram(
    "tickerd_look_seconds", "From the request to the commit of one look.", registry=REGISTRY
)


def set_up_logging(level: str, form: str) -> None:
    """Log to stderr, one line an occurrence, as text or as JSON."""
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer()
        if form == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(
            logging.getLevelNamesMapping()[level.upper()]
        ),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
