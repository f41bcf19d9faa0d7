"""What an agreement says besides amount, rate, term and method: how it is built 交易结构.

A plain loan says nothing more. Whatever is said here is agreed with the approval, stands in the
contract and in the loan, and never changes.
"""

from __future__ import annotations

from dataclasses import dataclass

from rongqu.kernel.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """A finance lease 融资租赁: the plan is rentals, then the price to keep the thing.

    `in_advance`: each rental is paid at the beginning of its month 先付, the first on the day of
    the payout; else at its end 后付. `deposit` 保证金 stays the lessee's and bears no interest.
    """

    in_advance: bool
    deposit: Money
    residual: Money
    """留购价款."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Structure:
    lease: Lease | None = None


PLAIN = Structure()
"""A loan."""
