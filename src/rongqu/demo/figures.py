"""The figures of a simulation: what a second run with the same seed has to repeat."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from statistics import median_low
from typing import TypeVar

from rongqu.infra.jobs import Work
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import EnterpriseId
from rongqu.kernel.paging import MAX_LIMIT, Page, Slice
from rongqu.modules.origination.public import Wanted, list_applications
from rongqu.modules.parties.public import list_enterprises
from rongqu.modules.servicing.public import Bucket, Loan, list_loans
from rongqu.modules.warnings.public import Measured, list_foreseen, measure_warnings

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Counts and sums; sums in fen. `stages` and `buckets` count applications and loans."""

    companies: int
    stages: dict[str, int]
    loans: int
    lent_minor: int
    outstanding_minor: int
    buckets: dict[str, int]
    bad_minor: int

    @property
    def bad_debt_bps(self) -> int:
        """Of what is outstanding, in basis points."""
        return self.bad_minor * 10_000 // max(1, self.outstanding_minor)

    def digest(self) -> str:
        """Short enough to compare by eye."""
        told = json.dumps(
            [self.companies, sorted(self.stages.items()), self.loans, self.lent_minor,
             self.outstanding_minor, sorted(self.buckets.items()), self.bad_minor]
        )  # fmt: skip
        return hashlib.sha256(told.encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True, kw_only=True)
class Warned:
    """Of the planted declines: how many their figures gave a warning of before the company was in
    trouble, and by how many days in the median. And what all warnings were worth."""

    planted: int
    foreseen: int
    lead_days: int | None
    measured: Measured


async def read_warned(work: Work, planted: Collection[EnterpriseId]) -> Warned:
    async with work.open_tx() as tx:
        foreseen = await list_foreseen(tx, planted)
        measured = await measure_warnings(tx)
    leads = [days for days in foreseen.values() if days is not None]
    return Warned(
        planted=len(set(planted)),
        foreseen=len(foreseen),
        lead_days=median_low(leads) if leads else None,
        measured=measured,
    )


async def read_figures(work: Work) -> Figures:
    async with work.open_tx() as tx:
        companies = await _all(tx, list_enterprises)
        applications = await _all(tx, lambda tx, page: list_applications(tx, Wanted(), page))
        loans = await _all(tx, list_loans)
    return Figures(
        companies=len(companies),
        stages=dict(Counter(application.stage.value for application in applications)),
        loans=len(loans),
        lent_minor=_sum(loans, lambda loan: loan.principal.minor),
        outstanding_minor=_sum(loans, lambda loan: loan.outstanding.minor),
        buckets=dict(Counter(loan.lateness.bucket.value for loan in loans)),
        bad_minor=_sum(
            loans,
            lambda loan: loan.outstanding.minor if loan.lateness.bucket is Bucket.D90_PLUS else 0,
        ),
    )


def _sum(loans: list[Loan], minor: Callable[[Loan], int]) -> int:
    return sum(minor(loan) for loan in loans)


async def _all(tx: Tx, read: Callable[[Tx, Page], Awaitable[Slice[T]]]) -> list[T]:
    found: list[T] = []
    page = Page(limit=MAX_LIMIT)
    while True:
        part = await read(tx, page)
        found += part.items
        if part.next_cursor is None:
            return found
        page = Page(limit=MAX_LIMIT, after=part.next_cursor)
