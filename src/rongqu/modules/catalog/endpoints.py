"""The catalogue's API: parse, call, answer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated
from uuid import UUID

from fastapi import Query

from rongqu.infra.problems import problems
from rongqu.infra.tx import Tx
from rongqu.infra.web import ONCE, PageDep, PublicTxDep, SliceBody, TxDep, module_router
from rongqu.kernel.errors import KeyReused
from rongqu.kernel.ids import ProductId, new_id
from rongqu.modules.catalog import errors, permissions, queries, rules
from rongqu.modules.catalog.actions.publish_product import publish_product
from rongqu.modules.catalog.actions.publish_version import NewVersion, publish_version
from rongqu.modules.catalog.actions.withdraw_product import withdraw_product
from rongqu.modules.catalog.errors import ProductNotFound, VersionNotFound
from rongqu.modules.catalog.facts import FACTS
from rongqu.modules.catalog.offered import list_offered_products
from rongqu.modules.catalog.pricing import resolve
from rongqu.modules.catalog.schemas import (
    FactBody,
    FaultBody,
    NewVersionBody,
    ProductBody,
    WithdrawalBody,
)
from rongqu.modules.catalog.types import Product, ProductKind
from rongqu.modules.catalog.wire import TermsBody
from rongqu.modules.identity.public import name_organisations

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


@router.get("/public/products", responses=problems())
async def list_public_products_endpoint(
    tx: PublicTxDep, kind: Annotated[ProductKind | None, Query()] = None
) -> list[ProductBody]:
    """Everything on offer today: a handful, so without pages."""
    offered = await list_offered_products(tx)
    return await _bodies(tx, [it for it in offered if kind is None or it.kind is kind])


@router.get("/public/products/{product_id}", responses=problems(ProductNotFound))
async def get_public_product_endpoint(tx: PublicTxDep, product_id: UUID) -> ProductBody:
    """At the prices of the day."""
    product = await queries.get_product(tx, ProductId(product_id))
    return await _body(tx, resolve(product, await queries.read_market(tx)))


@router.get("/public/product-facts", responses=problems())
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
    tx.actor.require(permissions.PUBLISH)
    faults = rules.find_faults(body.to_terms(), await queries.read_price_policy(tx))
    return [FaultBody.of(fault) for fault in faults]


@router.post(
    "/products",
    status_code=201,
    dependencies=[ONCE],
    responses=problems(KeyReused, *TERMS_FAULTS),
)
async def publish_product_endpoint(tx: TxDep, body: TermsBody) -> ProductBody:
    return await _body(tx, await publish_product(tx, ProductId(new_id()), body.to_terms()))


@router.post(
    "/products/{product_id}/versions",
    status_code=201,
    dependencies=[ONCE],
    responses=problems(
        KeyReused,
        ProductNotFound,
        errors.ProductIsWithdrawn,
        errors.VersionOutdated,
        errors.KindIsFixed,
        errors.TermsUnchanged,
        *TERMS_FAULTS,
    ),
)
async def publish_product_version_endpoint(
    tx: TxDep, product_id: UUID, body: NewVersionBody
) -> ProductBody:
    new = NewVersion(
        product_id=ProductId(product_id), based_on=body.based_on, terms=body.terms.to_terms()
    )
    return await _body(tx, await publish_version(tx, new))


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
