"""Score an enterprise on the invoices it has."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import update
from sqlalchemy.dialects import postgresql

from rongqu.events.risk import ScoreComputed, ScoreWithheld
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import EnterpriseId, ScoreId, new_id
from rongqu.modules.models.public import Case, keep_answers, read_panel
from rongqu.modules.parties.public import Enterprise, Purpose, read_enterprise_for, section_of
from rongqu.modules.privacy.public import ConsentMissing, UseOfData, is_withdrawn
from rongqu.modules.risk import permissions, queries, rules, tables
from rongqu.modules.risk.errors import NotEnoughInvoices
from rongqu.modules.risk.features import Features, compute_features
from rongqu.modules.risk.scoring import ask_panel, groups_of, observe, to_reasons
from rongqu.modules.risk.types import Score, ScorePolicy


async def compute_score(tx: Tx, enterprise_id: EnterpriseId) -> Score | None:
    """None where there is too little to go by: that is on record, and a person has to look.
    Raises ConsentMissing from the moment the company has withdrawn.

    Safe to repeat for one event: the score carries its id.
    """
    tx.actor.require(permissions.COMPUTE)
    if await is_withdrawn(tx, enterprise_id, UseOfData.CREDIT_ASSESSMENT):
        raise ConsentMissing(purpose=UseOfData.CREDIT_ASSESSMENT)
    enterprise = await read_enterprise_for(tx, enterprise_id, Purpose.SCORE)
    await _lock_standing(tx, enterprise)
    history = await queries.read_history(tx, enterprise_id)
    features = {} if history is None else compute_features(history)
    policy = await queries.read_score_policy(tx)
    if history is None or not rules.is_enough(features, policy):
        await _withhold(tx, enterprise_id, features, policy)
        return None

    panel = await read_panel(tx)
    features = observe(panel, history, features)
    judged, answers = ask_panel(panel, features)
    score = Score(
        id=ScoreId(tx.cause or new_id()),
        enterprise_id=enterprise_id,
        score=judged.score,
        grade=rules.grade_of(judged.score, policy),
        lane=rules.lane_of(judged.score, policy),
        reasons=to_reasons(judged.effects, features),
        features=features,
        model_number=panel.champion.number,
        model_version=panel.champion.model.name,
        chance=judged.chance,
        computed_at=tx.now,
        data_through=history.as_of,
    )
    if await _insert(tx, score):
        await _set_standing(tx, enterprise_id, features, score.id)
        await keep_answers(
            tx,
            Case(
                id=score.id,
                subject_id=enterprise_id,
                values={name: float(value) for name, value in features.items()},
                groups=groups_of(enterprise, tx.business_date),
            ),
            answers,
        )
        await tx.publish(_computed(score))
    return score


def _computed(score: Score) -> ScoreComputed:
    return ScoreComputed(
        subject_id=score.enterprise_id,
        parties=(score.enterprise_id,),
        score_id=score.id,
        score=score.score,
        grade=score.grade,
        lane=score.lane,
    )


async def _withhold(
    tx: Tx, enterprise_id: EnterpriseId, features: Features, policy: ScorePolicy
) -> None:
    await _set_standing(tx, enterprise_id, features, None)
    await tx.publish(
        ScoreWithheld(
            subject_id=enterprise_id,
            parties=(enterprise_id,),
            reason_code=NotEnoughInvoices.code,
            months_seen=rules.months_seen(features),
            months_needed=policy.months_needed,
        )
    )


async def _lock_standing(tx: Tx, enterprise: Enterprise) -> None:
    """Makes it or locks it: scores of one enterprise are computed one after another."""
    industry = {
        "industry_section": section_of(enterprise.industry_code),
        "industry": enterprise.industry_code,
    }
    await tx.connection.execute(
        postgresql.insert(tables.standing)
        .values(enterprise_id=enterprise.id, months_seen=0, **industry)
        .on_conflict_do_update(index_elements=["enterprise_id"], set_=industry)
    )


async def _set_standing(
    tx: Tx, enterprise_id: EnterpriseId, features: Features, score_id: UUID | None
) -> None:
    await tx.connection.execute(
        update(tables.standing)
        .where(tables.standing.c.enterprise_id == enterprise_id)
        .values(score_id=score_id, months_seen=rules.months_seen(features))
    )


async def _insert(tx: Tx, score: Score) -> bool:
    """False: this event has been scored before."""
    inserted = await tx.connection.execute(
        postgresql.insert(tables.score)
        .values(
            id=score.id,
            enterprise_id=score.enterprise_id,
            score=score.score,
            grade=score.grade,
            lane=score.lane,
            reasons=queries.reasons_to_json(score.reasons),
            features={name: f"{value:f}" for name, value in score.features.items()},
            model_number=score.model_number,
            model_version=score.model_version,
            chance=score.chance,
            computed_at=score.computed_at,
            data_through=score.data_through,
        )
        .on_conflict_do_nothing()
    )
    return inserted.rowcount == 1
