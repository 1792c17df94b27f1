"""Password hashes: argon2id, as OWASP advises for a web service."""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_NOBODY = _hasher.hash("nobody has this password")


def hashed(password: str) -> str:
    """What is stored instead of a password."""
    return _hasher.hash(password)


def matches(stored: str | None, password: str) -> bool:
    """Is it this password? Takes as long when there is no account, so that nobody learns which logins exist."""
    try:
        return _hasher.verify(stored or _NOBODY, password) and stored is not None
    except (VerifyMismatchError, InvalidHashError):
        return False
