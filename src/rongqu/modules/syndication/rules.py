"""How a repayment is shared among funders: pure, for whoever funds together."""

from __future__ import annotations

from collections.abc import Sequence

from rongqu.kernel.ids import LoanId
from rongqu.kernel.money import Money
from rongqu.kernel.sharing import share_out
from rongqu.modules.syndication.errors import SharesAreFixed, SharesDoNotAddUp
from rongqu.modules.syndication.types import Funder, Part


def check_shares(
    loan_id: LoanId, principal: Money, funders: Sequence[Funder], *, is_fixed: bool
) -> None:
    if is_fixed:
        raise SharesAreFixed(loan_id=loan_id)
    zero = Money.zero(principal.currency)
    missing = principal - sum((funder.share for funder in funders), start=zero)
    distinct = {funder.organisation_id for funder in funders}
    if (
        not missing.is_zero()
        or len(distinct) != len(funders)
        or any(funder.share.minor <= 0 for funder in funders)
    ):
        raise SharesDoNotAddUp(loan_id=loan_id, missing=missing)


def distribute(
    funders: Sequence[Funder], *, principal: Money, interest: Money, penalty: Money
) -> tuple[Part, ...]:
    """Principal, interest and penalty each pro rata to what was put in, each adding up."""
    weights = {funder.organisation_id: funder.share.minor for funder in funders}
    shared = [share_out(amount, weights) for amount in (principal, interest, penalty)]
    return tuple(
        Part(
            organisation_id=who,
            principal=shared[0][who],
            interest=shared[1][who],
            penalty=shared[2][who],
        )
        for who in sorted(weights)
    )
