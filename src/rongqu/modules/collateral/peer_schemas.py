"""Bodies of the protocol between platforms, and of what staff see of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, Field

from rongqu.modules.collateral.ports import AT_ONCE
from rongqu.modules.collateral.types import AnsweredInquiry, PeerDealings

Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class PeerInquiryBody(BaseModel):
    """`hashes`: of things, HMAC-SHA256 with the agreed key over the day and a fingerprint each."""

    day: date
    hashes: Annotated[list[Hash], Field(max_length=AT_ONCE)]


class PledgedBody(BaseModel):
    """Those of the hashes whose things are pledged; the others are free, or not known here."""

    pledged: list[Hash]

    @classmethod
    def of(cls, told: Collection[str]) -> Self:
        return cls(pledged=sorted(told))


class AnsweredInquiryBody(BaseModel):
    id: UUID
    peer: str
    things: int
    pledged: int
    asked_at: datetime

    @classmethod
    def of(cls, inquiry: AnsweredInquiry) -> Self:
        return cls(
            id=inquiry.id,
            peer=inquiry.peer,
            things=inquiry.things,
            pledged=inquiry.pledged,
            asked_at=inquiry.asked_at,
        )


class PeerDealingsBody(BaseModel):
    """`answered`, `silent`, `found_there`: our questions. `asked_...`, `found_here`: theirs, in
    things."""

    peer: str
    is_asked: bool
    may_ask: bool
    answered: int
    silent: int
    found_there: int
    asked_today: int
    asked_ever: int
    found_here: int
    last_asked_at: datetime | None

    @classmethod
    def of(cls, dealings: PeerDealings) -> Self:
        return cls(
            peer=dealings.peer,
            is_asked=dealings.is_asked,
            may_ask=dealings.may_ask,
            answered=dealings.answered,
            silent=dealings.silent,
            found_there=dealings.found_there,
            asked_today=dealings.asked_today,
            asked_ever=dealings.asked_ever,
            found_here=dealings.found_here,
            last_asked_at=dealings.last_asked_at,
        )


class PeersOfPledgesBody(BaseModel):
    """`things_a_day`: about so many each may ask."""

    items: list[PeerDealingsBody]
    things_a_day: int

    @classmethod
    def of(cls, dealings: Sequence[PeerDealings], things_a_day: int) -> Self:
        return cls(
            items=[PeerDealingsBody.of(each) for each in dealings], things_a_day=things_a_day
        )
