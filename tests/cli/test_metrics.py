"""A worker by itself tells Prometheus its numbers."""

import socket

import pytest

from program import fetch, free_port
from tickerd.cli.metrics import serve_metrics
from tickerd.errors import BadSetting, PortTaken
from tickerd.telemetry import LOOKS


def test_a_workers_numbers_are_told_on_a_port_of_their_own() -> None:
    LOOKS.labels(outcome="ok").inc()

    with serve_metrics("127.0.0.1", 0) as address:
        told = fetch(address).decode()

    assert 'tickerd_looks_total{outcome="ok"}' in told
    assert "tickerd_readers" not in told, "readers are a gateway's"


def test_a_port_that_is_taken_is_told_with_another() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        with (
            pytest.raises(PortTaken, match=f"--metrics-port {port + 1}"),
            serve_metrics("127.0.0.1", port),
        ):
            pass


def test_an_address_that_is_not_of_this_machine_is_no_setting() -> None:
    with (
        pytest.raises(BadSetting, match=r"192\.0\.2\.1"),
        serve_metrics("192.0.2.1", free_port()),
    ):
        pass
