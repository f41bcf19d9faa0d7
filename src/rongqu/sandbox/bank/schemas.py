"""Bodies of the bank's API. Amounts are whole minor units (分) written as strings."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from rongqu.sandbox.bank.faults import Fault

RequestId = Annotated[str, Field(min_length=1, max_length=80)]
Positive = Annotated[str, Field(pattern=r"^[1-9][0-9]{0,14}$")]
NotNegative = Annotated[str, Field(pattern=r"^(0|[1-9][0-9]{0,14})$")]
OrderKind = Literal[
    "payout",
    "collection",
    "withdrawal",
    "top_up",
    "subscription",
    "distribution",
    "trade",
    "share",
    "service",
]
WITH_FEE = frozenset({"payout", "distribution", "service"})


class Body(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class AccountRequest(Body):
    request_id: RequestId
    owner_ref: RequestId
    name: str = Field(min_length=1, max_length=200)


class AccountAnswer(Body):
    account_no: str
    name: str
    status: Literal["open", "closed"]
    available_minor: str
    frozen_minor: str


class NameCheckRequest(Body):
    account_no: str
    name: str


class NameCheckAnswer(Body):
    is_match: bool


class HoldRequest(Body):
    request_id: RequestId
    account_no: str
    amount_minor: Positive

    @property
    def minor(self) -> int:
        return int(self.amount_minor)


class BlockRequest(Body):
    """Nothing is paid out of the account or into it any more, or again."""

    request_id: RequestId
    account_no: str
    blocked: bool


class BlockAnswer(Body):
    account_no: str
    blocked: bool


class OrderRequest(Body):
    """A top-up has no debit account, a withdrawal no credit account: the other side is outside.

    `value_date` is the day on which the order shall count; without it, the day of execution.
    """

    request_id: RequestId
    kind: OrderKind
    debit_account: str | None = None
    credit_account: str | None = None
    credit_name: str | None = None
    amount_minor: Positive
    fee_minor: NotNegative = "0"
    currency: Literal["CNY"]
    value_date: date | None = None

    @model_validator(mode="after")
    def _has_its_sides(self) -> Self:
        wanted = (self.kind != "top_up", self.kind != "withdrawal")
        if (self.debit_account is not None, self.credit_account is not None) != wanted:
            raise ValueError(f"a {self.kind} has other sides")
        if self.fee > self.minor or (self.fee and self.kind not in WITH_FEE):
            raise ValueError("a fee is a part of a payout, a distribution or a service")
        return self

    @property
    def minor(self) -> int:
        return int(self.amount_minor)

    @property
    def fee(self) -> int:
        return int(self.fee_minor)


class OrderAnswer(Body):
    request_id: str
    order_no: str
    kind: OrderKind
    status: Literal["accepted", "settled", "failed"]
    reason: str | None
    amount_minor: str
    fee_minor: str
    settled_on: date | None


class StatementLine(Body):
    number: int
    account_no: str
    amount_minor: str
    booked_on: date
    reference: str
    text: str


class StatementAnswer(Body):
    lines: list[StatementLine]
    closing_minor: str


class ClosingRequest(Body):
    """Until the midnight of this day nothing is booked any more."""

    until_on: date


class IncomingRequest(Body):
    """The outside world pays into an account."""

    account_no: str
    amount_minor: Positive
    payer_name: str = "外部付款人"
    remittance: str = ""
    booked_on: date | None = None

    @property
    def minor(self) -> int:
        return int(self.amount_minor)


class FaultRequest(Body):
    """`matching`: a part of the request id or account it shall hit; empty hits whatever is next."""

    kind: Fault
    matching: str = ""
    times: int = Field(default=1, ge=1, le=10_000)
    reason: str | None = None
    seconds: float | None = Field(default=None, ge=0, le=200_000)


class WeatherRequest(Body):
    seed: int
    rates: dict[Fault, Annotated[float, Field(ge=0, le=1)]]
