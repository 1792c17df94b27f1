"""A detached signature (.sig, .p7s): who its certificate says signed, and which bytes it was made for.

Nothing is said of trust: no chain of certificates is followed, no revocation list asked, no mathematics of the
signature checked. Russian certificates of GOST algorithms are read like any other.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from asn1crypto import cms

from review.errors import BadInput, TooLarge

if TYPE_CHECKING:
    from datetime import datetime

LARGEST = 1 << 20
ARMOUR = re.compile(rb"-----BEGIN [A-Z0-9 ]+-----(.*?)-----END [A-Z0-9 ]+-----", re.DOTALL)
DIGESTS = ("sha1", "sha224", "sha256", "sha384", "sha512")
HINT = "Приложите отсоединённую подпись в формате CMS (файл .sig или .p7s)."


@dataclass(frozen=True, slots=True)
class SignatureFile:
    """What a signature file says of itself."""

    serial: str
    owner: str
    issuer: str
    valid_from: datetime
    valid_to: datetime
    fingerprint: str
    algorithm: str  # of the digest: "sha256", or a number where hashlib knows none
    digest: bytes  # of the signed bytes

    def covers(self, data: bytes) -> bool | None:
        """Was it made for these bytes? None: its digest is one we cannot compute (GOST R 34.11)."""
        if self.algorithm not in DIGESTS:
            return None
        return hashlib.new(self.algorithm, data, usedforsecurity=False).digest() == self.digest


def read_signature(data: bytes) -> SignatureFile:
    """Raises BadInput, TooLarge."""
    if len(data) > LARGEST:
        raise TooLarge("Файл подписи слишком велик.", HINT)
    try:
        return _read(_der(data))
    except (ValueError, TypeError, KeyError, IndexError, binascii.Error) as error:
        raise BadInput("Это не файл электронной подписи.", HINT) from error


def _der(data: bytes) -> bytes:
    """The bytes themselves: files come as DER, as PEM, or as bare base64."""
    armoured = ARMOUR.search(data)
    if armoured is not None:
        return base64.b64decode(armoured[1])
    return data if data[:1] == b"\x30" else base64.b64decode(b"".join(data.split()), validate=True)


def _read(der: bytes) -> SignatureFile:
    info = cms.ContentInfo.load(der, strict=True)
    if info["content_type"].native != "signed_data":
        raise ValueError(info["content_type"].native)
    content = info["content"]
    signer = content["signer_infos"][0]
    certificate = _certificate(content, signer)
    algorithm, digest = _digest(content, signer)
    return SignatureFile(
        serial=f"{certificate.serial_number:X}",
        owner=_name(certificate.subject.native),
        issuer=_name(certificate.issuer.native),
        valid_from=certificate["tbs_certificate"]["validity"]["not_before"].native,
        valid_to=certificate["tbs_certificate"]["validity"]["not_after"].native,
        fingerprint=hashlib.sha256(certificate.dump()).hexdigest(),
        algorithm=algorithm,
        digest=digest,
    )


def _certificate(content: Any, signer: Any) -> Any:  # noqa: ANN401 - asn1crypto ships no types
    """The signer's own certificate among those of its chain."""
    known = [one.chosen for one in content["certificates"] if one.name == "certificate"]
    serial = signer["sid"].chosen["serial_number"].native if signer["sid"].name == "issuer_and_serial_number" else None
    own = [one for one in known if serial is None or one.serial_number == serial]
    return own[0]


def _digest(content: Any, signer: Any) -> tuple[str, bytes]:  # noqa: ANN401 - as above
    algorithm = str(signer["digest_algorithm"]["algorithm"].native)
    for attribute in signer["signed_attrs"]:
        if attribute["type"].native == "message_digest":
            return algorithm, bytes(attribute["values"][0].native)
    enclosed = content["encap_content_info"]["content"].native
    if enclosed is None or algorithm not in DIGESTS:
        return "", b""
    return algorithm, hashlib.new(algorithm, enclosed, usedforsecurity=False).digest()


def _name(told: dict[str, Any]) -> str:
    """A person's surname and given name where the certificate has them, else its common name."""
    person = " ".join(str(told[key]) for key in ("surname", "given_name") if told.get(key))
    return person or str(told.get("common_name") or told.get("organization_name") or "")
