"""Propose an offering; it opens once a second person agrees."""

from __future__ import annotations

import secrets
from decimal import Decimal

from sqlalchemy.dialects.postgresql import insert

from rongqu.events.investing import OfferingProposed
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApprovalId, EnterpriseId, OfferingId, new_id
from rongqu.modules.compliance.public import Ask, ask_approval
from rongqu.modules.contracts.public import Reviewed, Severity, TextKind, is_severe, review
from rongqu.modules.investing import permissions, queries, rules, tables
from rongqu.modules.investing.errors import OfferingIdTaken, TextSevere
from rongqu.modules.investing.types import Offering, OfferingStatus, OfferingTerms, Opening
from rongqu.modules.risk.public import find_score

OPEN_OFFERING = "investing.open_offering"


async def propose_offering(tx: Tx, offering_id: OfferingId, terms: OfferingTerms) -> Offering:
    """The issuer is the actor's organisation. What a project page has to say has to be there."""
    tx.actor.require(permissions.OFFER)
    policy = await queries.read_offer_policy(tx)
    rules.check_terms(terms, tx.now, policy)
    _check_words(terms, policy.rate_cap)
    await _insert(tx, offering_id, terms)
    await ask_approval(
        tx,
        Ask(
            id=ApprovalId(new_id()),
            command=OPEN_OFFERING,
            subject=str(offering_id),
            content=Opening(offering_id=offering_id),
            reason=terms.title,
        ),
    )

    await tx.publish(
        OfferingProposed(
            subject_id=offering_id,
            parties=(tx.actor.organisation,),
            kind=terms.kind,
            target=terms.target,
        )
    )
    return await queries.get_visible_offering(tx, offering_id)


async def _insert(tx: Tx, offering_id: OfferingId, terms: OfferingTerms) -> None:
    """The seed is made now and shown after the draw; its hash is shown from the beginning."""
    seed = secrets.token_hex(32)
    score = await find_score(tx, EnterpriseId(tx.actor.organisation))
    made = await tx.connection.execute(
        insert(tables.offering)
        .values(
            id=offering_id,
            issuer_id=tx.actor.organisation,
            grade=None if score is None else score.grade,
            currency=terms.target.currency,
            status=OfferingStatus.PROPOSED,
            taken_minor=0,
            orders=0,
            outstanding_minor=0,
            commitment=rules.commitment_of(seed),
            seed=seed,
            proposed_by=tx.actor.id,
            proposed_at=tx.now,
            **_columns(terms),
        )
        .on_conflict_do_nothing(index_elements=["id"])
    )
    if made.rowcount == 0:
        raise OfferingIdTaken(offering_id=offering_id)


def _columns(terms: OfferingTerms) -> dict[str, object]:
    most = terms.most_each
    return {
        "kind": terms.kind,
        "title": terms.title,
        "summary": terms.summary,
        "risk_class": terms.risk_class,
        "target_minor": terms.target.minor,
        "minimum_minor": terms.minimum.minor,
        "ticket_minor": terms.ticket.minor,
        "step_minor": terms.step.minor,
        "most_each_minor": None if most is None else most.minor,
        "yearly_rate": terms.yearly_rate,
        "management_fee_rate": terms.management_fee_rate,
        "term_months": terms.term_months,
        "method": terms.method,
        "allotment": terms.allotment,
        "region_code": terms.region_code,
        "industry": terms.industry,
        "closes_at": terms.closes_at,
        "disclosure": dict(terms.disclosure),
    }


def _check_words(terms: OfferingTerms, rate_cap: Decimal) -> None:
    """The same review that contracts go through, before anybody reads the project's page."""
    text = "\n".join((terms.title, terms.summary, *terms.disclosure.values()))
    findings = review(Reviewed(text=text, kind=TextKind.CLAUSE, rate_cap=rate_cap))
    if is_severe(findings):
        severe = {each.rule.value for each in findings if each.severity is Severity.HIGH}
        raise TextSevere(rules=", ".join(sorted(severe)))
