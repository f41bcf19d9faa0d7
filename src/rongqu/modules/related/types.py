"""Links between companies, the groups they make, and debts elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from rongqu.kernel.ids import EnterpriseId, UserId
from rongqu.kernel.money import Money


class LinkKind(StrEnum):
    """How two companies hang together.

    商业银行大额风险暴露管理办法 (银保监会令〔2018〕1号), articles 4 and 5: one controls the
    other, both are controlled by a third, or one depends on the other economically.
    """

    CONTROL = "control"
    CONTROLLER = "controller"
    OWNERSHIP = "ownership"
    DEPENDENCE = "dependence"
    GUARANTEE = "guarantee"
    PHONE = "phone"
    ADDRESS = "address"
    DEVICE = "device"
    ACCOUNT = "account"


WEAK = frozenset({LinkKind.PHONE, LinkKind.ADDRESS, LinkKind.DEVICE, LinkKind.ACCOUNT})
"""A bookkeeper's phone or an office block is shared by strangers: two such signs make a link."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """`share` only of ownership and dependence; `by` is nobody where the platform found it."""

    id: UUID
    left: EnterpriseId
    right: EnterpriseId
    kind: LinkKind
    share: Decimal | None
    evidence: str
    noted_by: UserId
    noted_at: datetime
    ended_at: datetime | None


class DebtSource(StrEnum):
    DECLARED = "declared"
    CREDIT_REPORT = "credit_report"
    PEER = "peer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Debt:
    """Owed to somebody outside of the platform, until it is settled."""

    id: UUID
    enterprise_id: EnterpriseId
    lender: str
    source: DebtSource
    amount: Money
    as_of: date
    noted_by: UserId
    noted_at: datetime
    settled_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A company and all that hang together with it; alone it is its own group."""

    id: EnterpriseId
    members: tuple[EnterpriseId, ...]
