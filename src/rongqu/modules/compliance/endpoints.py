"""Compliance's API: parse, call, answer."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from rongqu.infra.problems import problems
from rongqu.infra.tx import Tx
from rongqu.infra.web import ONCE, PageDep, SliceBody, TxDep, module_router
from rongqu.kernel.errors import KeyReused, SecondPersonNeeded
from rongqu.kernel.ids import PolicyChangeId, new_id
from rongqu.modules.compliance import permissions, queries
from rongqu.modules.compliance.actions.approve_policy_change import approve_policy_change
from rongqu.modules.compliance.actions.propose_policy_change import propose_policy_change
from rongqu.modules.compliance.actions.reject_policy_change import reject_policy_change
from rongqu.modules.compliance.errors import (
    ChangeDecided,
    ChangeNotFound,
    ChangePending,
    DayTaken,
    PolicyUnknown,
    StartsTooEarly,
    ValueNotWhole,
    ValueOutOfBounds,
)
from rongqu.modules.compliance.schemas import (
    NameOf,
    PolicyBody,
    PolicyChangeBody,
    ProposalBody,
    RejectionBody,
)
from rongqu.modules.compliance.types import ChangeStatus, PolicyChange
from rongqu.modules.identity.public import name_people

router = module_router("compliance", prefix="")


async def _names(tx: Tx, changes: Iterable[PolicyChange]) -> NameOf:
    ids = {user for change in changes for user in (change.asked_by, change.decided_by) if user}
    return await name_people(tx, ids)


async def _body(tx: Tx, change: PolicyChange) -> PolicyChangeBody:
    return PolicyChangeBody.of(change, await _names(tx, [change]))


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
    tx: TxDep, page: PageDep, status: ChangeStatus | None = None
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
        KeyReused, PolicyUnknown, ValueOutOfBounds, ValueNotWhole, StartsTooEarly, ChangePending
    ),
)
async def propose_policy_change_endpoint(tx: TxDep, body: ProposalBody) -> PolicyChangeBody:
    wish = body.to_proposal(PolicyChangeId(new_id()))
    return await _body(tx, await propose_policy_change(tx, wish))


@router.post(
    "/policy-changes/{change_id}/approval",
    dependencies=[ONCE],
    responses=problems(
        KeyReused,
        ChangeNotFound,
        ChangeDecided,
        SecondPersonNeeded,
        PolicyUnknown,
        ValueOutOfBounds,
        ValueNotWhole,
        StartsTooEarly,
        DayTaken,
    ),
)
async def approve_policy_change_endpoint(tx: TxDep, change_id: UUID) -> PolicyChangeBody:
    return await _body(tx, await approve_policy_change(tx, PolicyChangeId(change_id)))


@router.post(
    "/policy-changes/{change_id}/rejection",
    dependencies=[ONCE],
    responses=problems(KeyReused, ChangeNotFound, ChangeDecided),
)
async def reject_policy_change_endpoint(
    tx: TxDep, change_id: UUID, body: RejectionBody
) -> PolicyChangeBody:
    rejected = await reject_policy_change(tx, PolicyChangeId(change_id), body.reason)
    return await _body(tx, rejected)
