"""Find an investor's risk class by the questionnaire."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import insert

from rongqu.events.investing import InvestorAssessed
from rongqu.infra.policies import read_policy
from rongqu.infra.tx import Tx
from rongqu.kernel.dates import add_months
from rongqu.kernel.ids import new_id
from rongqu.modules.investing import permissions, tables
from rongqu.modules.investing.errors import AssessedTooOften
from rongqu.modules.investing.suitability import queries
from rongqu.modules.investing.suitability.questionnaire import assess, questionnaire_in_force
from rongqu.modules.investing.suitability.types import Assessment


async def assess_investor(tx: Tx, version: int, answers: Mapping[str, str]) -> Assessment:
    """Of the actor's organisation. A new one replaces the last; old ones stay as they were."""
    tx.actor.require(permissions.INVEST)
    investor = await queries.get_standing(tx, tx.actor.organisation)
    result = assess(questionnaire_in_force(), version, answers)
    most = int(await read_policy(tx, "investing.assessments_a_day"))
    if await queries.count_assessments_on(tx, investor.investor_id, tx.business_date) >= most:
        raise AssessedTooOften(most=most)

    months = int(await read_policy(tx, "investing.assessment_months"))
    made = Assessment(
        id=new_id(),
        investor_id=investor.investor_id,
        version=version,
        answers=answers,
        score=result.score,
        risk_class=result.risk_class,
        assessed_at=tx.now,
        expires_on=add_months(tx.business_date, months),
    )
    await tx.connection.execute(
        insert(tables.assessment).values(
            id=made.id,
            investor_id=made.investor_id,
            version=made.version,
            answers=dict(made.answers),
            score=made.score,
            risk_class=made.risk_class,
            assessed_at=made.assessed_at,
            expires_on=made.expires_on,
        )
    )

    await tx.publish(
        InvestorAssessed(
            subject_id=made.investor_id,
            parties=(made.investor_id,),
            version=made.version,
            score=made.score,
            risk_class=made.risk_class,
            expires_on=made.expires_on,
        )
    )
    return made
