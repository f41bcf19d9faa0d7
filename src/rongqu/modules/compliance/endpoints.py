"""Compliance's API: parse, call, answer."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from rongqu.infra.problems import problems
from rongqu.infra.tx import Tx
from rongqu.infra.web import ONCE, PageDep, SliceBody, TxDep, module_router
from rongqu.kernel.errors import KeyReused, SecondPersonNeeded
from rongqu.kernel.ids import ApprovalId, PolicyChangeId, new_id
from rongqu.modules.compliance import money_endpoints, permissions, queries, screening_endpoints
from rongqu.modules.compliance.actions._commands import list_decidable, list_within
from rongqu.modules.compliance.actions.approve import approve
from rongqu.modules.compliance.actions.ask_fact_erasure import ask_fact_erasure
from rongqu.modules.compliance.actions.ask_grant import ask_grant
from rongqu.modules.compliance.actions.propose_policy_change import propose_policy_change
from rongqu.modules.compliance.actions.reject import reject
from rongqu.modules.compliance.errors import (
    ApprovalDecided,
    ApprovalNotFound,
    ApprovalPending,
    DayTaken,
    PolicyUnknown,
    StartsTooEarly,
    ValueNotWhole,
    ValueOutOfBounds,
)
from rongqu.modules.compliance.schemas import (
    FactErasureBody,
    FourEyesBody,
    NameOf,
    PolicyBody,
    PolicyChangeBody,
    ProposalBody,
    RejectionBody,
    RoleGrantBody,
)
from rongqu.modules.compliance.types import Approval, ApprovalStatus, PolicyChange
from rongqu.modules.evidence.public import ErasureRefused, NotYetOnRecord
from rongqu.modules.identity.public import (
    RoleEndInvalid,
    RolesDoNotFit,
    RolesSeparated,
    UserNotFound,
    name_people,
)

router = module_router("compliance", prefix="")
routers = (router, screening_endpoints.router, money_endpoints.router)


async def _names(tx: Tx, changes: Iterable[PolicyChange | Approval]) -> NameOf:
    ids = {user for change in changes for user in (change.asked_by, change.decided_by) if user}
    return await name_people(tx, ids)


async def _approval_body(tx: Tx, approval: Approval) -> FourEyesBody:
    return FourEyesBody.of(approval, await _names(tx, [approval]))


@router.get("/policies", responses=problems())
async def list_policies_endpoint(tx: TxDep) -> list[PolicyBody]:
    """Every number that is policy: its value today, the next one, all earlier ones."""
    tx.actor.require(permissions.VIEW_POLICIES)
    policies = await queries.list_policies(tx)
    values = [value for policy in policies for value in policy.history]
    people = {user for value in values for user in (value.author_id, value.approver_id) if user}
    pending = [policy.pending for policy in policies if policy.pending]
    names = await name_people(tx, people | {change.asked_by for change in pending})
    return [PolicyBody.of(policy, names) for policy in policies]


@router.get("/policy-changes", responses=problems())
async def list_policy_changes_endpoint(
    tx: TxDep, page: PageDep, status: ApprovalStatus | None = None
) -> SliceBody[PolicyChangeBody]:
    tx.actor.require(permissions.VIEW_POLICIES)
    found = await queries.list_changes(tx, status, page)
    names = await _names(tx, found.items)
    items = [PolicyChangeBody.of(change, names) for change in found.items]
    return SliceBody(items=items, next_cursor=found.next_cursor)


@router.post(
    "/policy-changes",
    status_code=201,
    dependencies=[ONCE],
    responses=problems(
        KeyReused, PolicyUnknown, ValueOutOfBounds, ValueNotWhole, StartsTooEarly, ApprovalPending
    ),
)
async def propose_policy_change_endpoint(tx: TxDep, body: ProposalBody) -> PolicyChangeBody:
    wish = body.to_proposal(PolicyChangeId(new_id()))
    change = await propose_policy_change(tx, wish)
    return PolicyChangeBody.of(change, await _names(tx, [change]))


@router.get("/approvals", responses=problems())
async def list_approvals_endpoint(
    tx: TxDep, page: PageDep, status: ApprovalStatus | None = None
) -> SliceBody[FourEyesBody]:
    """What waits for a second person, or did: what one may decide or has asked for."""
    wanted = queries.visible_to(tx.actor, list_decidable(tx.actor), list_within())
    found = await queries.list_approvals(tx, wanted, status, page)
    names = await _names(tx, found.items)
    items = [FourEyesBody.of(each, names) for each in found.items]
    return SliceBody(items=items, next_cursor=found.next_cursor)


@router.post(
    "/role-grants",
    status_code=201,
    dependencies=[ONCE],
    responses=problems(
        KeyReused, ApprovalPending, UserNotFound, RolesDoNotFit, RolesSeparated, RoleEndInvalid
    ),
)
async def ask_grant_endpoint(tx: TxDep, body: RoleGrantBody) -> FourEyesBody:
    """Roles that two people give: a second person of the house has to agree, or of the platform
    where the house has nobody else who could."""
    asked = await ask_grant(tx, ApprovalId(new_id()), body.to_wish(), body.reason.strip())
    return await _approval_body(tx, asked)


@router.post(
    "/fact-erasures",
    status_code=201,
    dependencies=[ONCE],
    responses=problems(KeyReused, ApprovalPending, NotYetOnRecord, ErasureRefused),
)
async def ask_fact_erasure_endpoint(tx: TxDep, body: FactErasureBody) -> FourEyesBody:
    """That what a fact on record says is taken away for good: a second person has to agree."""
    asked = await ask_fact_erasure(tx, ApprovalId(new_id()), body.to_wanted(), body.reason.strip())
    return await _approval_body(tx, asked)


@router.post(
    "/approvals/{approval_id}/approval",
    dependencies=[ONCE],
    responses=problems(
        KeyReused,
        ApprovalNotFound,
        ApprovalDecided,
        SecondPersonNeeded,
        PolicyUnknown,
        ValueOutOfBounds,
        ValueNotWhole,
        StartsTooEarly,
        DayTaken,
    ),
)
async def give_approval_endpoint(tx: TxDep, approval_id: UUID) -> FourEyesBody:
    """Does what was asked for; its own refusals come through."""
    return await _approval_body(tx, await approve(tx, ApprovalId(approval_id)))


@router.post(
    "/approvals/{approval_id}/rejection",
    dependencies=[ONCE],
    responses=problems(KeyReused, ApprovalNotFound, ApprovalDecided),
)
async def reject_approval_endpoint(
    tx: TxDep, approval_id: UUID, body: RejectionBody
) -> FourEyesBody:
    return await _approval_body(tx, await reject(tx, ApprovalId(approval_id), body.reason))
