"""Tables of collateral; private to the room."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    Named,
    Numeric,
    SmallInteger,
    Table,
    Text,
    TypedColumns,
)
from sqlalchemy.dialects.postgresql import JSONB

from rongqu.infra.row_security import follows, own_data, platform_only
from rongqu.infra.tables import Instant, metadata


class _ItemColumns(TypedColumns):
    id: Named[UUID] = Column(primary_key=True)
    application_id: Named[UUID]
    owner_id: Named[UUID]
    lender_id: Named[UUID]
    kind: Named[str] = Column(Text)
    lending_share: Named[Decimal] = Column(Numeric)
    record: Named[dict[str, str | list[str]]] = Column(JSONB[dict[str, str | list[str]]]())
    kept_at: Named[datetime] = Column(Instant)
    removed_at: Named[datetime | None] = Column(Instant)
    verdict: Named[str | None] = Column(Text)
    judged_value_minor: Named[int | None] = Column(BigInteger)
    judgement_note: Named[str | None] = Column(Text)
    judged_by: Named[UUID | None]
    judged_at: Named[datetime | None] = Column(Instant)
    contract_id: Named[UUID | None]
    pledged_at: Named[datetime | None] = Column(Instant)
    released_at: Named[datetime | None] = Column(Instant)


item = Table(
    "item",
    metadata,
    _ItemColumns,
    CheckConstraint("lending_share >= 0 AND lending_share <= 1", name="lending_share"),
    CheckConstraint("verdict IN ('accepted', 'refused')", name="verdict"),
    CheckConstraint(
        "(verdict IS NULL) = (judged_by IS NULL) AND (verdict IS NULL) = (judged_at IS NULL)",
        name="judgement",
    ),
    CheckConstraint("(contract_id IS NULL) = (pledged_at IS NULL)", name="pledge"),
    Index(None, "application_id"),
    Index(None, "contract_id"),
    Index(None, "lender_id", "id"),
    schema="collateral",
)
"""Records are written in full each time; a judged or pledged one is not written any more."""
own_data(item, "owner_id", "lender_id")


class _QuestionColumns(TypedColumns):
    item_id: Named[UUID] = Column(ForeignKey("collateral.item.id"), primary_key=True)
    peer: Named[str] = Column(Text, primary_key=True)
    occasion: Named[str] = Column(Text, primary_key=True)
    state: Named[str] = Column(Text)
    reason: Named[str | None] = Column(Text)
    attempts: Named[int] = Column(SmallInteger)
    asked_at: Named[datetime] = Column(Instant)
    answered_at: Named[datetime | None] = Column(Instant)
    next_at: Named[datetime | None] = Column(Instant)


peer_question = Table(
    "peer_question",
    metadata,
    _QuestionColumns,
    CheckConstraint("occasion IN ('declared', 'pledged')", name="occasion"),
    CheckConstraint("state IN ('waiting', 'free', 'pledged', 'silent')", name="state"),
    CheckConstraint("(answered_at IS NOT NULL) = (state IN ('free', 'pledged'))", name="answered"),
    schema="collateral",
)
Index(
    "ix_peer_question_due",
    peer_question.c.next_at,
    postgresql_where=peer_question.c.next_at.is_not(None),
)
follows(peer_question, "item_id", item)


class _InquiryColumns(TypedColumns):
    id: Named[UUID] = Column(primary_key=True)
    peer: Named[str] = Column(Text)
    nonce: Named[str] = Column(Text)
    things: Named[int] = Column(Integer)
    pledged: Named[int] = Column(Integer)
    asked_at: Named[datetime] = Column(Instant)


peer_inquiry = Table(
    "peer_inquiry",
    metadata,
    _InquiryColumns,
    CheckConstraint("pledged BETWEEN 0 AND things", name="pledged"),
    Index(None, "peer", "nonce", unique=True),
    Index(None, "peer", "asked_at"),
    schema="collateral",
)
"""What other platforms have asked; append-only. A message is answered once."""
platform_only(peer_inquiry, why="between platforms: whom it is about is not even known")
