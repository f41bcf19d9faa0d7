"""Gathers what the page of one application shows, as far as the actor may see it."""

from __future__ import annotations

from collections.abc import Mapping

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApplicationId, UserId
from rongqu.kernel.pii import PersonName
from rongqu.modules.catalog.public import Product, get_product_version
from rongqu.modules.identity.public import name_people
from rongqu.modules.origination import permissions, queries, rules
from rongqu.modules.origination.types import Application, Assessment, Document, Dossier, Step
from rongqu.modules.parties.public import Purpose, read_enterprise_for


async def get_dossier(tx: Tx, application_id: ApplicationId) -> Dossier:
    application = await queries.get_application(tx, application_id)
    version = application.product.version
    product = await get_product_version(tx, application.product.id, version)
    documents = await queries.list_documents(tx, application)
    steps = await queries.list_steps(tx, application)
    assessments = await queries.list_assessments(tx, application)
    may_see_file = tx.actor.may(permissions.VIEW_FILE)
    authors = {assessment.author_id for assessment in assessments}
    return Dossier(
        application=application,
        turn=rules.turn_of(application),
        open_moves=rules.moves_open_to(application, tx.actor, authors),
        missing=await _missing(tx, application, product, documents),
        required_documents=product.required_documents,
        documents=documents,
        steps=steps,
        approval=await queries.find_approval(tx, application),
        assessments=assessments if may_see_file else (),
        may_see_file=may_see_file,
        names=await _names(tx, steps, assessments) if may_see_file else {},
    )


async def _missing(
    tx: Tx, application: Application, product: Product, documents: tuple[Document, ...]
) -> tuple[str, ...]:
    if application.stage not in rules.EDITABLE:
        return ()
    enterprise = await read_enterprise_for(tx, application.applicant.id, Purpose.APPLICATION)
    return rules.list_missing(
        application.wish,
        product.required_documents,
        {document.kind for document in documents},
        has_figures=enterprise.figures is not None,
    )


async def _names(
    tx: Tx, steps: tuple[Step, ...], assessments: tuple[Assessment, ...]
) -> Mapping[UserId, PersonName]:
    people = {step.actor_id for step in steps}
    return await name_people(tx, people | {assessment.author_id for assessment in assessments})
