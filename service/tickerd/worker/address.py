"""The gate that every outgoing connection passes: only public addresses, unless one allows more.

It stands where the socket is made, so literals, names, redirects and names that change their
address between check and use (DNS rebinding) all pass the very same check: the address that was
checked is the address that is connected to.
"""

import socket
from collections.abc import Sequence
from contextvars import ContextVar
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from aiohttp import AddrInfoType
from aiohttp.abc import AbstractResolver, ResolveResult

Network = IPv4Network | IPv6Network
Address = IPv4Address | IPv6Address

NAT64 = ip_network("64:ff9b::/96")
"""RFC 6052: an IPv4 address in its last 32 bits, reached over a translator."""

FORBIDDEN: tuple[Network, ...] = tuple(
    ip_network(network)
    for network in (
        # IANA IPv4 special-purpose registry (RFC 6890), and multicast
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
        # all of IPv6 that is not global unicast (2000::/3) or NAT64, and the special parts of it
        "::/3",
        "4000::/2",
        "8000::/1",
        "2001::/23",
        "2001:db8::/32",
        "2002::/16",
        "3fff::/20",
    )
)
"""What is not public. Written out, for `ipaddress.is_global` has holes on the Pythons we run on."""

_refusals: ContextVar[list[str] | None] = ContextVar("refusals", default=None)


class AddressRefused(OSError):
    """The gate let no socket be made to this address."""


def embedded_address(address: Address) -> Address:
    """The IPv4 address inside an IPv4-mapped (RFC 4291) or NAT64 (RFC 6052) one; else itself.

    6to4 and Teredo need no unwrapping: their whole networks are forbidden.
    """
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return address.ipv4_mapped
        if address in NAT64:
            return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address


def is_public(address: Address) -> bool:
    """Whether the whole world may reach this address.

    >>> is_public(ip_address("64:ff9b::7f00:1"))
    False
    """
    inner = embedded_address(address)
    forbidden = any(inner in network for network in FORBIDDEN)
    return inner.is_global and not inner.is_multicast and not forbidden


class Gate:
    """Makes sockets to public addresses, and to the networks that the user allows."""

    def __init__(self, allowed: Sequence[Network] = ()) -> None:
        self._allowed = tuple(allowed)

    def owns(self, address: str) -> bool:
        """Whether an address lies in a network that the user allowed: then it is the user's own."""
        outer = ip_address(address)
        forms = {outer, embedded_address(outer)}
        return any(form in network for network in self._allowed for form in forms)

    def lets_through(self, address: str) -> bool:
        """Whether a connection to this address may be made."""
        return is_public(ip_address(address)) or self.owns(address)

    def make_socket(self, addr_info: AddrInfoType) -> socket.socket:
        """A fresh socket for aiohttp to connect to this address.

        Raises:
            AddressRefused: the address is not public, and not allowed.
        """
        family, kind, protocol, _, sockaddr = addr_info
        address = str(sockaddr[0])
        if not self.lets_through(address):
            refusals = _refusals.get()
            if refusals is not None:
                refusals.append(address)
            raise AddressRefused(f"{address} is not a public address")
        return socket.socket(family, kind, protocol)


def note_refusals() -> list[str]:
    """A list that fills with the addresses refused on behalf of the calling task from now on.

    aiohttp tries all addresses of a name and may report only a summary of what went wrong.
    """
    refusals: list[str] = []
    _refusals.set(refusals)
    return refusals


class NotingResolver(AbstractResolver):
    """Resolves names, and notes which of them stand only for addresses that the user allowed."""

    def __init__(self, gate: Gate, inner: AbstractResolver) -> None:
        self._gate = gate
        self._inner = inner
        self._own: set[str] = set()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Ask the resolver within."""
        found = await self._inner.resolve(host, port, family)
        if all(self._gate.owns(result["host"]) for result in found):
            self._own.add(host)
        else:
            self._own.discard(host)
        return found

    async def close(self) -> None:
        """Close the resolver within."""
        await self._inner.close()

    def is_own(self, host: str) -> bool:
        """Whether a host, by name or by literal address, is the user's own."""
        try:
            return self._gate.owns(host)
        except ValueError:
            return host in self._own
