"""Where this machine is on the local network."""

from __future__ import annotations

import re
import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, ip_address, ip_network

from alongside.interfaces.lan.authority import LOCAL, PRIVATE

SOMEWHERE = ("192.0.2.1", 9)
"""An address of documentation (RFC 5737): asking for the way there sends nothing."""
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")


class NoNetwork(OSError):
    """This machine has no address that only a local network reaches."""

    def __init__(self, found: str = "") -> None:
        why = f"its address {found} isn't a private one" if found else "it is on no network"
        super().__init__(
            f"The app can't be opened to your network: {why}. Nothing was opened. Connect this "
            "machine to your home network, or leave out --lan."
        )


@dataclass(frozen=True, slots=True)
class Network:
    """This machine's private address, and the names by which devices reach it."""

    address: str
    names: tuple[str, ...]


def network() -> Network:
    """This machine on its network. Raises `NoNetwork`. May block for a moment."""
    address = _address()
    if not _is_private(address):
        raise NoNetwork(address)
    host = socket.gethostname().partition(".")[0].lower()
    named = (f"{host}.{LOCAL}",) if _LABEL.fullmatch(host) else ()
    return Network(address, (address, *named))


def _address() -> str:
    """The address that other machines see this one under."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as way:
        try:
            way.connect(SOMEWHERE)
        except OSError as error:
            raise NoNetwork from error
        return str(way.getsockname()[0])


def _is_private(address: str) -> bool:
    found = ip_address(address)
    lan = any(found in ip_network(private) for private in PRIVATE if ":" not in private)
    return isinstance(found, IPv4Address) and lan
