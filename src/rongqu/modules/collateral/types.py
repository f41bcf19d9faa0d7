"""What other rooms may hold of collateral."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from rongqu.kernel.collateral import CollateralKind
from rongqu.kernel.ids import ApplicationId, ContractId, OrganisationId, UserId
from rongqu.kernel.money import Money

CURRENCY = "CNY"

Written = Mapping[str, str | list[str]]
"""A record as it was written: numbers, amounts and days as text, several lines as a list."""


class FieldKind(StrEnum):
    """How the value of a field is written."""

    TEXT = "text"
    NUMBER = "number"
    DECIMAL = "decimal"
    AMOUNT = "amount"
    SHARE = "share"
    DATE = "date"
    CHOICE = "choice"
    USCC = "uscc"
    LINES = "lines"
    """Several numbers, each on a line of its own: ear-tags."""
    HOLDERS = "holders"
    """A cap table: on each line a name and its share, "王芳 0.35"."""


class CheckKind(StrEnum):
    NOT_IN_FUTURE = "not_in_future"
    NOT_PAST = "not_past"
    COVERS_LOAN = "covers_loan"
    """Does not end before the loan does."""
    RECENT = "recent"
    AT_MOST = "at_most"
    AT_MOST_OTHER = "at_most_other"
    COUNTED = "counted"
    """As many lines as the number says."""
    NOT_OWNER = "not_owner"
    """Nobody owes to himself."""
    ADDS_UP = "adds_up"
    ON_RECORD = "on_record"
    """The owner's tax data do not contradict: not void, no less, the same buyer."""
    HELD = "held"
    """The holder has at least the share that is pledged."""


class Occasion(StrEnum):
    """Why peers are asked about a thing."""

    DECLARED = "declared"
    PLEDGED = "pledged"


class PeerState(StrEnum):
    """What is known of a thing at a peer. Silence says nothing: it is not `free`."""

    WAITING = "waiting"
    FREE = "free"
    PLEDGED = "pledged"
    SILENT = "silent"

    @classmethod
    def final(cls) -> frozenset[PeerState]:
        return frozenset({cls.FREE, cls.PLEDGED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a peer is asked: about one thing, on one occasion."""

    item_id: UUID
    peer: str
    occasion: Occasion


@dataclass(frozen=True, slots=True, kw_only=True)
class DueQuestion:
    question: Question
    fingerprints: frozenset[bytes]
    """Of what is to be asked: a herd has one for each ear-tag."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerAnswer:
    """A question as it stands. `next_at`: when it is asked again by itself."""

    question: Question
    application_id: ApplicationId
    owner_id: OrganisationId
    lender_id: OrganisationId
    kind: CollateralKind
    state: PeerState
    reason: str | None
    attempts: int
    asked_at: datetime
    answered_at: datetime | None
    next_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry:
    """What a peer asks, once its signature was found right. `nonce` tells its messages apart."""

    peer: str
    key: bytes = field(repr=False)
    nonce: str
    day: date
    hashes: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredInquiry:
    """What a peer has asked and was told, in numbers: hashes of a day say nothing later."""

    id: UUID
    peer: str
    things: int
    pledged: int
    asked_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerDealings:
    """What a peer was asked about things here, and what it has asked of us."""

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


class Verdict(StrEnum):
    ACCEPTED = "accepted"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldSpec:
    name: str
    kind: FieldKind
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """`limit` is a policy; `other` the field that it is compared with."""

    check: CheckKind
    field: str
    other: str | None = None
    limit: str | None = None

    @property
    def code(self) -> str:
        return f"{self.check}:{self.field}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """Names of fields: amount x times x share x (1 - loss) - less, and that written down evenly
    over `life_months` to `residual`."""

    amount: str
    times: str | None = None
    share: str | None = None
    loss: str | None = None
    less: str | None = None
    life_months: str | None = None
    residual: str | None = None
    since: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkSpec:
    """Which fields tell this thing from all others; `serial` may have several lines."""

    asset: str
    issuer: str
    serial: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KindSpec:
    kind: CollateralKind
    fields: tuple[FieldSpec, ...]
    checks: tuple[Check, ...]
    worth: Worth | None
    """None: it secures nothing by itself, such as carbon data."""
    mark: MarkSpec


@dataclass(frozen=True, slots=True, kw_only=True)
class Invoiced:
    gross: Money
    buyer_code: str
    is_good: bool
    """Neither void, nor taken back, nor refused by the tax bureau."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What checks compare with: today, the last day of the loan, whose it is, policy limits."""

    today: date
    loan_ends_on: date
    owner_uscc: str
    limits: Mapping[str, Decimal]
    invoices: Mapping[str, tuple[Invoiced, ...]] = field(
        default_factory=dict[str, tuple["Invoiced", ...]]
    )
    """By number, what the owner's tax data hold; a number that is not there is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What a person of the lender thinks of it; `value` may be lower than the computed one."""

    verdict: Verdict
    value: Money | None
    note: str | None
    by: UserId
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A thing that is to secure a loan. `lending_share` is the product's for its kind."""

    id: UUID
    application_id: ApplicationId
    owner_id: OrganisationId
    lender_id: OrganisationId
    kind: CollateralKind
    lending_share: Decimal
    record: Written
    judgement: Judgement | None = None
    contract_id: ContractId | None = None
    pledged_at: datetime | None = None
    released_at: datetime | None = None
    kept_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Valued:
    """An item as it stands today. `failing` are codes of checks."""

    item: Item
    failing: tuple[str, ...]
    value: Money
    lending_value: Money

    @property
    def is_sound(self) -> bool:
        return not self.failing

    @property
    def counts(self) -> bool:
        judgement = self.item.judgement
        return self.is_sound and judgement is not None and judgement.verdict is Verdict.ACCEPTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """The application that a thing is for, as the room that asks knows it."""

    application_id: ApplicationId
    owner_id: OrganisationId
    lender_id: OrganisationId
    term_months: int
    lending_shares: Mapping[CollateralKind, Decimal] = field(
        default_factory=dict[CollateralKind, Decimal]
    )
    """By kind, what the product asks for."""
