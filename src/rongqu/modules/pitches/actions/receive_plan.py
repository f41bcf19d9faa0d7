"""Take in a business plan; its content is stored already and has been inspected."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import insert

from rongqu.events.pitches import PlanReceived
from rongqu.infra.policies import read_policy
from rongqu.infra.storage import StoredFile
from rongqu.infra.turns import take_turn
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import EnterpriseId
from rongqu.kernel.money import Money
from rongqu.modules.parties.public import get_enterprise
from rongqu.modules.pitches import permissions, queries, tables
from rongqu.modules.pitches.errors import TooManyPlans
from rongqu.modules.pitches.types import Plan, PlanId, PlanStatus, PlanType


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanUpload:
    """The caller makes the id: sending the same file again after a broken line is harmless."""

    id: PlanId
    name: str
    file_type: PlanType
    stored: StoredFile
    asked: Money | None


async def check_may_upload(tx: Tx) -> int:
    """Before the content is read. Answers with the largest size in bytes."""
    tx.actor.require(permissions.UPLOAD)
    enterprise_id = EnterpriseId(tx.actor.organisation)
    await get_enterprise(tx, enterprise_id)
    await _check_room(tx)
    return int(await read_policy(tx, "pitches.plan_bytes"))


async def receive_plan(tx: Tx, upload: PlanUpload) -> Plan:
    tx.actor.require(permissions.UPLOAD)
    known = await queries.find_own_plan(tx, upload.id)
    if known is not None and known.sha256 == upload.stored.sha256:
        return known
    await take_turn(tx, f"pitches.plans {tx.actor.organisation}")
    await _check_room(tx)

    await tx.connection.execute(
        insert(tables.plan).values(
            id=upload.id,
            enterprise_id=tx.actor.organisation,
            name=upload.name,
            file_type=upload.file_type,
            size=upload.stored.size,
            sha256=upload.stored.sha256,
            storage_key=upload.stored.key,
            asked_minor=None if upload.asked is None else upload.asked.minor,
            currency=None if upload.asked is None else upload.asked.currency,
            status=PlanStatus.RECEIVED,
            flags=[],
            terms=[],
            weights=[],
            uploaded_by=tx.actor.id,
            uploaded_at=tx.now,
        )
    )

    await tx.publish(
        PlanReceived(
            subject_id=upload.id,
            parties=(tx.actor.organisation,),
            enterprise_id=tx.actor.organisation,
            file_type=upload.file_type.name.lower(),
            sha256=upload.stored.sha256,
        )
    )
    return await queries.get_plan(tx, upload.id)


async def _check_room(tx: Tx) -> None:
    most = int(await read_policy(tx, "pitches.plans_per_company"))
    if await queries.count_plans_of(tx, EnterpriseId(tx.actor.organisation)) >= most:
        raise TooManyPlans(most=most)
