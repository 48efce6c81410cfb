"""The gate: which addresses are public, however they are written."""

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickerd.worker.address import AddressRefused, Gate, is_public

PRIVATE = [
    "0.0.0.0",
    "10.0.0.1",
    "100.64.0.1",
    "100.100.100.200",
    "127.0.0.1",
    "127.255.255.254",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.1",
    "192.0.0.192",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.19.255.255",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::7f00:1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "::ffff:0:127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:0:7f00:1::1",
    "2001:10::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:808:808::",
    "3fff::1",
    "5f00::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "ff0e::1",
]

PUBLIC = [
    "1.1.1.1",
    "8.8.8.8",
    "93.184.215.14",
    "172.15.255.255",
    "172.32.0.1",
    "100.63.255.255",
    "100.128.0.1",
    "::ffff:8.8.8.8",
    "64:ff9b::808:808",
    "2606:4700::1111",
    "2a00:1450:4001::1",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_what_is_not_public_passes_no_gate(address: str) -> None:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET

    with pytest.raises(AddressRefused):
        Gate().make_socket((family, socket.SOCK_STREAM, 6, "", (address, 80)))


@pytest.mark.parametrize("address", PUBLIC)
def test_what_is_public_passes(address: str) -> None:
    assert Gate().lets_through(address)


@pytest.mark.parametrize("address", ["127.0.0.1", "::ffff:127.9.9.9", "64:ff9b::7f00:1"])
def test_an_allowed_network_passes_in_each_of_its_forms(address: str) -> None:
    gate = Gate([ip_network("127.0.0.0/8")])

    assert gate.lets_through(address)
    assert gate.owns(address)
    assert not gate.lets_through("10.0.0.1")
    assert not gate.lets_through("::1")


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_is_judged_alike_in_ipv6_clothes(address: IPv4Address) -> None:
    mapped = ip_address(f"::ffff:{address}")
    translated = IPv6Address(int(ip_address("64:ff9b::")) + int(address))

    assert is_public(mapped) == is_public(translated) == is_public(address)


@given(st.ip_addresses())
def test_we_are_never_laxer_than_the_standard_library(address: IPv4Address | IPv6Address) -> None:
    assert address.is_global or not is_public(address) or getattr(address, "ipv4_mapped", None)
