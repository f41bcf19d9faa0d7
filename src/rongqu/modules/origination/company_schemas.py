"""Bodies of what the lender sees of the applicant."""

from __future__ import annotations

from datetime import date
from typing import Self

from pydantic import BaseModel

from rongqu.infra.web import MoneyBody
from rongqu.modules.origination.company import Company
from rongqu.modules.parties.public import (
    Concentration,
    Direction,
    FinancialFigures,
    InvoiceMonth,
    Partner,
)


class CompanyFiguresBody(BaseModel):
    year: int
    revenue: MoneyBody
    net_assets: MoneyBody
    net_profit: MoneyBody
    total_liabilities: MoneyBody

    @classmethod
    def of(cls, figures: FinancialFigures) -> Self:
        return cls(
            year=figures.year,
            revenue=MoneyBody.of(figures.revenue),
            net_assets=MoneyBody.of(figures.net_assets),
            net_profit=MoneyBody.of(figures.net_profit),
            total_liabilities=MoneyBody.of(figures.total_liabilities),
        )


class CompanyMonthBody(BaseModel):
    month: date
    direction: Direction
    net: MoneyBody
    count: int
    void_count: int

    @classmethod
    def of(cls, month: InvoiceMonth) -> Self:
        return cls(
            month=month.month,
            direction=month.direction,
            net=MoneyBody.of(month.net),
            count=month.count,
            void_count=month.void_count,
        )


class CompanyPartnerBody(BaseModel):
    name: str
    net: MoneyBody
    count: int

    @classmethod
    def of(cls, partner: Partner) -> Self:
        return cls(name=partner.name, net=MoneyBody.of(partner.net), count=partner.count)


class CompanySpreadBody(BaseModel):
    """How much of the turnover hangs on few partners."""

    partner_count: int
    total: MoneyBody
    largest_five: MoneyBody

    @classmethod
    def of(cls, spread: Concentration) -> Self:
        return cls(
            partner_count=spread.partner_count,
            total=MoneyBody.of(spread.total),
            largest_five=MoneyBody.of(spread.largest_five),
        )


class CompanyBody(BaseModel):
    name: str
    uscc: str
    industry_code: str
    region_code: str
    founded_on: date
    registered_capital: MoneyBody
    employees: int
    figures: CompanyFiguresBody | None
    first_invoice_on: date | None
    last_invoice_on: date | None
    months: list[CompanyMonthBody]
    sales: CompanySpreadBody
    purchases: CompanySpreadBody
    customers: list[CompanyPartnerBody]
    suppliers: list[CompanyPartnerBody]

    @classmethod
    def of(cls, company: Company) -> Self:
        enterprise, invoices = company.enterprise, company.invoices
        figures = enterprise.figures
        return cls(
            name=enterprise.name,
            uscc=enterprise.uscc,
            industry_code=enterprise.industry_code,
            region_code=enterprise.region_code,
            founded_on=enterprise.founded_on,
            registered_capital=MoneyBody.of(enterprise.registered_capital),
            employees=enterprise.employees,
            figures=None if figures is None else CompanyFiguresBody.of(figures),
            first_invoice_on=invoices.first_on,
            last_invoice_on=invoices.last_on,
            months=[CompanyMonthBody.of(month) for month in invoices.months],
            sales=CompanySpreadBody.of(invoices.output),
            purchases=CompanySpreadBody.of(invoices.input),
            customers=[CompanyPartnerBody.of(partner) for partner in company.customers],
            suppliers=[CompanyPartnerBody.of(partner) for partner in company.suppliers],
        )
