"""A worker's numbers for Prometheus, where no gateway runs beside it."""

from collections.abc import Iterator
from contextlib import contextmanager

from prometheus_client import start_http_server

from tickerd.gateway.ports import explain_refusal
from tickerd.telemetry import WORKER


@contextmanager
def serve_metrics(host: str, port: int) -> Iterator[str]:
    """Answer Prometheus from a thread, for the time of a `with`; the address. Port 0: a free one.

    Raises:
        PortTaken: another program has the port.
        BadSetting: there is no such address here.
    """
    try:
        server, thread = start_http_server(port, host, WORKER)
    except OSError as error:
        raise explain_refusal(host, port, error, "--metrics-port") from error
    try:
        yield f"http://{host}:{server.server_port}/metrics"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
