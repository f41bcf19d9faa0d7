"""An offering, as the calculation sees it."""

from __future__ import annotations

from rongqu.kernel.money import Money
from rongqu.modules.investing.portfolio.types import Project
from rongqu.modules.investing.types import Allotment, Offering


def to_project(offering: Offering) -> Project:
    most = offering.target if offering.most_each is None else offering.most_each
    if offering.allotment is Allotment.FIRST_COME:
        most = min(most, max(offering.left(), Money.zero(most.currency)))
    return Project(
        id=offering.id,
        issuer=offering.issuer_id,
        industry=offering.industry[:1],
        region=offering.region_code[:2],
        risk_class=offering.risk_class,
        yearly_rate=float(offering.yearly_rate),
        ticket=offering.ticket,
        step=offering.step,
        most=most,
    )
