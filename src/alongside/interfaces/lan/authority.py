"""A certificate authority of one life, and the certificates of its server (RFC 5280).

Whoever trusts the authority trusts it for private addresses and `.local` names alone: its name
constraints are critical, so that even its stolen key is worth nothing against any site of the web.
"""

from __future__ import annotations

import ssl
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

CERTIFICATE, KEY = "authority.crt", "authority.key"
AUTHORITY_LIFE = timedelta(days=3650)
SERVER_LIFE = timedelta(days=90)
EARLIER = timedelta(days=1)
"""Clocks of phones may be slow."""
PRIVATE = ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "fc00::/7")
LOCAL = "local"


@dataclass(frozen=True, slots=True)
class Authority:
    """Signs certificates for this life's server; devices trust it."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    @property
    def der(self) -> bytes:
        """The certificate as devices take it."""
        return self.certificate.public_bytes(serialization.Encoding.DER)

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the certificate in pairs of digits, to compare on two screens."""
        return self.certificate.fingerprint(hashes.SHA256()).hex(":").upper()

    def server(self, names: Sequence[str], now: datetime) -> ssl.SSLContext:
        """TLS for a server with these addresses and names. Touches the disk.

        Its key is made anew each time and lies in a private folder only while it is read.
        """
        key = ec.generate_private_key(ec.SECP256R1())
        certificate = self._sign(key, names, now)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        with tempfile.TemporaryDirectory(prefix="alongside-") as folder:
            path = Path(folder) / "server.pem"
            path.touch(mode=0o600)
            path.write_bytes(_pem(key) + _pem_of(certificate) + _pem_of(self.certificate))
            context.load_cert_chain(path)
        return context

    def _sign(
        self, key: ec.EllipticCurvePrivateKey, names: Sequence[str], now: datetime
    ) -> x509.Certificate:
        usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH])
        builder = _builder("Alongside", self.certificate.subject, key, now, SERVER_LIFE)
        builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), True)
        builder = builder.add_extension(usage, False)
        called = x509.SubjectAlternativeName([_name(name) for name in names])
        builder = builder.add_extension(called, False)
        issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key())
        return builder.add_extension(issuer, False).sign(self.key, hashes.SHA256())


def authority(folder: Path, secret: bytes, now: datetime) -> Authority:
    """The authority kept in the folder, its key sealed with `secret`; made where there is none.

    One that can't be opened, or ends soon, gives way to a new one, which must be trusted again.
    Touches the disk.
    """
    try:
        return _load(folder, secret, now)
    except (OSError, ValueError, TypeError):
        made = _make(now)
        _save(folder, made, secret)
        return made


def _load(folder: Path, secret: bytes, now: datetime) -> Authority:
    certificate = x509.load_pem_x509_certificate((folder / CERTIFICATE).read_bytes())
    sealed = (folder / KEY).read_bytes()
    key = serialization.load_pem_private_key(sealed, secret.hex().encode())
    if not isinstance(key, ec.EllipticCurvePrivateKey) or key.public_key() != _public(certificate):
        raise ValueError("the authority's key is another's")
    if certificate.not_valid_after_utc < now + SERVER_LIFE:
        raise ValueError("the authority ends soon")
    return Authority(certificate, key)


def _make(now: datetime) -> Authority:
    key = ec.generate_private_key(ec.SECP256R1())
    called = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Alongside (your own computer)")])
    builder = _builder("", called, key, now, AUTHORITY_LIFE).subject_name(called)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), True)
    permitted = [x509.IPAddress(ip_network(network)) for network in PRIVATE]
    constraints = x509.NameConstraints([*permitted, x509.DNSName(LOCAL)], None)
    builder = builder.add_extension(constraints, True)
    return Authority(
        builder.add_extension(_SIGNS, True).sign(key, hashes.SHA256()),
        key,
    )


_SIGNS = x509.KeyUsage(
    digital_signature=False,
    content_commitment=False,
    key_encipherment=False,
    data_encipherment=False,
    key_agreement=False,
    key_cert_sign=True,
    crl_sign=True,
    encipher_only=False,
    decipher_only=False,
)


def _builder(
    subject: str,
    issuer: x509.Name,
    key: ec.EllipticCurvePrivateKey,
    now: datetime,
    life: timedelta,
) -> x509.CertificateBuilder:
    made = x509.CertificateBuilder().issuer_name(issuer).public_key(key.public_key())
    made = made.serial_number(x509.random_serial_number())
    made = made.not_valid_before(now - EARLIER).not_valid_after(now + life)
    known_by = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    made = made.add_extension(known_by, False)
    if subject:
        made = made.subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, subject)]))
    return made


def _name(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def _public(certificate: x509.Certificate) -> object:
    return certificate.public_key()


def _save(folder: Path, made: Authority, secret: bytes) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    sealed = made.key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(secret.hex().encode()),
    )
    path = folder / KEY
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    path.write_bytes(sealed)
    (folder / CERTIFICATE).write_bytes(_pem_of(made.certificate))


def _pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def _pem_of(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)
