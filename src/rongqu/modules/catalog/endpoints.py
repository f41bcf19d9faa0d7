"""The catalogue's API: parse, call, answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated
from uuid import UUID

from fastapi import Query

from rongqu.infra.api_document import FOR_STRANGERS
from rongqu.infra.problems import problems
from rongqu.infra.tx import Tx
from rongqu.infra.web import ONCE, PageDep, PublicTxDep, SliceBody, TxDep, module_router
from rongqu.kernel.errors import KeyReused
from rongqu.kernel.ids import ProductId, new_id
from rongqu.modules.catalog import errors, permissions, queries, rules
from rongqu.modules.catalog.actions.propose_terms import PUBLISH_TERMS, propose_terms
from rongqu.modules.catalog.actions.withdraw_product import withdraw_product
from rongqu.modules.catalog.errors import ProductNotFound, VersionNotFound
from rongqu.modules.catalog.facts import FACTS
from rongqu.modules.catalog.offered import list_offered_products
from rongqu.modules.catalog.pricing import resolve
from rongqu.modules.catalog.schemas import (
    FactBody,
    FaultBody,
    NewProductBody,
    NewVersionBody,
    ProductBody,
    ProductProposalBody,
    WithdrawalBody,
)
from rongqu.modules.catalog.types import Product, ProductKind
from rongqu.modules.catalog.wire import TermsBody
from rongqu.modules.compliance.public import Approval, ApprovalPending, list_pending
from rongqu.modules.identity.public import name_organisations, name_people

router = module_router("catalog", prefix="")

TERMS_FAULTS = (
    errors.UnknownFact,
    errors.OperatorNotForFact,
    errors.UnknownCode,
    errors.ConditionImpossible,
    errors.ConditionsContradict,
    errors.AmountRangeReversed,
    errors.TermRangeReversed,
    errors.ValidityReversed,
    errors.NoPurpose,
    errors.NoGradePriced,
    errors.GradePricedTwice,
    errors.GreenLoanTooDear,
    errors.BetterGradePaysMore,
    errors.RateOutsidePolicy,
    errors.FeeOutsidePolicy,
    errors.CollateralTwice,
    errors.LendingShareOutsidePolicy,
    errors.TenorStepsDisordered,
    errors.GreenStepsDisordered,
    errors.DiscountTooLarge,
)


@router.get("/public/products", responses=problems(), openapi_extra=FOR_STRANGERS)
async def list_public_products_endpoint(
    tx: PublicTxDep, kind: Annotated[ProductKind | None, Query()] = None
) -> list[ProductBody]:
    """Everything on offer today: a handful, so without pages."""
    offered = await list_offered_products(tx)
    return await _bodies(tx, [it for it in offered if kind is None or it.kind is kind])


@router.get(
    "/public/products/{product_id}",
    responses=problems(ProductNotFound),
    openapi_extra=FOR_STRANGERS,
)
async def get_public_product_endpoint(tx: PublicTxDep, product_id: UUID) -> ProductBody:
    """At the prices of the day."""
    product = await queries.get_product(tx, ProductId(product_id))
    return await _body(tx, resolve(product, await queries.read_market(tx)))


@router.get("/public/product-facts", responses=problems(), openapi_extra=FOR_STRANGERS)
async def list_product_facts_endpoint() -> list[FactBody]:
    """What a condition may be about, with units and possible values."""
    return [FactBody.of(fact) for fact in FACTS.values()]


@router.get("/products", responses=problems())
async def list_own_products_endpoint(tx: TxDep, page: PageDep) -> SliceBody[ProductBody]:
    tx.actor.require(permissions.VIEW)
    found = await queries.list_own_products(tx, page)
    items = await _bodies(tx, found.items)
    return SliceBody[ProductBody](items=items, next_cursor=found.next_cursor)


@router.get("/products/{product_id}/versions", responses=problems(ProductNotFound))
async def list_product_versions_endpoint(tx: TxDep, product_id: UUID) -> list[ProductBody]:
    """The whole history, newest first, for comparing."""
    tx.actor.require(permissions.VIEW)
    return await _bodies(tx, await queries.list_versions(tx, ProductId(product_id)))


@router.get("/products/{product_id}/versions/{version}", responses=problems(VersionNotFound))
async def get_product_version_endpoint(tx: TxDep, product_id: UUID, version: int) -> ProductBody:
    """Anybody signed in: the version their agreement refers to."""
    found = await queries.get_product_version(tx, ProductId(product_id), version)
    return await _body(tx, found)


@router.post("/products/check", responses=problems())
async def check_product_endpoint(tx: TxDep, body: TermsBody) -> list[FaultBody]:
    """Every reason why these terms could not be published; changes nothing, so without ONCE."""
    tx.actor.require(permissions.PROPOSE)
    faults = rules.find_faults(body.to_terms(), await queries.read_price_policy(tx))
    return [FaultBody.of(fault) for fault in faults]


@router.get("/product-proposals", responses=problems())
async def list_product_proposals_endpoint(tx: TxDep) -> list[ProductProposalBody]:
    """What waits for a second person of the reader's house: a handful, so without pages."""
    tx.actor.require(permissions.VIEW)
    return await _proposals(tx, await list_pending(tx, PUBLISH_TERMS))


@router.post(
    "/products",
    status_code=202,
    dependencies=[ONCE],
    responses=problems(KeyReused, *TERMS_FAULTS),
)
async def propose_product_endpoint(tx: TxDep, body: NewProductBody) -> ProductProposalBody:
    """On offer once a colleague has agreed."""
    asked = await propose_terms(tx, body.to_proposal(ProductId(new_id())), body.reason)
    [proposed] = await _proposals(tx, [asked])
    return proposed


@router.post(
    "/products/{product_id}/versions",
    status_code=202,
    dependencies=[ONCE],
    responses=problems(
        KeyReused,
        ProductNotFound,
        ApprovalPending,
        errors.ProductIsWithdrawn,
        errors.VersionOutdated,
        errors.KindIsFixed,
        errors.TermsUnchanged,
        *TERMS_FAULTS,
    ),
)
async def propose_product_version_endpoint(
    tx: TxDep, product_id: UUID, body: NewVersionBody
) -> ProductProposalBody:
    asked = await propose_terms(tx, body.to_proposal(ProductId(product_id)), body.reason)
    [proposed] = await _proposals(tx, [asked])
    return proposed


@router.post(
    "/products/{product_id}/withdrawal",
    dependencies=[ONCE],
    responses=problems(KeyReused, ProductNotFound, errors.ProductIsWithdrawn),
)
async def withdraw_product_endpoint(
    tx: TxDep, product_id: UUID, body: WithdrawalBody
) -> ProductBody:
    return await _body(tx, await withdraw_product(tx, ProductId(product_id), body.reason))


async def _body(tx: Tx, product: Product) -> ProductBody:
    [body] = await _bodies(tx, [product])
    return body


async def _bodies(tx: Tx, products: Iterable[Product]) -> list[ProductBody]:
    found = list(products)
    names = await name_organisations(tx, {product.institution_id for product in found})
    return [ProductBody.of_product(product, names.get(product.institution_id)) for product in found]


async def _proposals(tx: Tx, asked: Sequence[Approval]) -> list[ProductProposalBody]:
    names = await name_people(tx, {each.asked_by for each in asked})
    proposals = [(each, queries.to_proposal(each)) for each in asked]
    bodies = await _bodies(tx, [queries.as_product(*each) for each in proposals])
    return [
        ProductProposalBody.of(each, proposal, body, names.get(each.asked_by))
        for (each, proposal), body in zip(proposals, bodies, strict=True)
    ]
