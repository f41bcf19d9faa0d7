"""How a repayment is shared among funders: pure, for whoever funds together."""

from __future__ import annotations

from collections.abc import Sequence

from rongqu.kernel.money import Money
from rongqu.kernel.sharing import share_out
from rongqu.modules.servicing.errors import SharesAreFixed, SharesDoNotAddUp
from rongqu.modules.servicing.funding.types import Funder, Part
from rongqu.modules.servicing.types import Loan


def check_shares(loan: Loan, funders: Sequence[Funder], *, is_shared: bool) -> None:
    if is_shared or loan.outstanding != loan.principal:
        raise SharesAreFixed(loan_id=loan.id)
    zero = Money.zero(loan.principal.currency)
    missing = loan.principal - sum((funder.share for funder in funders), start=zero)
    distinct = {funder.organisation_id for funder in funders}
    if (
        not missing.is_zero()
        or len(distinct) != len(funders)
        or any(funder.share.minor <= 0 for funder in funders)
    ):
        raise SharesDoNotAddUp(loan_id=loan.id, missing=missing)


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
