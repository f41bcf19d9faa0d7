"""What other rooms may hold of an application."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from rongqu.kernel.files import FileType
from rongqu.kernel.ids import (
    ApplicationId,
    ContractId,
    DocumentId,
    EnterpriseId,
    OrganisationId,
    PaymentOrderId,
    ProductId,
    UserId,
)
from rongqu.kernel.money import Money
from rongqu.kernel.schedule import Structure


class Stage(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    SCREENING = "screening"
    REVIEW = "review"
    DUE_DILIGENCE = "due_diligence"
    APPROVAL = "approval"
    CONTRACT = "contract"
    PAYOUT = "payout"
    ACTIVE = "active"
    CLOSED = "closed"
    RETURNED = "returned"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class Move(StrEnum):
    SUBMIT = "submit"
    SCREEN = "screen"
    SEND_TO_REVIEW = "send_to_review"
    FAST_TRACK = "fast_track"
    PASS_REVIEW = "pass_review"
    PASS_DUE_DILIGENCE = "pass_due_diligence"
    APPROVE = "approve"
    START_PAYOUT = "start_payout"
    ACTIVATE = "activate"
    CLOSE = "close"
    RETURN = "return"
    REJECT = "reject"
    WITHDRAW = "withdraw"
    EXPIRE = "expire"
    REOPEN = "reopen"
    REFER = "refer"
    CALL_OFF = "call_off"


class Side(StrEnum):
    """Whose turn it is."""

    APPLICANT = "applicant"
    PLATFORM = "platform"
    INSTITUTION = "institution"
    BOTH = "both"
    NOBODY = "nobody"


class Lane(StrEnum):
    FAST = "fast"
    NORMAL = "normal"
    MANUAL = "manual"


class RejectReason(StrEnum):
    CONDITIONS = "conditions"
    CREDIT = "credit"
    REPAYMENT_ABILITY = "repayment_ability"
    PURPOSE = "purpose"
    MATERIAL = "material"
    INDUSTRY = "industry"
    EXPOSURE = "exposure"
    SUSPICION = "suspicion"
    OTHER = "other"


class ReturnReason(StrEnum):
    DOCUMENTS = "documents"
    FIGURES = "figures"
    AMOUNT = "amount"
    EXPLANATION = "explanation"


class WithdrawReason(StrEnum):
    NOT_NEEDED = "not_needed"
    BETTER_OFFER = "better_offer"
    TOO_SLOW = "too_slow"
    TERMS = "terms"
    OTHER = "other"


class HeldReason(StrEnum):
    """Why a signed contract is not paid out yet."""

    FUNDS = "funds"
    ACCOUNT = "account"
    BANK = "bank"
    LIMIT = "limit"
    """More than may be paid out at once, or on one day."""
    PRECEDENTS = "precedents"
    """A condition precedent is neither met nor waived."""
    DEPOSIT = "deposit"
    """The lessee's account does not hold the deposit yet."""
    REVIEW = "review"
    """Something was found after the approval that a person has to look at first."""


class AssessmentKind(StrEnum):
    REVIEW = "review"
    DUE_DILIGENCE = "due_diligence"


class CheckResult(StrEnum):
    PASSED = "passed"
    FAILED = "failed"
    NOT_APPLICABLE = "not_applicable"


class QueueView(StrEnum):
    """The shelves of the work queue."""

    WAITING = "waiting"
    NEW = "new"
    LATE = "late"
    DECIDED = "decided"
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicant:
    """The enterprise as it was when it applied."""

    id: EnterpriseId
    name: str
    region_code: str
    industry_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PinnedProduct:
    """The version of the product that the application was started from."""

    id: ProductId
    version: int
    kind: str
    name: str
    name_en: str
    institution_id: OrganisationId


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is asked for; a draft may leave any of it open. `purpose` is one the product names."""

    amount: Money | None = None
    term_months: int | None = None
    purpose: str | None = None
    explanation: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MissedCondition:
    """As it was at screening; `actual` None: nobody knows. Numbers in the unit of the fact."""

    fact: str
    op: str
    needed: str
    actual: str | None
    gap: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Screening:
    """What the machine found on submission."""

    lane: Lane
    score: int | None
    grade: str | None
    missed: tuple[MissedCondition, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    reason: HeldReason
    detail: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """A lender's offer that the applicant has accepted: it binds the price. By it no more than
    `amount` is granted, and for no other term."""

    offer_id: UUID
    amount: Money
    term_months: int
    yearly_rate: Decimal
    fee_bps: int
    conditions: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    id: ApplicationId
    applicant: Applicant
    product: PinnedProduct
    wish: Wish
    stage: Stage
    version: int
    assignee_id: UserId | None
    deadline_at: datetime | None
    late_at: datetime | None
    screening: Screening | None
    contract_id: ContractId | None
    payout_order_id: PaymentOrderId | None
    hold: Hold | None
    outstanding: Money | None
    waived: Money | None
    """Of the fee, by a coupon: so much less is taken at the payout."""
    created_at: datetime
    moved_at: datetime
    submitted_at: datetime | None
    decided_at: datetime | None
    agreed: Agreed | None = None

    @property
    def asked(self) -> Money:
        """The amount, of an application that has been submitted and so is complete."""
        if self.wish.amount is None:
            raise ValueError("a draft may leave the amount open")
        return self.wish.amount

    @property
    def asked_months(self) -> int:
        if self.wish.term_months is None:
            raise ValueError("a draft may leave the term open")
        return self.wish.term_months

    @property
    def parties(self) -> tuple[UUID, ...]:
        """Whom its events concern: before submission the applicant alone."""
        if self.submitted_at is None:
            return (self.applicant.id,)
        return (self.applicant.id, self.product.institution_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One line of the trace: a move, or something that happened within a stage."""

    number: int
    at: datetime
    actor_id: UserId
    side: Side
    what: str
    from_stage: Stage | None
    to_stage: Stage
    reason_code: str | None
    note: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    id: DocumentId
    application_id: ApplicationId
    kind: str
    name: str
    file_type: FileType
    size: int
    sha256: str
    storage_key: str
    uploaded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """What a person found in review or due diligence; not shown to the applicant."""

    id: UUID
    kind: AssessmentKind
    author_id: UserId
    note: str
    checklist: dict[str, CheckResult] = field(default_factory=dict[str, CheckResult])
    recorded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """The terms an institution stands to: amount, price, term and what they depend on."""

    contract_id: ContractId
    amount: Money
    yearly_rate: Decimal
    day_count: str
    term_months: int
    method: str
    fee: Money
    structure: Structure
    conditions: str | None
    approved_by: UserId
    approved_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupBasis:
    """The enterprise with its related companies: what they owe, and what may still be approved."""

    members: int
    ceiling: Money
    exposure: Money

    @property
    def limit(self) -> Money:
        return max(self.ceiling - self.exposure, Money.zero(self.ceiling.currency))


CALL_OFF = "origination.call_off_payout"
"""The stored command; `handlers.py` says what it does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallingOff:
    """`note` is for the company."""

    application_id: ApplicationId
    note: str | None


class PrecedentKind(StrEnum):
    STATED = "stated"
    """As whoever approved has put it."""
    GUARANTEE_LETTER = "guarantee_letter"
    """What a guarantor who is not on the platform has signed on paper; `what` says which."""

    @property
    def needs_paper(self) -> bool:
        return self is PrecedentKind.GUARANTEE_LETTER


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPrecedent:
    what: str
    kind: PrecedentKind = PrecedentKind.STATED


class PrecedentState(StrEnum):
    OPEN = "open"
    MET = "met"
    WAIVER_ASKED = "waiver_asked"
    WAIVED = "waived"


@dataclass(frozen=True, slots=True, kw_only=True)
class Precedent:
    """A condition precedent 放款前提条件: nothing is paid out until it is met, or two people have
    waived it. `acted_by`, `acted_at` and `note`: of the last step; `waived_by`: of the second."""

    id: UUID
    contract_id: ContractId
    kind: PrecedentKind
    what: str
    state: PrecedentState
    document_id: DocumentId | None
    note: str | None
    acted_by: UserId | None
    acted_at: datetime | None
    waived_by: UserId | None
    waived_at: datetime | None

    @property
    def is_settled(self) -> bool:
        return self.state in {PrecedentState.MET, PrecedentState.WAIVED}


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalBasis:
    """What could be approved today, and the numbers behind the limit."""

    limit: Money
    grade_limit: Money
    net_assets_limit: Money
    exposure: Money
    """On the platform; `owed_elsewhere` is what is known to be owed outside of it."""
    owed_elsewhere: Money
    group: GroupBasis
    yearly_rate: Decimal
    day_count: str
    method: str
    fee_bps: int
    min_amount: Money
    max_amount: Money
    min_term_months: int
    max_term_months: int
    lending_value: Money | None
    """How much may be lent on what was accepted as security; None: the product wants none."""
    structure: Structure
    """On the amount that is asked for."""
    green_discount: Decimal
    """What the accepted carbon data have taken off the rate."""
