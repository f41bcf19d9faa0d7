"""What there is to say about the funders of a loan."""

from __future__ import annotations

from dataclasses import dataclass

from rongqu.kernel.ids import OrganisationId
from rongqu.kernel.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Funder:
    organisation_id: OrganisationId
    share: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one funder gets of a repayment. The fee for early repayment is part of `penalty`."""

    organisation_id: OrganisationId
    principal: Money
    interest: Money
    penalty: Money

    @property
    def amount(self) -> Money:
        return self.principal + self.interest + self.penalty
