"""The kinds of adapter, by name: what each is, and the address that it needs."""

from __future__ import annotations

from enum import StrEnum

from alongside.interfaces.live.adapters.adapter import Adapter


class Kind(StrEnum):
    """What can be added."""

    MICROPHONE = "microphone"
    WEBCAM = "webcam"
    CAMERA = "camera"
    WYOMING = "wyoming"
    OMI = "omi"
    FRAME = "frame"
    MENTRA = "mentra"


ADDRESSES = {
    Kind.CAMERA: "rtsp://user:password@host/stream",
    Kind.WYOMING: "tcp://host:10700",
    Kind.OMI: "the pendant's Bluetooth address",
    Kind.MENTRA: "the package name of your app",
}
"""What an address looks like, of those that need one."""


def adapter(kind: Kind, address: str, secret: str = "", port: int = 7010) -> Adapter:
    """The adapter of that kind for that address. Loads only what it needs."""
    match kind:
        case Kind.WYOMING:
            from alongside.interfaces.live.adapters.wyoming import Satellite

            return Satellite(address)
        case Kind.OMI:
            from alongside.interfaces.live.adapters.omi import Omi

            return Omi(address)
        case Kind.FRAME:
            from alongside.interfaces.live.adapters.frame import Frame

            return Frame(address)
        case Kind.MENTRA:
            from alongside.interfaces.live.adapters.mentra import Mentra

            return Mentra(address, secret, port)
        case Kind.CAMERA:
            from alongside.interfaces.live.adapters.stream import camera

            return camera(address)
        case Kind.WEBCAM:
            from alongside.interfaces.live.adapters.stream import webcam

            return webcam(address)
        case Kind.MICROPHONE:
            from alongside.interfaces.live.adapters.stream import microphone

            return microphone(address)
