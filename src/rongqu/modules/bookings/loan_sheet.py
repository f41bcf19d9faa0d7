"""Reading a lender's running book: headings, and every line with its fault."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rongqu.infra.table_files import Columns, Row
from rongqu.kernel.errors import DomainError
from rongqu.kernel.schedule import RepaymentMethod
from rongqu.kernel.uscc import InvalidUscc, Uscc, parse_uscc
from rongqu.modules.bookings.errors import (
    AmountUnreadable,
    BorrowerUnknown,
    DayUnreadable,
    LineIncomplete,
    MethodUnknown,
    ProductUnknown,
    RateUnreadable,
    TermUnreadable,
)
from rongqu.modules.bookings.sheet import NOTHING, read_amount, read_day, read_lines

LOANS: Columns = {
    "借据号": ("贷款编号", "loan number", "loan no"),
    "借款人统一社会信用代码": ("统一社会信用代码", "信用代码", "borrower", "credit code", "uscc"),
    "产品": ("产品类型", "product"),
    "借款本金（元）": ("借款本金", "本金", "principal"),
    "年利率（%）": ("年利率", "yearly rate (%)", "rate"),
    "还款方式": ("method",),
    "首期还款日": ("first due", "first due on"),
    "期数": ("instalments", "months"),
    "已还金额（元）": ("已还金额", "已还", "paid so far"),
}
"""Heading of the template -> others that mean the same."""

PRODUCTS: Mapping[str, str] = {
    "信用贷": "credit_loan",
    "订单融资": "order_financing",
    "知识产权质押": "ip_pledge",
    "活体抵押": "livestock_collateral",
    "绿色贷": "green_loan",
    "科创组合": "sci_tech_combination",
    "园区批量": "park_batch",
    "债务重组": "debt_restructuring",
    "跨境融资": "cross_border",
}
"""What a running book may hold. Leases and factoring are more than a plan, and are left out."""
METHODS: Mapping[str, RepaymentMethod] = {
    "等额本息": RepaymentMethod.EQUAL_INSTALMENT,
    "等额本金": RepaymentMethod.EQUAL_PRINCIPAL,
    "先息后本": RepaymentMethod.INTEREST_ONLY,
    "一次性还本付息": RepaymentMethod.BULLET,
    "等本等息": RepaymentMethod.FLAT,
}
HIGHEST_PERCENT = Decimal(36)
"""Above it the law protects no interest."""
MOST_MONTHS = 360


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanLine:
    number: int
    loan_number: str
    borrower: Uscc
    product_kind: str
    product_name: str
    principal: Decimal
    yearly_rate: Decimal
    method: RepaymentMethod
    first_due_on: date
    months: int
    paid: Decimal


@dataclass(frozen=True, slots=True)
class Unread:
    """A line that cannot be understood, and why."""

    number: int
    cells: tuple[str, ...]
    fault: type[DomainError]


class _Faulty(Exception):
    def __init__(self, fault: type[DomainError]) -> None:
        super().__init__(fault)
        self.fault = fault


def read_loans(content: bytes, most_lines: int) -> list[tuple[tuple[str, ...], LoanLine | Unread]]:
    """Each line with its cells."""
    rows, places = read_lines(content, LOANS, most_lines)
    return [(tuple(row[1]), _read(row, places)) for row in rows]


def _read(row: Row, places: Sequence[int]) -> LoanLine | Unread:
    number, cells = row
    texts = [cells[at] if at < len(cells) else "" for at in places]
    try:
        return _understand(number, texts)
    except _Faulty as faulty:
        return Unread(number, tuple(cells), faulty.fault)


def _understand(number: int, texts: Sequence[str]) -> LoanLine:
    loan, uscc, product, principal, percent, method, first_due, months, paid = texts
    if not all(texts[:-1]):
        raise _Faulty(LineIncomplete)
    kind = _one_of(PRODUCTS, product, ProductUnknown)
    rate = read_amount(percent.rstrip("%"))
    if not NOTHING < rate <= HIGHEST_PERCENT:
        raise _Faulty(RateUnreadable)
    return LoanLine(
        number=number,
        loan_number=loan,
        borrower=_uscc(uscc),
        product_kind=kind,
        product_name=next(name for name, each in PRODUCTS.items() if each == kind),
        principal=_above_nothing(principal),
        yearly_rate=rate.scaleb(-2),
        method=RepaymentMethod(_one_of(METHODS, method, MethodUnknown)),
        first_due_on=_day(first_due),
        months=_months(months),
        paid=NOTHING if not paid.strip("0.") else _above_nothing(paid),
    )


def _one_of(known: Mapping[str, str], text: str, fault: type[DomainError]) -> str:
    """By its Chinese name or by its code."""
    if text in known:
        return known[text]
    if text in known.values():
        return text
    raise _Faulty(fault)


def _uscc(text: str) -> Uscc:
    try:
        return parse_uscc(text)
    except InvalidUscc as error:
        raise _Faulty(BorrowerUnknown) from error


def _above_nothing(text: str) -> Decimal:
    amount = read_amount(text)
    if amount <= NOTHING:
        raise _Faulty(AmountUnreadable)
    return amount


def _day(text: str) -> date:
    day = read_day(text)
    if day is None:
        raise _Faulty(DayUnreadable)
    return day


def _months(text: str) -> int:
    """Spreadsheets write whole numbers as 12.0."""
    months = read_amount(text)
    if months != months.to_integral_value() or not 1 <= months <= MOST_MONTHS:
        raise _Faulty(TermUnreadable)
    return int(months)
