"""Signature files made for tests: a certificate of an invented person and a detached CMS over given bytes."""

from datetime import UTC, datetime

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization.pkcs7 import PKCS7Options, PKCS7SignatureBuilder
from cryptography.x509.oid import NameOID

OWNER = (("SURNAME", "Мельник"), ("GIVEN_NAME", "Ирина Павловна"), ("COMMON_NAME", "Управление образования"))


def signed(data: bytes) -> bytes:
    """A detached signature of `data` in DER."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(getattr(NameOID, part), text) for part, text in OWNER])
    issuer = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Удостоверяющий центр «Пример»")])
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(issuer).public_key(key.public_key())
    builder = builder.serial_number(0x01A2B3C4D5E6F708)
    builder = builder.not_valid_before(datetime(2022, 1, 10, tzinfo=UTC))
    builder = builder.not_valid_after(datetime(2023, 4, 10, tzinfo=UTC))
    certificate = builder.sign(key, hashes.SHA256())
    made = PKCS7SignatureBuilder().set_data(data).add_signer(certificate, key, hashes.SHA256())
    return made.sign(serialization.Encoding.DER, [PKCS7Options.DetachedSignature, PKCS7Options.Binary])
