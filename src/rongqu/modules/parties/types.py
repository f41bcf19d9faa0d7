"""What other rooms may hold of parties."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from rongqu.kernel.ids import EnterpriseId, ImportId, InvoiceId, OrganisationId, UserId
from rongqu.kernel.money import Money
from rongqu.kernel.pii import PersonName
from rongqu.kernel.uscc import Uscc


class Purpose(StrEnum):
    """Why a higher room looks at an enterprise that is not the actor's own.

    The room names it after it has checked its own case: the actor is a party to that application,
    contract or loan. Parties cannot check that: it knows no applications.
    """

    APPLICATION = "application"
    SCORE = "score"
    MATCHING = "matching"
    CONTRACT = "contract"
    LOAN = "loan"
    NOTICE = "notice"
    OVERVIEW = "overview"


@dataclass(frozen=True, slots=True, kw_only=True)
class FinancialFigures:
    """Of one calendar year, as the enterprise states them. Only liabilities and revenue are
    never negative."""

    year: int
    revenue: Money
    net_assets: Money
    net_profit: Money
    total_liabilities: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class EnterpriseProfile:
    """What is entered: at registration and at every later update."""

    name: str
    industry_code: str
    region_code: str
    founded_on: date
    registered_capital: Money
    employees: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EnterpriseRegistration:
    """The command. An enterprise is one organisation: both carry the same id."""

    id: EnterpriseId
    uscc: str
    profile: EnterpriseProfile
    alias: str | None = None
    """The name under which import files know it, such as "F0001"; only for test companies."""
    is_test: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Enterprise:
    id: EnterpriseId
    name: str
    uscc: Uscc
    industry_code: str
    region_code: str
    founded_on: date
    registered_capital: Money
    employees: int
    is_test: bool
    registered_at: datetime
    figures: FinancialFigures | None
    """Of the latest year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EnterpriseFilter:
    """A province takes in its cities, a section its divisions; words are part of the name, or the
    whole code."""

    region_code: str | None = None
    industry_code: str | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """As the public register names it."""

    id: OrganisationId
    name: str
    uscc: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyName:
    """How a party is called, to be compared with lists. Masks itself: it may be a person's."""

    id: OrganisationId
    kind: str
    """enterprise, institution or investor."""
    name: PersonName
    is_person: bool


class InstitutionKind(StrEnum):
    BANK = "bank"
    LEASING = "leasing"
    FACTORING = "factoring"
    GUARANTEE = "guarantee"
    PARK = "park"
    """产业园区: lends nothing, and puts its companies forward."""
    LAW_FIRM = "law_firm"
    ACCOUNTING_FIRM = "accounting_firm"
    APPRAISER = "appraiser"
    """These three lend nothing either: they offer services."""

    @property
    def is_lender(self) -> bool:
        return self not in NO_LENDERS


NO_LENDERS = frozenset(
    {
        InstitutionKind.PARK,
        InstitutionKind.LAW_FIRM,
        InstitutionKind.ACCOUNTING_FIRM,
        InstitutionKind.APPRAISER,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class InstitutionRegistration:
    id: OrganisationId
    name: str
    kind: InstitutionKind
    uscc: str
    region_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Institution:
    id: OrganisationId
    name: str
    kind: InstitutionKind
    uscc: Uscc
    region_code: str


class InvestorKind(StrEnum):
    PERSON = "person"
    COMPANY = "company"


@dataclass(frozen=True, slots=True, kw_only=True)
class InvestorRegistration:
    """A company states its code, a person has none."""

    id: OrganisationId
    name: PersonName
    kind: InvestorKind
    uscc: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Investor:
    """The name is personal data: most investors are people."""

    id: OrganisationId
    name: PersonName
    kind: InvestorKind
    uscc: Uscc | None


class Direction(StrEnum):
    INPUT = "input"
    """进项: the enterprise is the buyer."""
    OUTPUT = "output"
    """销项: the enterprise is the seller."""


class InvoiceStatus(StrEnum):
    """Goes only forward: an invoice once void never becomes valid again."""

    VALID = "valid"
    OFFSET = "offset"
    """已红冲: a red-letter invoice takes it back; that one is a line of its own, and negative."""
    ABNORMAL = "abnormal"
    """异常、失控: the tax bureau does not accept it."""
    VOID = "void"


@dataclass(frozen=True, slots=True, kw_only=True)
class Invoice:
    id: InvoiceId
    direction: Direction
    code: str
    number: str
    issued_on: date
    partner: str
    partner_code: str
    net: Money
    tax: Money
    status: InvoiceStatus

    @property
    def is_red(self) -> bool:
        return self.net.is_negative()


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceFilter:
    direction: Direction | None = None
    status: InvoiceStatus | None = None
    from_day: date | None = None
    until_day: date | None = None
    only_red: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceMonth:
    """`count` holds all invoices of the month, void and red ones included; `net` and `tax` leave
    void and abnormal ones out, and red ones subtract."""

    month: date
    direction: Direction
    net: Money
    tax: Money
    count: int
    void_count: int
    red_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """A counterparty with what was traded, net of tax, without void and abnormal invoices."""

    code: str
    name: str
    net: Money
    count: int
    last_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Concentration:
    """How much depends on few partners. Over the partners whose sum is positive.

    `herfindahl` is the sum of the squared shares: 1 for a single partner, towards 0 for many.
    """

    partner_count: int
    total: Money
    largest: Money
    largest_five: Money
    herfindahl: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceProfile:
    """What the invoices of an enterprise tell, read at one instant."""

    enterprise_id: EnterpriseId
    months: tuple[InvoiceMonth, ...]
    output: Concentration
    input: Concentration
    first_on: date | None
    last_on: date | None


class ImportStatus(StrEnum):
    RECEIVING = "receiving"
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    REFUSED = "refused"
    """The whole file: it is not what it claims to be. Nothing was written."""
    CANCELLED = "cancelled"
    """What was taken in before stays: each line is complete in itself."""


class LineReason(StrEnum):
    """Why a line was refused. The words are in `reference/line_reasons.csv` and in the locales."""

    CELL_COUNT = "cell_count"
    NUMBER_DAMAGED = "number_damaged"
    NUMBER_INVALID = "number_invalid"
    DATE_MISSING = "date_missing"
    DATE_UNREADABLE = "date_unreadable"
    DATE_IN_FUTURE = "date_in_future"
    DATE_BEFORE_1994 = "date_before_1994"
    AMOUNT_MISSING = "amount_missing"
    AMOUNT_UNREADABLE = "amount_unreadable"
    AMOUNT_DECIMALS = "amount_decimals"
    AMOUNT_TOO_LARGE = "amount_too_large"
    TOTAL_WRONG = "total_wrong"
    STATUS_MISSING = "status_missing"
    STATUS_UNKNOWN = "status_unknown"
    COMPANY_UNKNOWN = "company_unknown"
    LINE_OF_OTHER_COMPANY = "line_of_other_company"
    DIRECTION_UNKNOWN = "direction_unknown"
    CONFLICTING = "conflicting"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOrder:
    """The command that announces a file. The caller makes the id."""

    id: ImportId
    file_name: str
    size: int
    sha256: str | None
    direction: Direction | None
    enterprise_id: EnterpriseId | None
    """Whose invoices they are; None: of several companies, each line says of which."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportCounts:
    """`lines` = accepted + updated + already_there + repeated + refused."""

    lines: int = 0
    accepted: int = 0
    updated: int = 0
    """Known before, and void or taken back since."""
    already_there: int = 0
    repeated: int = 0
    """The same line came earlier in the same file."""
    refused: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    id: ImportId
    organisation_id: OrganisationId
    enterprise_id: EnterpriseId | None
    direction: Direction | None
    file_name: str
    size: int
    sha256: str | None
    received: int
    status: ImportStatus
    refusal_code: str | None
    refusal_params: Mapping[str, str]
    total_lines: int | None
    counts: ImportCounts
    refused_by_reason: Mapping[LineReason, int]
    first_on: date | None
    last_on: date | None
    header: tuple[str, ...]
    started_by: UserId
    started_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class RefusedLine:
    """`line` counts as a spreadsheet does, from 1 with the header."""

    line: int
    reason: LineReason
    cells: tuple[str, ...]
    enterprise_id: EnterpriseId | None = None
    """Whose invoice it would have been, where that is clear."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOptions:
    """For files taken in by the platform's own staff on the command line."""

    direction: Direction | None = None
    enterprise_id: EnterpriseId | None = None
    create_missing: bool = False
    """Register companies that are not known yet as test companies, with synthetic codes."""
    names: Mapping[str, str] = field(default_factory=dict[str, str])
    """Code of a company in the file -> its name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportProgress:
    file_name: str
    counts: ImportCounts
    total_lines: int
