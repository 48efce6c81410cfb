"""How we log and count: structlog to stderr, Prometheus metrics with the prefix `tickerd_`."""

import logging
import sys

import structlog
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

WORKER = CollectorRegistry()
"""What a worker counts."""
GATEWAY = CollectorRegistry()
"""What a gateway counts."""

LOOKS = Counter("tickerd_looks", "Looks at pages, by outcome.", ["outcome"], registry=WORKER)
EVENTS = Counter("tickerd_events", "Events committed, by kind.", ["kind"], registry=WORKER)
TRIMMED = Counter("tickerd_trimmed", "Events trimmed from the wire.", registry=WORKER)
SEALED = Counter("tickerd_sealed", "Events moved to the archive.", registry=WORKER)
WATCHES = Gauge("tickerd_watches", "Watches that this worker knows.", registry=WORKER)
LOOK_SECONDS = Histogram(
    "tickerd_look_seconds", "From the request to the commit of one look.", registry=WORKER
)
READERS = Gauge(
    "tickerd_readers", "Readers connected, by transport.", ["transport"], registry=GATEWAY
)
DELIVERIES = Counter("tickerd_deliveries", "Entries written to readers.", registry=GATEWAY)
RESETS = Counter("tickerd_resets", "Readers told that their cursor is no good.", registry=GATEWAY)


def set_up_logging(level: str, form: str) -> None:
    """Log to stderr, one line an occurrence, as text or as JSON."""
    renderers: list[structlog.typing.Processor] = (
        [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
        if form == "json"
        else [
            structlog.dev.ConsoleRenderer(
                colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
            )
        ]
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            *renderers,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(
            logging.getLevelNamesMapping()[level.upper()]
        ),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
