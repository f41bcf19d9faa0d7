"""Write an agreement over losses down; it counts once a second person agrees."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import insert

from rongqu.events.guarantees import AgreementProposed
from rongqu.infra.policies import read_policy
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApprovalId
from rongqu.modules.compliance.public import Ask, ask_approval
from rongqu.modules.guarantees import permissions, queries, rules, tables
from rongqu.modules.guarantees.actions.ask_change import CHANGE_AGREEMENT
from rongqu.modules.guarantees.types import (
    Agreement,
    AgreementChange,
    AgreementState,
    ChangeKind,
    Terms,
)


async def propose_agreement(
    tx: Tx, agreement_id: UUID, ask_id: ApprovalId, terms: Terms, reason: str
) -> Agreement:
    tx.actor.require(permissions.PROPOSE)
    rules.check_terms(terms, await read_policy(tx, "guarantees.most_shared"))

    await tx.connection.execute(
        insert(tables.agreement).values(
            id=agreement_id,
            kind=terms.kind,
            name=terms.name,
            provider_name=terms.provider_name,
            loss_share=terms.loss_share,
            cap_minor=terms.cap.minor,
            loan_cap_minor=None if terms.loan_cap is None else terms.loan_cap.minor,
            currency=terms.cap.currency,
            valid_from=terms.valid_from,
            valid_until=terms.valid_until,
            institution_id=terms.institution_id,
            region=terms.region,
            state=AgreementState.PROPOSED,
            proposed_by=tx.actor.id,
            proposed_for=tx.actor.organisation,
            proposed_at=tx.now,
        )
    )
    change = AgreementChange(agreement_id=agreement_id, kind=ChangeKind.ACTIVATE)
    await ask_approval(
        tx,
        Ask(
            id=ask_id,
            command=CHANGE_AGREEMENT,
            subject=str(agreement_id),
            content=change,
            reason=reason,
        ),
    )

    await tx.publish(
        AgreementProposed(
            subject_id=agreement_id,
            parties=(tx.actor.organisation,),
            kind=terms.kind,
            cap=terms.cap,
        )
    )
    return await queries.get_agreement(tx, agreement_id)
