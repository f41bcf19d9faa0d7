"""Gathers what the page of one application shows, as far as the actor may see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApplicationId, UserId
from rongqu.kernel.pii import PersonName
from rongqu.modules.catalog.public import CollateralTerms, Product, get_product_version
from rongqu.modules.collateral.public import Valued
from rongqu.modules.identity.public import name_people
from rongqu.modules.origination import permissions, precedent_queries, queries, rules
from rongqu.modules.origination.security import lacking_security, value_security
from rongqu.modules.origination.types import (
    Application,
    Approval,
    Assessment,
    Document,
    Move,
    Precedent,
    Side,
    Step,
)
from rongqu.modules.parties.public import Purpose, read_enterprise_for


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """An application with everything that one page shows of it, as far as the actor may see it."""

    application: Application
    turn: Side
    open_moves: tuple[Move, ...]
    missing: tuple[str, ...]
    """What a submission still lacks; empty when it is not the applicant's turn."""
    required_documents: tuple[str, ...]
    documents: tuple[Document, ...]
    wanted_collateral: tuple[CollateralTerms, ...]
    collateral: tuple[Valued, ...]
    steps: tuple[Step, ...]
    approval: Approval | None
    precedents: tuple[Precedent, ...]
    assessments: tuple[Assessment, ...]
    may_see_file: bool
    names: Mapping[UserId, PersonName]
    """Of those who acted, for people of the lender and the platform."""


async def get_dossier(tx: Tx, application_id: ApplicationId) -> Dossier:
    application = await queries.get_application(tx, application_id)
    version = application.product.version
    product = await get_product_version(tx, application.product.id, version)
    documents = await queries.list_documents(tx, application)
    collateral = await value_security(tx, application, product)
    steps = await queries.list_steps(tx, application)
    assessments = await queries.list_assessments(tx, application)
    may_see_file = tx.actor.may(permissions.VIEW_FILE)
    authors = {assessment.author_id for assessment in assessments}
    return Dossier(
        application=application,
        turn=rules.turn_of(application),
        open_moves=rules.moves_open_to(application, tx.actor, authors),
        missing=await _missing(tx, application, product, documents, collateral),
        required_documents=product.required_documents,
        documents=documents,
        wanted_collateral=product.collateral,
        collateral=collateral,
        steps=steps,
        approval=await queries.find_approval(tx, application),
        precedents=await precedent_queries.list_precedents(tx, application),
        assessments=assessments if may_see_file else (),
        may_see_file=may_see_file,
        names=await _names(tx, steps, assessments) if may_see_file else {},
    )


async def _missing(
    tx: Tx,
    application: Application,
    product: Product,
    documents: tuple[Document, ...],
    collateral: tuple[Valued, ...],
) -> tuple[str, ...]:
    if application.stage not in rules.EDITABLE:
        return ()
    enterprise = await read_enterprise_for(tx, application.applicant.id, Purpose.APPLICATION)
    attached = {document.kind for document in documents}
    needed = rules.Needed(
        documents=[kind for kind in product.required_documents if kind not in attached],
        collateral=lacking_security(product, collateral),
        has_figures=enterprise.figures is not None,
    )
    return rules.list_missing(application.wish, needed)


async def _names(
    tx: Tx, steps: tuple[Step, ...], assessments: tuple[Assessment, ...]
) -> Mapping[UserId, PersonName]:
    people = {step.actor_id for step in steps}
    return await name_people(tx, people | {assessment.author_id for assessment in assessments})
