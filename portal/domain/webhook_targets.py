"""Where a webhook may lead: never into the networks around the portal, unless they are named (TRU-16).

An address is judged when it is connected to. Its text alone decides nothing but its form.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import SplitResult, urlsplit

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

LONGEST_URL = 500
PORTS = {443, 8443}
_DEFAULT_PORTS = {"https": 443, "http": 80}
_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9.])?")
_REST = re.compile(r"[!-~]*")

# Public by their numbers to some releases of Python, and yet answered by a machine's own cloud, or by nobody.
_NOT_PUBLIC = tuple(map(ip_network, ("168.63.129.16/32", "192.0.0.0/24", "192.88.99.0/24", "3fff::/20")))
_PUBLIC_IPV6 = ip_network("2000::/3")
# Ranges in which the end of an IPv6 address is an IPv4 one.
_IPV4_AT_THE_END = (ip_network("64:ff9b::/96"), ip_network("64:ff9b:1::/96"), ip_network("::/96"))


class TargetFault(StrEnum):
    """What is wrong with the address of a webhook."""

    NO_ADDRESS = "no_address"
    TOO_LONG = "too_long"
    NOT_HTTPS = "not_https"
    USER_INFO = "user_info"
    ODD_PORT = "odd_port"
    FRAGMENT = "fragment"
    PRIVATE = "private"
    SECRET = "secret"  # noqa: S105  what is wrong, not a password


class BadTarget(ValueError):
    """The address cannot be a webhook's; the caller words it."""

    def __init__(self, code: TargetFault) -> None:
        """Keep what is wrong as a code."""
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Target:
    """Where a message goes: scheme, host and port. `plain` targets may only be in a named network."""

    scheme: str
    host: str
    port: int

    @property
    def plain(self) -> bool:
        """Whether it is without TLS or at an odd port."""
        return self.scheme != "https" or self.port not in PORTS


def read_target(url: str, networks: Sequence[Network]) -> Target:
    """Read the address of a webhook; `networks` are the private ones that are allowed. Raises BadTarget."""
    if len(url) > LONGEST_URL:
        raise BadTarget(TargetFault.TOO_LONG)
    parts, port = _split(url)
    if parts.username is not None or parts.password is not None:
        raise BadTarget(TargetFault.USER_INFO)
    if "#" in url:
        raise BadTarget(TargetFault.FRAGMENT)
    host = parts.hostname or ""
    literal = _literal(host)
    if literal is None and not _HOST.fullmatch(host):
        raise BadTarget(TargetFault.NO_ADDRESS)
    target = Target(parts.scheme, host, port)
    if target.plain and not networks:
        raise BadTarget(TargetFault.NOT_HTTPS if target.scheme == "http" else TargetFault.ODD_PORT)
    if literal is not None and not allowed(target, literal, networks):
        raise BadTarget(TargetFault.PRIVATE)
    return target


def _split(url: str) -> tuple[SplitResult, int]:
    if not _REST.fullmatch(url) or "\\" in url:
        raise BadTarget(TargetFault.NO_ADDRESS)
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise BadTarget(TargetFault.NO_ADDRESS) from None
    if parts.scheme not in _DEFAULT_PORTS:
        raise BadTarget(TargetFault.NOT_HTTPS)
    if port == 0:
        raise BadTarget(TargetFault.ODD_PORT)
    return parts, port or _DEFAULT_PORTS[parts.scheme]


def _literal(host: str) -> Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None


def allowed(target: Target, address: Address, networks: Sequence[Network]) -> bool:
    """Tell whether this very address may be connected to for the target.

    What lies in a network that the deployment names may be plain http and have any port; everything else
    has to be public, and TLS at a usual port.
    """
    inner = _inner(address)
    if any(inner in network for network in networks if network.version == inner.version):
        return True
    return not target.plain and _public(inner)


def _inner(address: Address) -> Address:
    """Return the IPv4 address that an IPv6 one stands for, else the address itself."""
    if isinstance(address, IPv4Address):
        return address
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address.teredo is not None:
        return address.teredo[1]
    # :: and ::1 stand for no IPv4 address.
    if any(address in network for network in _IPV4_AT_THE_END) and int(address) > 1:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address


def _public(address: Address) -> bool:
    if address.version == _PUBLIC_IPV6.version and address not in _PUBLIC_IPV6:
        return False
    hidden = any(address in network for network in _NOT_PUBLIC if network.version == address.version)
    return address.is_global and not address.is_multicast and not address.is_reserved and not hidden
