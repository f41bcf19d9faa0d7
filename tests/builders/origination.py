"""Makes applications in any stage, with the enterprise, the product and the money they need."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from httpx2 import AsyncClient, Response
from sqlalchemy import insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from rongqu.events.contracts import ContractSigned
from rongqu.infra.database import Engine
from rongqu.infra.event_log import event_delivery
from rongqu.infra.scopes import PLATFORM
from rongqu.infra.structures import write_structure
from rongqu.infra.tx import open_tx, utc_now
from rongqu.kernel.actor import SYSTEM, Portal
from rongqu.kernel.events import Event
from rongqu.kernel.files import FileType
from rongqu.kernel.ids import (
    ApplicationId,
    ContractId,
    EnterpriseId,
    OrganisationId,
    new_id,
)
from rongqu.kernel.money import Money
from rongqu.kernel.schedule import PLAIN, Structure
from rongqu.modules.catalog.public import Product
from rongqu.modules.origination.public import Application, get_application
from rongqu.modules.origination.tables import application, approval, assessment, document, step
from rongqu.modules.origination.types import AssessmentKind, Stage
from rongqu.modules.parties.public import (
    EnterpriseProfile,
    EnterpriseRegistration,
    FinancialFigures,
    register_enterprise,
    state_figures,
    synthetic_uscc,
)
from rongqu.modules.risk.tables import score as score_table
from rongqu.modules.risk.tables import standing
from tests.builders.actors import new_key, signed_in
from tests.builders.catalog import given_product
from tests.builders.payments import given_account

APPLY = ("origination:view", "origination:apply", "origination:withdraw")
REVIEW = (
    "origination:view",
    "origination:view_file",
    "origination:take",
    "origination:review",
    "origination:investigate",
    "origination:reject",
    "origination:return",
)
APPROVE = (*REVIEW, "origination:approve", "origination:assign", "origination:retry_payout")

ORDINARY_AMOUNT = Money(1_000_000_00, "CNY")
ORDINARY_ASSETS = Money(10_000_000_00, "CNY")
NEVER_SUBMITTED = (Stage.DRAFT,)
HAS_CONTRACT = (Stage.CONTRACT, Stage.PAYOUT, Stage.ACTIVE, Stage.CLOSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """One enterprise, one institution and its product."""

    enterprise_id: EnterpriseId
    institution_id: OrganisationId
    product: Product
    applicant: dict[str, str] = field(default_factory=dict[str, str])
    officer: dict[str, str] = field(default_factory=dict[str, str])
    approver: dict[str, str] = field(default_factory=dict[str, str])


async def given_world(
    engine: Engine,
    *,
    score: int | None = 650,
    net_assets: Money | None = ORDINARY_ASSETS,
    institution: UUID | None = None,
    **product: Any,
) -> World:
    enterprise_id = await given_enterprise(engine, score=score, net_assets=net_assets)
    institution_id = OrganisationId(institution or new_id())
    return World(
        enterprise_id=enterprise_id,
        institution_id=institution_id,
        product=await given_product(engine, institution=institution_id, **product),
        applicant=signed_in(*APPLY, organisation=enterprise_id),
        officer=lender(institution_id, *REVIEW),
        approver=lender(institution_id, *APPROVE),
    )


def lender(institution_id: UUID, *permissions: str) -> dict[str, str]:
    """One more person of the institution."""
    return signed_in(*permissions, organisation=institution_id, portal=Portal.INSTITUTION)


async def given_enterprise(
    engine: Engine,
    enterprise_id: EnterpriseId | None = None,
    *,
    score: int | None = None,
    net_assets: Money | None = None,
) -> EnterpriseId:
    enterprise_id = enterprise_id or EnterpriseId(new_id())
    profile = EnterpriseProfile(
        name="苏州明澈精密仪器有限公司",
        industry_code="C40",
        region_code="320500",
        founded_on=date(2018, 5, 1),
        registered_capital=Money(5_000_000_00, "CNY"),
        employees=46,
    )
    uscc = synthetic_uscc(str(enterprise_id))
    async with open_tx(engine, SYSTEM) as tx:
        await register_enterprise(
            tx, EnterpriseRegistration(id=enterprise_id, uscc=uscc, profile=profile)
        )
        if net_assets is not None:
            await state_figures(tx, enterprise_id, _figures(net_assets))
    if score is not None:
        await given_score(engine, enterprise_id, score)
    return enterprise_id


def _figures(net_assets: Money) -> FinancialFigures:
    return FinancialFigures(
        year=2025,
        revenue=Money(30_000_000_00, "CNY"),
        net_assets=net_assets,
        net_profit=Money(2_000_000_00, "CNY"),
        total_liabilities=Money(4_000_000_00, "CNY"),
    )


def grade_of(score: int) -> str:
    bands = ((750, "A"), (700, "B"), (600, "C"), (500, "D"))
    return next((grade for least, grade in bands if score >= least), "E")


async def given_score(
    engine: Engine, enterprise_id: UUID, score: int, *, at: datetime | None = None
) -> None:
    """The latest; earlier ones stay in its history."""
    score_id = new_id()
    async with engine.begin(PLATFORM) as connection:
        await connection.execute(
            insert(score_table).values(
                id=score_id,
                enterprise_id=enterprise_id,
                score=score,
                grade=grade_of(score),
                lane="fast" if score >= 700 else "normal" if score >= 500 else "manual",
                reasons=[],
                features={},
                model_number=0,
                model_version="test",
                chance=0.05,
                computed_at=at or utc_now(),
                data_through=date(2026, 10, 31),
            )
        )
        await connection.execute(
            upsert(standing)
            .values(
                enterprise_id=enterprise_id,
                score_id=score_id,
                months_seen=24,
                industry_section="C",
                industry="40",
            )
            .on_conflict_do_update(index_elements=["enterprise_id"], set_={"score_id": score_id})
        )


async def given_application(
    engine: Engine,
    world: World,
    *,
    stage: Stage = Stage.DRAFT,
    documents: bool = True,
    reviewed_by: UUID | None = None,
    **different: Any,
) -> ApplicationId:
    """In `stage` as if it had come there; `different` replaces columns. `structure`: what was
    approved besides a loan."""
    structure: Structure = different.pop("structure", PLAIN)
    application_id = ApplicationId(new_id())
    contract_id = ContractId(new_id()) if stage in HAS_CONTRACT else None
    columns = _columns(world, stage) | {"id": application_id, "contract_id": contract_id}
    async with engine.begin(PLATFORM) as connection:
        await connection.execute(insert(application).values(columns | different))
        if documents:
            await connection.execute(insert(document).values(_papers(world, application_id)))
        if reviewed_by is not None:
            await connection.execute(
                insert(assessment).values(
                    id=new_id(),
                    application_id=application_id,
                    kind=AssessmentKind.REVIEW,
                    author_id=reviewed_by,
                    note="经营稳定",
                    checklist={},
                    recorded_at=utc_now(),
                )
            )
        if contract_id is not None:
            agreed = _approval(application_id, contract_id)
            agreed["structure"] = write_structure(structure)
            await connection.execute(insert(approval).values(agreed))
    return application_id


def _columns(world: World, stage: Stage) -> dict[str, Any]:
    now = utc_now()
    product = world.product
    return {
        "enterprise_id": world.enterprise_id,
        "enterprise_name": "苏州明澈精密仪器有限公司",
        "region_code": "320500",
        "industry_code": "C40",
        "product_id": product.id,
        "product_version": product.version,
        "product_kind": product.kind,
        "product_name": product.name,
        "product_name_en": product.name_en,
        "institution_id": world.institution_id,
        "currency": "CNY",
        "amount_minor": ORDINARY_AMOUNT.minor,
        "term_months": 12,
        "purpose": "working_capital",
        "stage": stage,
        "version": 1,
        "screening": {"lane": "normal", "score": 650, "grade": "C", "missed": []},
        "deadline_at": now + timedelta(days=1),
        "created_at": now,
        "moved_at": now,
        "submitted_at": None if stage in NEVER_SUBMITTED else now,
        "outstanding_minor": ORDINARY_AMOUNT.minor if stage is Stage.ACTIVE else None,
    }


def _papers(world: World, application_id: ApplicationId) -> list[dict[str, Any]]:
    return [
        {
            "id": new_id(),
            "application_id": application_id,
            "kind": kind,
            "name": f"{kind}.pdf",
            "file_type": FileType.PDF,
            "size": 1000,
            "sha256": "0" * 64,
            "storage_key": f"documents/00/{kind}",
            "uploaded_by": new_id(),
            "uploaded_at": utc_now(),
        }
        for kind in world.product.required_documents
    ]


def _approval(application_id: ApplicationId, contract_id: ContractId) -> dict[str, Any]:
    return {
        "contract_id": contract_id,
        "application_id": application_id,
        "amount_minor": ORDINARY_AMOUNT.minor,
        "currency": "CNY",
        "yearly_rate": Decimal("0.068"),
        "day_count": "thirty_e_360",
        "term_months": 12,
        "method": "equal_instalment",
        "fee_minor": 10_000_00,
        "approved_by": new_id(),
        "approved_at": utc_now(),
    }


async def look_at(engine: Engine, application_id: ApplicationId) -> Application:
    """What a test looks at afterwards."""
    async with open_tx(engine, SYSTEM) as tx:
        return await get_application(tx, application_id)


async def steps_of(engine: Engine, application_id: ApplicationId) -> list[str]:
    columns = step.c
    async with engine.connect(PLATFORM) as connection:
        trace = select(columns.what).where(columns.application_id == application_id)
        return list((await connection.execute(trace.order_by(columns.number))).scalars())


async def contract_of(engine: Engine, application_id: ApplicationId) -> ContractId:
    contract_id = (await look_at(engine, application_id)).contract_id
    assert contract_id is not None
    return contract_id


async def happened(engine: Engine, event: Event) -> None:
    """An event of another room, as if that room had published it."""
    async with open_tx(engine, SYSTEM) as tx:
        await tx.publish(event)


async def deliver_again(engine: Engine, handler: str) -> None:
    async with engine.begin(PLATFORM) as connection:
        await connection.execute(
            update(event_delivery)
            .where(event_delivery.c.handler == handler)
            .values(done_at=None, claimed_at=None, retry_at=None)
        )


def yuan(amount: str) -> dict[str, str]:
    return {"amount": amount, "currency": "CNY"}


DECISION: dict[str, Any] = {
    "amount": yuan("800000.00"),
    "term_months": 12,
    "conditions": "放款前补充购销合同",
}


def user_of(headers: dict[str, str]) -> UUID:
    return UUID(headers["x-user"])


async def act(
    client: AsyncClient,
    application_id: ApplicationId,
    what: str,
    who: dict[str, str],
    body: dict[str, Any] | None = None,
) -> Response:
    path = f"/applications/{application_id}/{what}"
    return await client.post(path, json=body, headers=who | new_key())


async def given_signed(engine: Engine, world: World, structure: Structure = PLAIN) -> ApplicationId:
    application_id = await given_application(
        engine, world, stage=Stage.CONTRACT, structure=structure
    )
    await happened(engine, await signed(engine, world, application_id))
    return application_id


async def signed(engine: Engine, world: World, application_id: ApplicationId) -> Event:
    return ContractSigned(
        subject_id=await contract_of(engine, application_id),
        application_id=application_id,
        enterprise_id=world.enterprise_id,
        institution_id=world.institution_id,
        principal=ORDINARY_AMOUNT,
        sha256="0" * 64,
    )


async def given_accounts(engine: Engine, world: World, *, balance: Money) -> None:
    await given_account(engine, world.institution_id, balance_minor=balance.minor)
    await given_account(engine, world.enterprise_id)
