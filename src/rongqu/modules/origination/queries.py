"""Every SELECT of origination; each sees only what the actor may see."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Select,
    Uuid,
    and_,
    bindparam,
    case,
    cast,
    func,
    literal,
    or_,
    select,
    true,
)

from rongqu.infra.hot_writes import Moment
from rongqu.infra.keyset import Along, read_page
from rongqu.infra.prebuilt import Prebuilt
from rongqu.infra.turns import take_turn
from rongqu.infra.tx import Tx
from rongqu.kernel.actor import Actor
from rongqu.kernel.ids import (
    ApplicationId,
    ContractId,
    DocumentId,
    EnterpriseId,
    OrganisationId,
    UserId,
)
from rongqu.kernel.money import Money
from rongqu.kernel.paging import Page, Slice
from rongqu.modules.identity.public import is_still_in, session_of
from rongqu.modules.origination import permissions, rows, rules, tables
from rongqu.modules.origination.errors import ApplicationNotFound, DocumentNotFound
from rongqu.modules.origination.types import (
    Application,
    Approval,
    Assessment,
    AssessmentKind,
    Document,
    HeldReason,
    QueueView,
    Side,
    Stage,
    Step,
)

INSTITUTION_STAGES = tuple(stage for stage, side in rules.TURN.items() if side is Side.INSTITUTION)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a list shows: a shelf of the queue, narrowed down."""

    view: QueueView = QueueView.ALL
    stages: tuple[Stage, ...] = ()
    product_kind: str | None = None
    region: str | None = None
    enterprise_id: EnterpriseId | None = None
    name_contains: str | None = None


async def get_application(tx: Tx, application_id: ApplicationId) -> Application:
    return await _one(tx, application_id, _ONE)


async def lock_application(tx: Tx, application_id: ApplicationId) -> Application:
    """For a change: nobody else changes it until this transaction ends."""
    return await _one(tx, application_id, _ONE_LOCKED)


async def look_at_application(moment: Moment, application_id: ApplicationId) -> Application | None:
    """For a hot write: without a lock, and only while the session is still good."""
    wanted, parameters = _ONE_LOOKED_AT.given(moment.actor, application_id=application_id)
    found = await moment.connection.execute(wanted, parameters | session_of(moment))
    row = found.one_or_none()
    return None if row is None else rows.to_application(row)


async def list_newest_submitted(tx: Tx, most: int) -> tuple[Application, ...]:
    """Of those that the actor sees; on what a product is tried out."""
    columns = tables.application.c
    wanted = select(tables.application).where(
        visible_to(tx.actor),
        columns.submitted_at.is_not(None),
        columns.amount_minor.is_not(None),
        columns.term_months.is_not(None),
    )
    newest = wanted.order_by(columns.id.desc()).limit(most)
    return tuple(rows.to_application(row) for row in await tx.connection.execute(newest))


async def find_locked_by_contract(tx: Tx, contract_id: ContractId) -> Application | None:
    """For handlers: an event names the contract. None: the application has another by now."""
    columns = tables.application.c
    wanted = select(tables.application).where(columns.contract_id == contract_id).with_for_update()
    row = (await tx.connection.execute(wanted)).one_or_none()
    return None if row is None else rows.to_application(row)


async def list_applications(tx: Tx, wanted: Wanted, page: Page) -> Slice[Application]:
    """Newest first; a shelf of open work oldest first: who came first is served first."""
    oldest_first = wanted.view in {QueueView.WAITING, QueueView.NEW, QueueView.LATE}
    statement = select(tables.application).where(
        visible_to(tx.actor), on_shelf(wanted.view, tx), *_narrowed(wanted)
    )
    along = Along(tables.application.c.id, oldest_first)
    return await read_page(tx, statement, along, page, rows.to_application)


async def count_shelves(tx: Tx) -> dict[QueueView, int]:
    """How many applications lie on each shelf of the actor's queue, in one pass."""
    counts = [func.count(case((on_shelf(view, tx), 1))) for view in QueueView]
    row = (await tx.connection.execute(select(*counts).where(visible_to(tx.actor)))).one()
    return dict(zip(QueueView, row, strict=True))


async def list_steps(tx: Tx, application: Application) -> tuple[Step, ...]:
    """Takes the application, so that only those who see it see its trace; oldest first."""
    columns = tables.step.c
    trace = select(tables.step).where(columns.application_id == application.id)
    found = await tx.connection.execute(trace.order_by(columns.number))
    return tuple(rows.to_step(row) for row in found)


async def list_documents(tx: Tx, application: Application) -> tuple[Document, ...]:
    columns = tables.document.c
    attached = select(tables.document).where(
        columns.application_id == application.id, columns.removed_at.is_(None)
    )
    found = await tx.connection.execute(attached.order_by(columns.id))
    return tuple(rows.to_document(row) for row in found)


async def find_document(
    tx: Tx, application: Application, document_id: DocumentId
) -> Document | None:
    columns = tables.document.c
    attached = select(tables.document).where(
        columns.id == document_id,
        columns.application_id == application.id,
        columns.removed_at.is_(None),
    )
    row = (await tx.connection.execute(attached)).one_or_none()
    return None if row is None else rows.to_document(row)


async def get_document(tx: Tx, application: Application, document_id: DocumentId) -> Document:
    document = await find_document(tx, application, document_id)
    if document is None:
        raise DocumentNotFound(document_id=document_id)
    return document


async def list_assessments(tx: Tx, application: Application) -> tuple[Assessment, ...]:
    columns = tables.assessment.c
    recorded = select(tables.assessment).where(columns.application_id == application.id)
    found = await tx.connection.execute(recorded.order_by(columns.id))
    return tuple(rows.to_assessment(row) for row in found)


async def find_approval(tx: Tx, application: Application) -> Approval | None:
    return None if application.contract_id is None else await get_approval(tx, application)


async def get_approval(tx: Tx, application: Application) -> Approval:
    """Of the contract it has now; earlier approvals stay on record."""
    current = select(tables.approval).where(
        tables.approval.c.contract_id == application.contract_id
    )
    return rows.to_approval((await tx.connection.execute(current)).one())


async def get_exposure(tx: Tx, companies: Collection[EnterpriseId], currency: str) -> Money:
    """What they owe on the platform, to whomever, and what is approved and not paid out yet.

    A lender sees its own loans only: the database's owner answers with the sum."""
    ids = cast(literal(list(companies), ARRAY(Uuid)), ARRAY(Uuid))
    owed = select(func.origination.owed(ids, currency))
    return Money(int((await tx.connection.execute(owed)).scalar_one()), currency)


async def lock_limit(tx: Tx, enterprise_id: EnterpriseId) -> None:
    """Two approvals for one enterprise at once must not both see the same limit."""
    await take_turn(tx, f"origination.limit {enterprise_id}")


async def list_held_for_funds(tx: Tx, owner: OrganisationId) -> tuple[ApplicationId, ...]:
    """Of a lender, and those above a day's limit, which may go on another day; of a lessee, for
    its deposit."""
    columns = tables.application.c
    lends = columns.hold_reason.in_((HeldReason.FUNDS, HeldReason.LIMIT))
    held = select(columns.id).where(
        or_(
            and_(columns.institution_id == owner, lends),
            and_(columns.enterprise_id == owner, columns.hold_reason == HeldReason.DEPOSIT),
        ),
        columns.stage == Stage.PAYOUT,
    )
    found = await tx.connection.execute(held.order_by(columns.moved_at))
    return tuple(ApplicationId(row.id) for row in found)


async def list_held_for_account(tx: Tx, owner: OrganisationId) -> tuple[ApplicationId, ...]:
    """Held because an account was not open; `owner` is one of the two sides."""
    columns = tables.application.c
    held = select(columns.id).where(
        or_(columns.institution_id == owner, columns.enterprise_id == owner),
        columns.stage == Stage.PAYOUT,
        columns.hold_reason == HeldReason.ACCOUNT,
    )
    found = await tx.connection.execute(held.order_by(columns.moved_at))
    return tuple(ApplicationId(row.id) for row in found)


async def list_under_way(tx: Tx, enterprise_id: EnterpriseId) -> tuple[ApplicationId, ...]:
    """Of a company, with whichever lender."""
    columns = tables.application.c
    found = select(columns.id).where(
        columns.enterprise_id == enterprise_id, columns.stage.in_(rules.UNDER_WAY)
    )
    rows = await tx.connection.execute(found.order_by(columns.moved_at, columns.id))
    return tuple(ApplicationId(row.id) for row in rows)


async def list_held_for_review(tx: Tx, enterprise_id: EnterpriseId) -> tuple[ApplicationId, ...]:
    columns = tables.application.c
    held = select(columns.id).where(
        columns.enterprise_id == enterprise_id,
        columns.stage == Stage.PAYOUT,
        columns.hold_reason == HeldReason.REVIEW,
    )
    found = await tx.connection.execute(held.order_by(columns.moved_at, columns.id))
    return tuple(ApplicationId(row.id) for row in found)


async def find_last_look(tx: Tx, application: Application) -> datetime | None:
    """When a person last passed it on; None in the fast lane."""
    columns = tables.assessment.c
    latest = select(func.max(columns.recorded_at)).where(columns.application_id == application.id)
    return (await tx.connection.execute(latest)).scalar_one()


async def list_institutions_holding(tx: Tx) -> tuple[OrganisationId, ...]:
    """Whose payouts wait for funds, for an account, or for another day's limit."""
    columns = tables.application.c
    holding = select(columns.institution_id).where(
        columns.stage == Stage.PAYOUT,
        columns.hold_reason.in_((HeldReason.FUNDS, HeldReason.ACCOUNT, HeldReason.LIMIT)),
    )
    found = await tx.connection.execute(holding.distinct().order_by(columns.institution_id))
    return tuple(OrganisationId(row.institution_id) for row in found)


async def list_overdue(
    tx: Tx, stages: tuple[Stage, ...], before: datetime, limit: int
) -> tuple[ApplicationId, ...]:
    """For the clock: whose deadline passed and was not told yet, longest overdue first."""
    columns = tables.application.c
    overdue = select(columns.id).where(
        columns.deadline_at <= before, columns.late_at.is_(None), columns.stage.in_(stages)
    )
    found = await tx.connection.execute(overdue.order_by(columns.deadline_at).limit(limit))
    return tuple(ApplicationId(row.id) for row in found)


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """The one place that says which applications an actor sees: one's own, and as an institution
    those for one's products from the moment they are submitted."""
    if actor.is_system or actor.may(permissions.VIEW_EVERYWHERE):
        return true()
    columns = tables.application.c
    return or_(
        columns.enterprise_id == actor.organisation,
        and_(
            columns.institution_id == actor.organisation,
            columns.submitted_at.is_not(None),
        ),
    )


def on_shelf(view: QueueView, tx: Tx) -> ColumnElement[bool]:
    """The shelves of the work queue, as the actor finds them now."""
    columns = tables.application.c
    match view:
        case QueueView.ALL:
            return true()
        case QueueView.DECIDED:
            return columns.stage.in_(rules.DECIDED)
        case QueueView.NEW:
            return and_(columns.stage.in_(INSTITUTION_STAGES), columns.assignee_id.is_(None))
        case QueueView.LATE:
            return and_(columns.stage.in_(INSTITUTION_STAGES), columns.deadline_at <= tx.now)
        case QueueView.WAITING:
            return _waits_for(tx.actor)


def _waits_for(actor: Actor) -> ColumnElement[bool]:
    """Mine, or nobody's and within my permissions; never what my own review excludes me from."""
    columns = tables.application.c
    mine = or_(columns.assignee_id.is_(None), columns.assignee_id == actor.id)
    stages = [stage for stage, needed in rules.HANDLED_BY.items() if actor.may(needed)]
    assessed_by_me = (
        select(tables.assessment.c.id)
        .where(
            tables.assessment.c.application_id == columns.id,
            tables.assessment.c.author_id == actor.id,
        )
        .exists()
    )
    work = and_(
        columns.stage.in_(stages),
        mine,
        or_(columns.stage != Stage.APPROVAL, ~assessed_by_me),
    )
    if not actor.may(permissions.RETRY_PAYOUT):
        return work
    return or_(work, and_(columns.stage == Stage.PAYOUT, columns.hold_reason.is_not(None)))


def _narrowed(wanted: Wanted) -> list[ColumnElement[bool]]:
    columns = tables.application.c
    conditions: list[ColumnElement[bool]] = []
    if wanted.stages:
        conditions.append(columns.stage.in_(wanted.stages))
    if wanted.product_kind is not None:
        conditions.append(columns.product_kind == wanted.product_kind)
    if wanted.region is not None:
        conditions.append(columns.region_code.startswith(wanted.region, autoescape=True))
    if wanted.enterprise_id is not None:
        conditions.append(columns.enterprise_id == wanted.enterprise_id)
    if wanted.name_contains is not None:
        conditions.append(columns.enterprise_name.icontains(wanted.name_contains, autoescape=True))
    return conditions


def _by_id(actor: Actor) -> Select[*tuple[Any, ...]]:
    is_wanted = tables.application.c.id == bindparam("application_id")
    return select(tables.application).where(is_wanted, visible_to(actor))


_ONE = Prebuilt(_by_id)
_ONE_LOCKED = Prebuilt(lambda actor: _by_id(actor).with_for_update())
_ONE_LOOKED_AT = Prebuilt(lambda actor: _by_id(actor).where(is_still_in(actor)))


async def _one(
    tx: Tx, application_id: ApplicationId, wanted: Prebuilt[*tuple[Any, ...]]
) -> Application:
    found = await tx.connection.execute(*wanted.given(tx.actor, application_id=application_id))
    row = found.one_or_none()
    if row is None:
        raise ApplicationNotFound(application_id=application_id)
    return rows.to_application(row)


async def list_authors(tx: Tx, application: Application) -> frozenset[UserId]:
    """Who reviewed or investigated: none of them may approve."""
    columns = tables.assessment.c
    authors = select(columns.author_id).where(columns.application_id == application.id)
    return frozenset(UserId(row.author_id) for row in await tx.connection.execute(authors))


async def find_reviewer(tx: Tx, application: Application) -> UserId | None:
    """Who passed the latest review; None in the fast lane."""
    columns = tables.assessment.c
    latest = (
        select(columns.author_id)
        .where(
            columns.application_id == application.id,
            columns.kind == AssessmentKind.REVIEW,
        )
        .order_by(columns.id.desc())
        .limit(1)
    )
    reviewer = (await tx.connection.execute(latest)).scalar_one_or_none()
    return None if reviewer is None else UserId(reviewer)
