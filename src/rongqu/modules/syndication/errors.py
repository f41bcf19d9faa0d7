"""What can go wrong when a loan is shared."""

from __future__ import annotations

from rongqu.kernel.errors import DomainError


class SharesDoNotAddUp(DomainError):
    """What the funders put in is not the loan's principal; `missing` is the difference."""

    code = "syndication.shares_do_not_add_up"
    status = 422


class NothingToGiveBack(DomainError):
    """Nothing was called back of the loan, or all of it is set off, given back or on its way."""

    code = "syndication.nothing_to_give_back"


class SharesAreFixed(DomainError):
    """The loan has its funders, or has been repaid in part already."""

    code = "syndication.shares_are_fixed"
