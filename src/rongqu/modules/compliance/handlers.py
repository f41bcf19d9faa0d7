"""What compliance does when something happens or a second person has agreed: each is one call."""

from __future__ import annotations

from rongqu.events.compliance import HitConfirmed, ListLoaded
from rongqu.events.identity import MemberAdded, UserSignedUp
from rongqu.events.parties import (
    EnterpriseRegistered,
    EnterpriseUpdated,
    InstitutionRegistered,
    InvestorRegistered,
)
from rongqu.events.payments import BlockConfirmed, PaymentOrdered
from rongqu.infra.event_log import on
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import FreezeId, OrganisationId, new_id
from rongqu.modules.compliance import money_queries, permissions, queries
from rongqu.modules.compliance.actions._commands import stored_command
from rongqu.modules.compliance.actions.ask_fact_erasure import ERASE_FACT
from rongqu.modules.compliance.actions.change_policy import change_policy
from rongqu.modules.compliance.actions.clear_hit import clear_hit
from rongqu.modules.compliance.actions.give_grant import give_grant
from rongqu.modules.compliance.actions.note_block import note_block
from rongqu.modules.compliance.actions.order_freeze import order_freeze
from rongqu.modules.compliance.actions.release_account import release_account
from rongqu.modules.compliance.actions.watch_movement import watch_movement
from rongqu.modules.compliance.grant_types import GRANT, RoleGrant
from rongqu.modules.compliance.jobs import screening, screening_everybody
from rongqu.modules.compliance.money_types import RELEASE, Moved, Release
from rongqu.modules.compliance.screening_types import CLEAR_HIT, Clearing
from rongqu.modules.compliance.types import Approval, NewValue
from rongqu.modules.evidence.public import WantedErasure, erase_fact


@stored_command(queries.CHANGE_POLICY, approve=permissions.APPROVE_POLICY_CHANGE, content=NewValue)
async def change_policy_once_approved(tx: Tx, approved: Approval, new: NewValue) -> None:
    await change_policy(tx, approved, new)


@stored_command(CLEAR_HIT, approve=permissions.APPROVE_CLEARING, content=Clearing)
async def clear_hit_once_approved(tx: Tx, approved: Approval, agreed: Clearing) -> None:
    await clear_hit(tx, approved, agreed)


@on(EnterpriseRegistered)
async def screen_new_enterprise(tx: Tx, event: EnterpriseRegistered) -> None:
    await tx.defer(screening(event.subject_id))


@on(EnterpriseUpdated)
async def screen_renamed_enterprise(tx: Tx, event: EnterpriseUpdated) -> None:
    if "name" in {each.field for each in event.changes}:
        await tx.defer(screening(event.subject_id))


@on(InstitutionRegistered)
async def screen_new_institution(tx: Tx, event: InstitutionRegistered) -> None:
    await tx.defer(screening(event.subject_id))


@on(InvestorRegistered)
async def screen_new_investor(tx: Tx, event: InvestorRegistered) -> None:
    await tx.defer(screening(event.subject_id))


@on(UserSignedUp)
async def screen_new_person(tx: Tx, event: UserSignedUp) -> None:
    await tx.defer(screening(event.subject_id))


@on(MemberAdded)
async def screen_new_member(tx: Tx, event: MemberAdded) -> None:
    await tx.defer(screening(event.subject_id))


@on(ListLoaded)
async def screen_everybody_again(tx: Tx, event: ListLoaded) -> None:  # noqa: ARG001
    await tx.defer(screening_everybody())


HOLDERS = frozenset({"enterprise", "institution", "investor"})
"""Who has an account: a person alone has none."""


@stored_command(RELEASE, approve=permissions.APPROVE_RELEASE, content=Release)
async def release_once_approved(tx: Tx, approved: Approval, agreed: Release) -> None:  # noqa: ARG001
    await release_account(tx, agreed)


@stored_command(GRANT, approve=permissions.APPROVE_GRANT, content=RoleGrant)
async def grant_once_approved(tx: Tx, approved: Approval, wish: RoleGrant) -> None:
    await give_grant(tx, approved, wish)


@stored_command(ERASE_FACT, approve=permissions.APPROVE_ERASURE, content=WantedErasure)
async def erase_once_approved(tx: Tx, approved: Approval, wanted: WantedErasure) -> None:  # noqa: ARG001
    await erase_fact(tx, wanted)


@on(HitConfirmed)
async def freeze_whoever_is_listed(tx: Tx, event: HitConfirmed) -> None:
    about = OrganisationId(event.about)
    if event.about_kind in HOLDERS and await money_queries.find_freeze(tx, about) is None:
        await order_freeze(tx, FreezeId(tx.cause or new_id()), about, "compliance.hit_confirmed")


@on(PaymentOrdered)
async def watch_payment(tx: Tx, event: PaymentOrdered) -> None:
    """A side that is missing is outside: of a top-up the payer, of a withdrawal the payee."""
    sides = [OrganisationId(each) for each in event.parties]
    first, last = (sides[0], sides[-1]) if sides else (None, None)
    moved = Moved(
        id=event.subject_id,
        payer=None if event.kind == "top_up" else first,
        payee=None if event.kind == "withdrawal" else last,
        amount=event.amount,
        kind=event.kind,
        moved_at=tx.caused_at or tx.now,
    )
    await watch_movement(tx, moved)


@on(BlockConfirmed)
async def note_what_the_bank_confirmed(tx: Tx, event: BlockConfirmed) -> None:
    await note_block(tx, event.freeze_id, is_blocked=event.is_blocked)
