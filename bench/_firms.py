"""The companies of a bench: those of the evaluation data, or as many made ones.

The evaluation data has invoices and masked names, nothing else. What an application needs besides
is taken from the invoices where they tell it: a company is as old as its first invoice shows, and
`stated_figures` computes a balance. Industry is read off the masked name; region and number of
employees are the same for all.
"""

# pyright: reportUnknownMemberType=false
# Polars' own annotations are partly unknown.

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl

from rongqu.demo.invoices import history_of, write_invoices
from rongqu.demo.population import draw_companies
from rongqu.kernel.dates import add_months, first_of_month
from rongqu.kernel.money import Money
from rongqu.modules.parties.public import Direction, synthetic_uscc

DATA = Path(os.environ.get("RONGQU_DATA", "../shared/data")) / "sme_invoices"
DATA_ENDS = date(2020, 2, 24)
"""The Monday after the last invoice of the evaluation data."""
MADE_COMPANIES = 425

INDUSTRY_WORDS = (
    ("劳务", "L72"), ("装饰", "E50"), ("装修", "E50"), ("建筑", "E47"), ("建设", "E47"),
    ("工程", "E47"), ("物流", "G54"), ("运", "G54"), ("科技", "I65"), ("信息", "I65"),
    ("网络", "I65"), ("机械", "C34"), ("设备", "C34"), ("制造", "C34"), ("农", "A01"),
    ("咨询", "L72"), ("服务", "L72"), ("广告", "L72"), ("管理", "L72"), ("设计", "M74"),
)  # fmt: skip
TRADE = "F51"
"""Whose name says nothing else buys and sells."""
REGION, EMPLOYEES = "330100", 20

NET_ASSETS, LIABILITIES = Decimal("0.4"), Decimal("0.3")
"""Per yuan of a year's sales."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Firm:
    code: str
    """By which the files know it."""
    name: str
    uscc: str
    industry_code: str
    region_code: str
    founded_on: date
    employees: int


@dataclass(frozen=True, slots=True)
class Market:
    """`today` is the day after everything in the files."""

    firms: tuple[Firm, ...]
    files: tuple[Path, ...]
    today: date
    is_shared: bool


def open_market(folder: Path, most: int | None) -> Market:
    """The first `most` companies, or all; ids are shuffled, so they are like the rest."""
    files = [DATA / f"invoices_{direction}.parquet" for direction in Direction]
    if all(path.exists() for path in files):
        return _shared(folder, files, most)
    return _made(folder, most or MADE_COMPANIES)


def _shared(folder: Path, files: Sequence[Path], most: int | None) -> Market:
    companies = pl.read_csv(DATA / "companies.csv", columns=["company_id", "name"])
    if most is not None:
        companies = companies.head(most)
        files = [_part(path, folder, companies["company_id"]) for path in files]
    columns = ["company_id", "invoice_date"]
    days = pl.concat([pl.read_parquet(path, columns=columns) for path in files])
    first_invoice: dict[str, date] = dict(
        days.group_by("company_id").agg(pl.col("invoice_date").min()).iter_rows()
    )
    firms = tuple(
        Firm(
            code=code,
            name=f"{name} {code}",
            uscc=synthetic_uscc(code),
            industry_code=industry_of(name),
            region_code=REGION,
            founded_on=first_of_month(first_invoice[code]),
            employees=EMPLOYEES,
        )
        for code, name in companies.iter_rows()
    )
    return Market(firms, tuple(files), DATA_ENDS, is_shared=True)


def _part(path: Path, folder: Path, codes: pl.Series) -> Path:
    part = folder / path.name
    wanted = pl.col("company_id").is_in(codes.to_list())
    pl.read_parquet(path).filter(wanted).write_parquet(part)
    return part


def _made(folder: Path, count: int) -> Market:
    companies = draw_companies(count, 1, add_months(DATA_ENDS, -1), DATA_ENDS)
    path = folder / "made.parquet"
    write_invoices(path, [(each, history_of(each), DATA_ENDS) for each in companies])
    firms = tuple(
        Firm(
            code=f"M{each.number:04}",
            name=each.name,
            uscc=each.uscc,
            industry_code=each.trade.industry_code,
            region_code=each.region_code,
            founded_on=each.founded_on,
            employees=each.employees,
        )
        for each in companies
    )
    return Market(firms, (path,), DATA_ENDS, is_shared=False)


def industry_of(name: str) -> str:
    return next((code for words, code in INDUSTRY_WORDS if words in name), TRADE)


def stated_figures(months: Sequence[dict[str, Any]], year: int) -> dict[str, Any] | None:
    """A year's figures from its invoices as the API lists them; None for a year without sales.

    Sales are the revenue and sales less purchases the profit. What is owned and owed no invoice
    tells: both are taken to be the same share of sales for everybody.
    """
    sales, purchases = (_sum(months, year, direction) for direction in ("output", "input"))
    if sales <= 0:
        return None
    figures = {
        "revenue": sales,
        "net_profit": sales - purchases,
        "net_assets": sales * NET_ASSETS,
        "total_liabilities": sales * LIABILITIES,
    }
    return {name: yuan(amount) for name, amount in figures.items()}


def yuan(amount: Decimal) -> dict[str, str]:
    return {"amount": Money.parse(f"{amount:.2f}", "CNY").amount, "currency": "CNY"}


def _sum(months: Sequence[dict[str, Any]], year: int, direction: str) -> Decimal:
    return sum(
        (
            Decimal(month["net"]["amount"])
            for month in months
            if month["direction"] == direction and month["month"].startswith(str(year))
        ),
        Decimal(0),
    )
