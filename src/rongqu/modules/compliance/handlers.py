"""What compliance does when something happens or a second person has agreed: each is one call."""

from __future__ import annotations

from rongqu.events.compliance import ListLoaded
from rongqu.events.identity import MemberAdded, UserSignedUp
from rongqu.events.parties import (
    EnterpriseRegistered,
    EnterpriseUpdated,
    InstitutionRegistered,
    InvestorRegistered,
)
from rongqu.infra.event_log import on
from rongqu.infra.tx import Tx
from rongqu.modules.compliance import permissions, queries
from rongqu.modules.compliance.actions._commands import stored_command
from rongqu.modules.compliance.actions.change_policy import change_policy
from rongqu.modules.compliance.actions.clear_hit import clear_hit
from rongqu.modules.compliance.jobs import screening, screening_everybody
from rongqu.modules.compliance.screening_types import CLEAR_HIT, Clearing
from rongqu.modules.compliance.types import Approval, NewValue


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
    if "name" in event.changed:
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
