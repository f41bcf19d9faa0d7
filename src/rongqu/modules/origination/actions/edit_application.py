"""Save a draft while it is typed, or what was returned for completion."""

from __future__ import annotations

from dataclasses import replace
from typing import TypedDict

from rongqu.events.origination import ApplicationEdited
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApplicationId
from rongqu.kernel.money import Money
from rongqu.modules.origination import permissions, queries, rules
from rongqu.modules.origination.actions._product import check_wish, get_pinned
from rongqu.modules.origination.actions._steps import change
from rongqu.modules.origination.types import Application


class Edit(TypedDict, total=False):
    """What is changed; what is left out stays as it is."""

    amount: Money | None
    term_months: int | None
    purpose: str | None
    explanation: str | None


async def edit_application(
    tx: Tx, application_id: ApplicationId, version: int, edit: Edit
) -> Application:
    tx.actor.require(permissions.APPLY)
    application = await queries.lock_application(tx, application_id)
    rules.check_editable(application)
    rules.check_version(application, version)
    wish = replace(application.wish, **edit)
    check_wish(wish, await get_pinned(tx, application))

    edited = await change(
        tx,
        application,
        amount_minor=None if wish.amount is None else wish.amount.minor,
        term_months=wish.term_months,
        purpose=wish.purpose,
        explanation=wish.explanation,
    )

    await tx.publish(
        ApplicationEdited(
            subject_id=edited.id, parties=(edited.applicant.id,), version=edited.version
        )
    )
    return edited
