"""Why a port cannot be listened on is said with another that may do."""

import errno

import pytest

from tickerd.gateway.ports import GREATEST_PORT, explain_refusal

TAKEN = OSError(errno.EADDRINUSE, "Address already in use")


@pytest.mark.parametrize(("port", "other"), [(8080, 8081), (GREATEST_PORT, GREATEST_PORT - 1)])
def test_another_port_is_one_that_there_is(port: int, other: int) -> None:
    assert f"--port {other}." in str(explain_refusal("127.0.0.1", port, TAKEN))


def test_an_address_of_another_machine_is_no_matter_of_the_port() -> None:
    elsewhere = OSError(errno.EADDRNOTAVAIL, "Cannot assign requested address")

    assert "Cannot assign" in str(explain_refusal("192.0.2.1", 8080, elsewhere))
