"""What all tables share: one metadata, names of constraints, column types."""

from __future__ import annotations

from typing import Generic, TypeVar

from sqlalchemy import (
    CHAR,
    BigInteger,
    CheckConstraint,
    Column,
    Dialect,
    LargeBinary,
    Named,
    TypedColumns,
)
from sqlalchemy.types import TypeDecorator

from rongqu.infra.encryption import ciphers
from rongqu.infra.metadata import Instant as Instant
from rongqu.infra.metadata import metadata as metadata
from rongqu.kernel.pii import Pii

P = TypeVar("P", bound=Pii)


class AmountColumns(TypedColumns):
    """Money as stored: whole minor units and the currency they are of."""

    amount_minor: Named[int] = Column(BigInteger)
    currency: Named[str] = Column(CHAR(3))


def currency_check() -> CheckConstraint:
    return CheckConstraint("currency ~ '^[A-Z]{3}$'", name="currency")


class PiiText(TypeDecorator[P], Generic[P]):
    """Personal data, encrypted: AES-256-GCM under the database's data key in force."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, kind: type[P]) -> None:
        super().__init__()
        self.kind = kind

    @property
    def purpose(self) -> str:
        return self.kind.__name__

    def process_bind_param(self, value: P | None, dialect: Dialect) -> bytes | None:
        if value is None:
            return None
        return ciphers.encrypt(dialect, value.reveal().encode(), self.purpose)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> P | None:  # noqa: ARG002
        if value is None:
            return None
        return self.kind(ciphers.decrypt(value, self.purpose).decode())


class SecretBytes(TypeDecorator[bytes]):
    """A secret of the platform's own, such as that of an authenticator app, encrypted likewise."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, purpose: str) -> None:
        super().__init__()
        self.purpose = purpose

    def process_bind_param(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        return None if value is None else ciphers.encrypt(dialect, value, self.purpose)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> bytes | None:  # noqa: ARG002
        return None if value is None else ciphers.decrypt(value, self.purpose)
