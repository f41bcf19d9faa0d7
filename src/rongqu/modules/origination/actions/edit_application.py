"""Save a draft while it is typed, or what was returned for completion."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, TypedDict

from rongqu.events.origination import ApplicationEdited
from rongqu.infra.hot_writes import Moment
from rongqu.infra.recent import Recent
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApplicationId
from rongqu.kernel.money import Money
from rongqu.modules.catalog.public import Terms, recall_terms
from rongqu.modules.origination import permissions, queries, rules
from rongqu.modules.origination.actions._product import check_wish, get_pinned
from rongqu.modules.origination.actions._steps import change, change_as_seen
from rongqu.modules.origination.types import Application, Wish


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
    product = await get_pinned(tx, application)
    wish = _decide(application, version, edit, product)

    edited = await change(tx, application, **_values(wish))

    await tx.publish(_told(application))
    return edited


async def edit_application_at_once(
    moment: Moment, application_id: ApplicationId, version: int, edit: Edit
) -> Application | None:
    """The same as a hot write; None where the ordinary way has to find out what is the matter."""
    moment.actor.require(permissions.APPLY)
    application = _saved.recall((application_id, version))
    if application is None:
        application = await queries.look_at_application(moment, application_id)
    if application is None:
        return None
    terms = recall_terms(application.product.id, application.product.version)
    if terms is None:
        return None
    wish = _decide(application, version, edit, terms)
    edited = await change_as_seen(moment, application, _told(application), **_values(wish))
    return None if edited is None else _saved.see((edited.id, edited.version), edited)


_saved: Recent[tuple[ApplicationId, int], Application] = Recent(1000)
"""What was saved a moment ago is mostly what is saved next. It may be old: then the version, by
which the change is guarded, is another."""


def _decide(application: Application, version: int, edit: Edit, terms: Terms) -> Wish:
    rules.check_editable(application)
    rules.check_version(application, version)
    wish = replace(application.wish, **edit)
    check_wish(wish, terms, application.agreed)
    return wish


def _values(wish: Wish) -> dict[str, Any]:
    return {
        "amount_minor": None if wish.amount is None else wish.amount.minor,
        "term_months": wish.term_months,
        "purpose": wish.purpose,
        "explanation": wish.explanation,
    }


def _told(before: Application) -> ApplicationEdited:
    return ApplicationEdited(
        subject_id=before.id, parties=(before.applicant.id,), version=before.version + 1
    )
