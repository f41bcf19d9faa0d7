"""The API of the template library: reading, comparing, previewing, drafting, entrusting."""

from __future__ import annotations

import asyncio
from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response

from rongqu.infra.policies import read_policy
from rongqu.infra.problems import problems
from rongqu.infra.tx import Tx
from rongqu.infra.web import ONCE, TxDep, module_router, open_request_tx
from rongqu.kernel.errors import KeyReused
from rongqu.kernel.ids import ApprovalId, OrganisationId, new_id
from rongqu.modules.compliance.public import ApprovalPending, AskedApprovalBody, find_pending
from rongqu.modules.contracts import permissions, template_queries, template_rules
from rongqu.modules.contracts.actions.ask_adoption import ADOPT_TEMPLATE, ask_adoption
from rongqu.modules.contracts.actions.change_template import change_template
from rongqu.modules.contracts.actions.discard_template import discard_template
from rongqu.modules.contracts.actions.draft_template import draft_template
from rongqu.modules.contracts.actions.entrust_template import entrust_template
from rongqu.modules.contracts.document.render import render
from rongqu.modules.contracts.errors import (
    DraftOpen,
    FindingsSevere,
    ReferenceWrong,
    TemplateNotEditable,
    TemplateNotFound,
    TemplateWaits,
    ValidityWrong,
    VariableUnknown,
)
from rongqu.modules.contracts.library.comparing import compare
from rongqu.modules.contracts.library.composing import compose, sample_values
from rongqu.modules.contracts.library.types import (
    Language,
    Template,
    TemplateVersion,
    TemplateVersionId,
)
from rongqu.modules.contracts.library.variables import all_variables
from rongqu.modules.contracts.review_schemas import TextFindingBody
from rongqu.modules.contracts.template_schemas import (
    AdoptionWishBody,
    ComparedLineBody,
    TemplateBody,
    TemplateComparisonBody,
    TemplateHistoryBody,
    TemplateOwnerBody,
    TemplatesBody,
    TemplateTextBody,
    TemplateVariableBody,
    TemplateVariablesBody,
    TemplateVersionBody,
    TemplateVersionFileBody,
    TemplateWishBody,
)
from rongqu.modules.identity.public import name_organisations, name_people
from rongqu.modules.parties.public import InstitutionNotFound

router = module_router("contracts", prefix="/templates")
version_router = module_router("contracts", prefix="/template-versions")
routers = (router, version_router)

PDF = "application/pdf"
FAULTS = (VariableUnknown, ReferenceWrong, ValidityWrong)


@router.get("", responses=problems())
async def list_templates_endpoint(tx: TxDep) -> TemplatesBody:
    """Every template with the version in force today."""
    tx.actor.require(permissions.VIEW)
    in_force = await template_queries.list_in_force(tx)
    templates = await template_queries.list_templates(tx)
    named = await _name_versions(tx, list(in_force.values()))
    return TemplatesBody(
        items=[await _template(tx, each, named.get(each.key)) for each in templates]
    )


@router.get("/variables", responses=problems())
async def list_template_variables_endpoint(tx: TxDep) -> TemplateVariablesBody:
    tx.actor.require(permissions.VIEW)
    return TemplateVariablesBody(
        items=[TemplateVariableBody.of(each) for each in all_variables().values()]
    )


@router.get("/{template}", responses=problems(TemplateNotFound))
async def get_template_endpoint(tx: TxDep, template: str) -> TemplateHistoryBody:
    """With its versions, the newest first; drafts only for who may edit them."""
    tx.actor.require(permissions.VIEW)
    return await _history(tx, template)


@router.post(
    "/{template}/versions",
    status_code=201,
    dependencies=[ONCE],
    responses=problems(KeyReused, TemplateNotFound, DraftOpen, TemplateNotEditable, *FAULTS),
)
async def draft_template_endpoint(
    tx: TxDep, template: str, body: TemplateWishBody
) -> TemplateVersionFileBody:
    version_id = TemplateVersionId(new_id())
    return await _file(tx, await draft_template(tx, template, version_id, body.to_wish()))


@router.put("/{template}/owner", responses=problems(TemplateNotFound, InstitutionNotFound))
async def entrust_template_endpoint(
    tx: TxDep, template: str, body: TemplateOwnerBody
) -> TemplateHistoryBody:
    tx.actor.require(permissions.ENTRUST_TEMPLATES)
    owner = None if body.owner_id is None else OrganisationId(body.owner_id)
    await entrust_template(tx, template, owner)
    return await _history(tx, template)


@version_router.get("/{version_id}", responses=problems(TemplateNotFound))
async def get_template_version_endpoint(tx: TxDep, version_id: UUID) -> TemplateVersionFileBody:
    tx.actor.require(permissions.VIEW)
    return await _file(tx, await template_queries.get_version(tx, TemplateVersionId(version_id)))


@version_router.put(
    "/{version_id}",
    responses=problems(TemplateNotFound, TemplateNotEditable, TemplateWaits, *FAULTS),
)
async def change_template_endpoint(
    tx: TxDep, version_id: UUID, body: TemplateWishBody
) -> TemplateVersionFileBody:
    return await _file(tx, await change_template(tx, TemplateVersionId(version_id), body.to_wish()))


@version_router.post(
    "/{version_id}/adoption",
    status_code=202,
    dependencies=[ONCE],
    responses=problems(
        KeyReused,
        TemplateNotFound,
        TemplateNotEditable,
        ValidityWrong,
        FindingsSevere,
        ApprovalPending,
    ),
)
async def ask_adoption_endpoint(
    tx: TxDep, version_id: UUID, body: AdoptionWishBody
) -> TemplateVersionFileBody:
    """In force once a second person has approved it."""
    wanted = TemplateVersionId(version_id)
    await ask_adoption(tx, ApprovalId(new_id()), wanted, body.reason)
    return await _file(tx, await template_queries.get_version(tx, wanted))


@version_router.post(
    "/{version_id}/discard",
    dependencies=[ONCE],
    responses=problems(KeyReused, TemplateNotFound, TemplateNotEditable, TemplateWaits),
)
async def discard_template_endpoint(tx: TxDep, version_id: UUID) -> TemplateVersionFileBody:
    return await _file(tx, await discard_template(tx, TemplateVersionId(version_id)))


@version_router.get(
    "/{version_id}/preview",
    response_class=Response,
    responses=problems(TemplateNotFound)
    | {200: {"content": {PDF: {"schema": {"type": "string", "format": "binary"}}}}},
)
async def preview_template_endpoint(
    request: Request, version_id: UUID, language: Annotated[Language, Query()] = Language.ZH
) -> Response:
    """As a document, with sample values. Typeset after the transaction has ended."""
    async with open_request_tx(request) as tx:
        tx.actor.require(permissions.VIEW)
        version = await template_queries.get_version(tx, TemplateVersionId(version_id))
        today = tx.business_date
    content = compose(version.text, sample_values(), template_rules.SAMPLE_NUMBER, language)
    pdf = await asyncio.to_thread(render, content, today)
    headers = {
        "Content-Disposition": f'inline; filename="{version.template.key}-{version.number}.pdf"',
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'self'",
        "Cache-Control": "private, no-cache",
    }
    return Response(pdf, media_type=PDF, headers=headers)


@version_router.get("/{version_id}/comparison", responses=problems(TemplateNotFound))
async def compare_templates_endpoint(
    tx: TxDep,
    version_id: UUID,
    old_id: Annotated[UUID, Query(alias="with")],
    language: Annotated[Language, Query()] = Language.ZH,
) -> TemplateComparisonBody:
    """What this version changes of the other one, sentence by sentence and word by word."""
    tx.actor.require(permissions.VIEW)
    new = await template_queries.get_version(tx, TemplateVersionId(version_id))
    old = await template_queries.get_version(tx, TemplateVersionId(old_id))
    lines = await asyncio.to_thread(compare, old.text, new.text, language)
    return TemplateComparisonBody(
        old=old.name,
        new=new.name,
        language=language,
        lines=[ComparedLineBody.of(each) for each in lines],
    )


async def _history(tx: Tx, key: str) -> TemplateHistoryBody:
    versions = await template_queries.list_versions(tx, key)
    in_force = await template_queries.list_in_force(tx)
    template = await template_queries.get_template(tx, key)
    named = await _name_versions(tx, list(in_force.values()))
    return TemplateHistoryBody(
        template=await _template(tx, template, named.get(key)),
        versions=[await _version(tx, each) for each in versions],
    )


async def _template(
    tx: Tx, template: Template, in_force: TemplateVersionBody | None
) -> TemplateBody:
    owner = template.owner_id
    names = await name_organisations(tx, [] if owner is None else [owner])
    return TemplateBody.of(
        template,
        in_force,
        owner_name=None if owner is None else names.get(owner),
        may_edit=template_queries.may_edit(tx.actor, template),
    )


async def _name_versions(tx: Tx, versions: list[TemplateVersion]) -> dict[str, TemplateVersionBody]:
    people = {each.author_id for each in versions} | {
        each.approver_id for each in versions if each.approver_id is not None
    }
    names = await name_people(tx, people)
    return {
        each.template.key: TemplateVersionBody.of(
            each,
            names.get(each.author_id),
            None if each.approver_id is None else names.get(each.approver_id),
        )
        for each in versions
    }


async def _version(tx: Tx, version: TemplateVersion) -> TemplateVersionBody:
    return (await _name_versions(tx, [version]))[version.template.key]


async def _file(tx: Tx, version: TemplateVersion) -> TemplateVersionFileBody:
    cap = await read_policy(tx, "catalog.yearly_rate_cap")
    findings = await asyncio.to_thread(template_rules.review_sample, version, cap)
    variables = all_variables()
    pending = await find_pending(tx, ADOPT_TEMPLATE, str(version.id))
    names = await name_people(tx, [] if pending is None else [pending.asked_by])
    return TemplateVersionFileBody(
        version=await _version(tx, version),
        key=version.template.key,
        kind=version.template.kind,
        may_edit=template_queries.may_edit(tx.actor, version.template),
        text=TemplateTextBody.of(version.text),
        variables=[TemplateVariableBody.of(variables[name]) for name in version.variables],
        findings=[TextFindingBody.of(each) for each in findings],
        pending=None
        if pending is None
        else AskedApprovalBody.of(pending, names.get(pending.asked_by)),
    )
