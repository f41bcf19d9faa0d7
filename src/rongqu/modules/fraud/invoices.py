"""Which invoices are impossible: sums, rates, dates, numbers, tax codes, and rings of them. Pure.

Rates are those of 增值税暂行条例 and later notices, with the reduced ones; a fully digital invoice
(数电票) has twenty digits, older ones a code of ten or twelve and a number of eight.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rongqu.kernel.money import Money, Rounding
from rongqu.kernel.uscc import InvalidUscc, parse_uscc
from rongqu.modules.fraud.types import Finding, Weight

RATES = tuple(
    Decimal(rate) / 1000 for rate in (0, 5, 10, 15, 20, 30, 50, 60, 90, 100, 110, 130, 160, 170)
)
CENT = 1
"""Each line of an invoice is rounded by itself: sums may be off by a cent for each line."""
_NUMBER = re.compile(r"\d{20}|\d{8}")
_CODE = re.compile(r"|\d{10}|\d{12}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """An invoice as its paper says it."""

    number: str
    code: str
    issued_on: date
    seller: str
    buyer: str
    net: Money
    tax: Money
    total: Money
    lines: int = 1


def examine_invoice(paper: Paper, today: date, founded_on: date | None = None) -> list[Finding]:
    checks = (_check_sums(paper), _check_dates(paper, today, founded_on), _check_signs(paper))
    return [
        Finding(code, Weight.STRONG, str(where))
        for check in checks
        for code, where, is_wrong in check
        if is_wrong
    ]


Check = Iterator[tuple[str, object, bool]]
"""The code of a finding, where it would be, and whether it is so."""


def _check_sums(paper: Paper) -> Check:
    yield "invoice.sum", paper.total, paper.net + paper.tax != paper.total
    yield "invoice.rate", paper.tax, not is_rate_possible(paper)


def _check_dates(paper: Paper, today: date, founded_on: date | None) -> Check:
    day = paper.issued_on
    yield "invoice.future", day, day > today
    yield "invoice.before_founding", day, founded_on is not None and day < founded_on


def _check_signs(paper: Paper) -> Check:
    number = paper.number
    is_form = bool(_NUMBER.fullmatch(number) and _CODE.fullmatch(paper.code))
    yield "invoice.number", number, not is_form
    is_year = len(number) != 20 or number[:2] == f"{paper.issued_on:%y}"
    yield "invoice.number_year", number, is_form and not is_year
    for party in (paper.seller, paper.buyer):
        yield "invoice.tax_code", party, not _is_tax_code(party)
    yield "invoice.own", paper.seller, paper.seller == paper.buyer


def _is_tax_code(text: str) -> bool:
    try:
        parse_uscc(text)
    except InvalidUscc:
        return False
    return True


def is_rate_possible(paper: Paper) -> bool:
    """Some lawful rate makes this tax, to a cent for each line."""
    allowed = CENT * paper.lines
    return any(
        abs(paper.net.times(rate, Rounding.HALF_UP).minor - paper.tax.minor) <= allowed
        for rate in RATES
    )


def find_doubles(papers: Iterable[Paper]) -> list[Finding]:
    """One number, two contents: one of the two was made up."""
    seen: defaultdict[tuple[str, str], set[Paper]] = defaultdict(set)
    for paper in papers:
        seen[paper.code, paper.number].add(paper)
    return [
        Finding("invoice.two_contents", Weight.STRONG, number)
        for (_, number), contents in seen.items()
        if len(contents) > 1
    ]


def find_disorder(papers: Sequence[Paper]) -> list[Finding]:
    """Numbers of one seller and code rise with the days; one out of order was filled in later."""
    by_book: defaultdict[tuple[str, str], list[Paper]] = defaultdict(list)
    for paper in papers:
        if len(paper.number) == 8 and paper.number.isdigit():
            by_book[paper.seller, paper.code].append(paper)
    found: list[Finding] = []
    for book in by_book.values():
        book.sort(key=lambda paper: paper.number)
        for before, paper, after in zip(book, book[1:], book[2:], strict=False):
            if before.issued_on <= after.issued_on and not (
                before.issued_on <= paper.issued_on <= after.issued_on
            ):
                found.append(Finding("invoice.out_of_order", Weight.WEAK, paper.number))
    return found


def compare_declared(declared: Money, invoiced: Money, tolerance: Decimal) -> list[Finding]:
    """Stated sales against what invoices, or the bank, show; `tolerance`: a share of the latter."""
    room = invoiced.times(tolerance, Rounding.HALF_UP)
    if declared <= invoiced + room:
        return []
    return [Finding("figures.above_invoices", Weight.STRONG, str(declared - invoiced))]
