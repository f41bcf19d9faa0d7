"""Frozen records and enums of exits that cross its door."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import NewType
from uuid import UUID

from rongqu.kernel.ids import HoldId, OfferingId, OrganisationId
from rongqu.kernel.money import Money

ExitId = NewType("ExitId", UUID)


class ExitKind(StrEnum):
    BUY_BACK = "buy_back"
    """回购: the issuer buys a part back, of those holders who accept."""
    CONTROL = "control"
    """控制权转让: the company is sold; if enough accept, all are paid out of the price."""
    LIQUIDATION = "liquidation"
    """清算: what is left is shared by rank, once a second person has agreed to the figures."""


class ExitStatus(StrEnum):
    """README.md draws the life cycle."""

    ASKING = "asking"
    APPROVING = "approving"
    PAYING = "paying"
    DONE = "done"
    LAPSED = "lapsed"


class Lapse(StrEnum):
    """Why nothing came of it."""

    WITHDRAWN = "withdrawn"
    DECLINED = "declined"
    REJECTED = "rejected"
    CHANGED = "changed"
    """Something was paid back meanwhile: the figures were for more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tender:
    """The issuer buys `units` of principal back, at `price` for 1 yuan, interest included."""

    price: Decimal
    units: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Of somebody who is paid before the holders; rank 1 comes first."""

    name: str
    rank: int
    owed: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Sale:
    """`proceeds` go to the claims, then to the holders: their principal, the `preferred_rate` of a
    year since they had interest last, and `holders_share` of what is left."""

    proceeds: Money
    claims: tuple[Claim, ...]
    preferred_rate: Decimal
    holders_share: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class NewExit:
    """The command. The caller makes the id: the same again is harmless. `closes_at`: until when the
    holders answer, of all but a liquidation."""

    id: ExitId
    offering_id: OfferingId
    kind: ExitKind
    why: str
    closes_at: datetime | None
    terms: Tender | Sale


class LineKind(StrEnum):
    CLAIM = "claim"
    PRINCIPAL = "principal"
    PREFERRED = "preferred"
    COMMON = "common"
    OWNERS = "owners"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A step of the waterfall. `owed` None: a share of what is left."""

    kind: LineKind
    name: str | None
    rank: int | None
    owed: Money | None
    paid: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What an exit is computed from: who holds how much, and since when interest is due."""

    holders: Mapping[OrganisationId, int]
    outstanding: Money
    since: date
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """`amount`: the most that the holders get; `offered`: what each is asked about."""

    units: Money
    amount: Money
    lines: tuple[Line, ...]
    offered: Mapping[OrganisationId, Money]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exit:
    id: ExitId
    offering_id: OfferingId
    issuer_id: OrganisationId
    kind: ExitKind
    why: str
    price: Decimal | None
    proceeds: Money | None
    units: Money
    amount: Money
    lines: tuple[Line, ...]
    hold_id: HoldId | None
    """What has set `amount` aside until it is paid or has lapsed."""
    status: ExitStatus
    lapse: Lapse | None
    proposed_at: datetime
    closes_at: datetime | None
    ended_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    units: Money
    accepts: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Liquidation:
    """What is agreed to when a liquidation is approved."""

    exit_id: ExitId
    offering_id: OfferingId


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitPolicy:
    least_price: Decimal
    highest_price: Decimal
    answer_days: int
    consent: Decimal
    """Of all units so many have to accept before a sale of the company binds everybody."""
