"""Bodies of the parties API."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import AfterValidator, BaseModel, Field

from rongqu.infra.web import MoneyBody, PersonNameField
from rongqu.kernel.ids import EnterpriseId, ImportId, OrganisationId
from rongqu.kernel.uscc import UsccFault
from rongqu.modules.parties.reference import Entry
from rongqu.modules.parties.types import (
    Direction,
    Enterprise,
    EnterpriseProfile,
    EnterpriseRegistration,
    FinancialFigures,
    Import,
    ImportOrder,
    ImportStatus,
    Institution,
    InstitutionKind,
    InstitutionRegistration,
    Investor,
    InvestorKind,
    InvestorRegistration,
    Invoice,
    InvoiceMonth,
    InvoiceStatus,
    LineReason,
    Partner,
    RefusedLine,
)


def _in_yuan(body: MoneyBody) -> MoneyBody:
    if body.currency != "CNY":
        raise ValueError("amounts of a profile are in CNY")
    return body


def _trimmed(text: str) -> str:
    if not text.strip():
        raise ValueError("blank")
    return text.strip()


YuanBody = Annotated[MoneyBody, AfterValidator(_in_yuan)]
NameText = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_trimmed)]
UsccText = Annotated[str, Field(min_length=1, max_length=60)]
"""Long enough for blanks and other habits of typing: a wrong length has a refusal of its own."""


class CodeBody(BaseModel):
    code: str
    parent: str
    name_zh: str
    name_en: str

    @classmethod
    def of(cls, entry: Entry) -> Self:
        return cls(
            code=entry.code, parent=entry.parent, name_zh=entry.name_zh, name_en=entry.name_en
        )


class CodesBody(BaseModel):
    items: list[CodeBody]


class UsccCheckBody(BaseModel):
    """`uscc` is how the code is written; `fault` is null when it is right."""

    uscc: str
    fault: UsccFault | None
    taken: bool


class FiguresBody(BaseModel):
    """The year stands in the address."""

    revenue: YuanBody
    net_assets: YuanBody
    net_profit: YuanBody
    total_liabilities: YuanBody

    def to_figures(self, year: int) -> FinancialFigures:
        return FinancialFigures(
            year=year,
            revenue=self.revenue.to_money(),
            net_assets=self.net_assets.to_money(),
            net_profit=self.net_profit.to_money(),
            total_liabilities=self.total_liabilities.to_money(),
        )


class FiguresOfYearBody(FiguresBody):
    year: int

    @classmethod
    def of(cls, figures: FinancialFigures) -> Self:
        return cls(
            year=figures.year,
            revenue=MoneyBody.of(figures.revenue),
            net_assets=MoneyBody.of(figures.net_assets),
            net_profit=MoneyBody.of(figures.net_profit),
            total_liabilities=MoneyBody.of(figures.total_liabilities),
        )


class FiguresListBody(BaseModel):
    items: list[FiguresOfYearBody]


class ProfileBody(BaseModel):
    name: NameText
    industry_code: str = Field(min_length=1, max_length=3)
    region_code: str = Field(min_length=6, max_length=6)
    founded_on: date
    registered_capital: YuanBody
    employees: int = Field(ge=0, le=10_000_000)

    def to_profile(self) -> EnterpriseProfile:
        return EnterpriseProfile(
            name=self.name,
            industry_code=self.industry_code,
            region_code=self.region_code,
            founded_on=self.founded_on,
            registered_capital=self.registered_capital.to_money(),
            employees=self.employees,
        )


class EnterpriseRegistrationBody(ProfileBody):
    uscc: UsccText

    def to_registration(self, organisation_id: OrganisationId) -> EnterpriseRegistration:
        return EnterpriseRegistration(
            id=EnterpriseId(organisation_id), uscc=self.uscc, profile=self.to_profile()
        )


class EnterpriseBody(BaseModel):
    id: UUID
    name: str
    uscc: str
    industry_code: str
    region_code: str
    founded_on: date
    registered_capital: MoneyBody
    employees: int
    is_test: bool
    registered_at: datetime
    figures: FiguresOfYearBody | None

    @classmethod
    def of(cls, enterprise: Enterprise) -> Self:
        figures = enterprise.figures
        return cls(
            id=enterprise.id,
            name=enterprise.name,
            uscc=enterprise.uscc,
            industry_code=enterprise.industry_code,
            region_code=enterprise.region_code,
            founded_on=enterprise.founded_on,
            registered_capital=MoneyBody.of(enterprise.registered_capital),
            employees=enterprise.employees,
            is_test=enterprise.is_test,
            registered_at=enterprise.registered_at,
            figures=None if figures is None else FiguresOfYearBody.of(figures),
        )


class InstitutionRegistrationBody(BaseModel):
    name: NameText
    kind: InstitutionKind
    uscc: UsccText
    region_code: str = Field(min_length=6, max_length=6)

    def to_registration(self, institution_id: OrganisationId) -> InstitutionRegistration:
        return InstitutionRegistration(
            id=institution_id,
            name=self.name,
            kind=self.kind,
            uscc=self.uscc,
            region_code=self.region_code,
        )


class InstitutionBody(BaseModel):
    id: UUID
    name: str
    kind: InstitutionKind
    uscc: str
    region_code: str

    @classmethod
    def of(cls, institution: Institution) -> Self:
        return cls(
            id=institution.id,
            name=institution.name,
            kind=institution.kind,
            uscc=institution.uscc,
            region_code=institution.region_code,
        )


class InvestorRegistrationBody(BaseModel):
    name: PersonNameField
    kind: InvestorKind
    uscc: UsccText | None = None

    def to_registration(self, investor_id: OrganisationId) -> InvestorRegistration:
        return InvestorRegistration(id=investor_id, name=self.name, kind=self.kind, uscc=self.uscc)


class InvestorBody(BaseModel):
    id: UUID
    name: PersonNameField
    kind: InvestorKind
    uscc: str | None

    @classmethod
    def of(cls, investor: Investor) -> Self:
        return cls(id=investor.id, name=investor.name, kind=investor.kind, uscc=investor.uscc)


class InvoiceMonthBody(BaseModel):
    month: date
    direction: Direction
    net: MoneyBody
    tax: MoneyBody
    count: int
    void_count: int
    red_count: int

    @classmethod
    def of(cls, month: InvoiceMonth) -> Self:
        return cls(
            month=month.month,
            direction=month.direction,
            net=MoneyBody.of(month.net),
            tax=MoneyBody.of(month.tax),
            count=month.count,
            void_count=month.void_count,
            red_count=month.red_count,
        )


class InvoiceMonthsBody(BaseModel):
    items: list[InvoiceMonthBody]


class PartnerBody(BaseModel):
    code: str
    name: str
    net: MoneyBody
    count: int
    last_on: date

    @classmethod
    def of(cls, partner: Partner) -> Self:
        return cls(
            code=partner.code,
            name=partner.name,
            net=MoneyBody.of(partner.net),
            count=partner.count,
            last_on=partner.last_on,
        )


class PartnersBody(BaseModel):
    items: list[PartnerBody]


class InvoiceBody(BaseModel):
    id: UUID
    direction: Direction
    code: str
    number: str
    issued_on: date
    partner: str
    net: MoneyBody
    tax: MoneyBody
    status: InvoiceStatus
    is_red: bool

    @classmethod
    def of(cls, invoice: Invoice) -> Self:
        return cls(
            id=invoice.id,
            direction=invoice.direction,
            code=invoice.code,
            number=invoice.number,
            issued_on=invoice.issued_on,
            partner=invoice.partner,
            net=MoneyBody.of(invoice.net),
            tax=MoneyBody.of(invoice.tax),
            status=invoice.status,
            is_red=invoice.is_red,
        )


class ImportOrderBody(BaseModel):
    """Without an enterprise: one's own; for staff, a file in which each line says whose it is."""

    file_name: str = Field(min_length=1, max_length=200)
    size_bytes: int = Field(ge=0, le=2**40)
    media_type: str | None = Field(default=None, max_length=200)
    """What the browser believes; the content decides."""
    sha256: str | None = Field(default=None, pattern="^[0-9a-f]{64}$")
    direction: Direction | None = None
    enterprise_id: UUID | None = None

    def to_order(self, import_id: ImportId, own: EnterpriseId | None) -> ImportOrder:
        given = None if self.enterprise_id is None else EnterpriseId(self.enterprise_id)
        return ImportOrder(
            id=import_id,
            file_name=self.file_name,
            size=self.size_bytes,
            sha256=self.sha256,
            direction=self.direction,
            enterprise_id=given or own,
        )


class ImportCountsBody(BaseModel):
    lines: int
    accepted: int
    updated: int
    already_there: int
    repeated: int
    refused: int


class ReasonCountBody(BaseModel):
    reason: LineReason
    count: int


class ImportBody(BaseModel):
    id: UUID
    organisation_id: UUID
    enterprise_id: UUID | None
    direction: Direction | None
    file_name: str
    size_bytes: int
    received_bytes: int
    status: ImportStatus
    refusal_code: str | None
    refusal_params: dict[str, str]
    total_lines: int | None
    counts: ImportCountsBody
    refused_by_reason: list[ReasonCountBody]
    first_on: date | None
    last_on: date | None
    started_at: datetime
    ended_at: datetime | None

    @classmethod
    def of(cls, found: Import) -> Self:
        counts = found.counts
        return cls(
            id=found.id,
            organisation_id=found.organisation_id,
            enterprise_id=found.enterprise_id,
            direction=found.direction,
            file_name=found.file_name,
            size_bytes=found.size,
            received_bytes=found.received,
            status=found.status,
            refusal_code=found.refusal_code,
            refusal_params=dict(found.refusal_params),
            total_lines=found.total_lines,
            counts=ImportCountsBody(
                lines=counts.lines,
                accepted=counts.accepted,
                updated=counts.updated,
                already_there=counts.already_there,
                repeated=counts.repeated,
                refused=counts.refused,
            ),
            refused_by_reason=[
                ReasonCountBody(reason=reason, count=count)
                for reason, count in found.refused_by_reason.items()
            ],
            first_on=found.first_on,
            last_on=found.last_on,
            started_at=found.started_at,
            ended_at=found.ended_at,
        )


class RefusedLineBody(BaseModel):
    line: int
    reason: LineReason
    cells: list[str]

    @classmethod
    def of(cls, refused: RefusedLine) -> Self:
        return cls(line=refused.line, reason=refused.reason, cells=list(refused.cells))


class RefusedLinesBody(BaseModel):
    """Ask on with `?after_line=` and the last line's number while `more` is true."""

    header: list[str]
    items: list[RefusedLineBody]
    more: bool
