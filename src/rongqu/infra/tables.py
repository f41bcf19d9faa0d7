"""What all tables share: one metadata, names of constraints, column types."""

from __future__ import annotations

from typing import Generic, TypeVar

from sqlalchemy import (
    CHAR,
    BigInteger,
    CheckConstraint,
    Column,
    DateTime,
    Dialect,
    MetaData,
    Named,
    Text,
    TypedColumns,
)
from sqlalchemy.types import TypeDecorator

from rongqu.kernel.pii import Pii

P = TypeVar("P", bound=Pii)

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

Instant = DateTime(timezone=True)


class AmountColumns(TypedColumns):
    """Money as stored: whole minor units and the currency they are of."""

    amount_minor: Named[int] = Column(BigInteger)
    currency: Named[str] = Column(CHAR(3))


def currency_check() -> CheckConstraint:
    return CheckConstraint("currency ~ '^[A-Z]{3}$'", name="currency")


class PiiText(TypeDecorator[P], Generic[P]):
    """Personal data in a text column. (The real house encrypts here.)"""

    impl = Text
    cache_ok = True

    def __init__(self, kind: type[P]) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: P | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        return None if value is None else value.reveal()

    def process_result_value(self, value: str | None, dialect: Dialect) -> P | None:  # noqa: ARG002
        return None if value is None else self.kind(value)
