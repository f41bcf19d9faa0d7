"""Somebody of another organisation asks for what is not theirs, by its true id (BOLA, OWASP API1).

For every operation that names a record there is a true one, out of a platform in use; tables that
nobody has used yet get a row. Four newcomers, one of each outside kind and with every right of
their portal, have nothing to do with anybody: whatever they name, the answer is what it would be
if there were no such record.
"""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator, Iterable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from fastapi import FastAPI
from httpx2 import ASGITransport, AsyncClient, Response

from rongqu.infra.database import Connection, Engine
from rongqu.infra.metadata import metadata
from rongqu.infra.tx import open_tx, utc_now
from rongqu.kernel.actor import SYSTEM, Portal
from rongqu.kernel.ids import OrganisationId, new_id
from rongqu.kernel.pii import PersonName
from rongqu.kernel.uscc import synthetic_uscc
from rongqu.modules.identity.public import OrganisationKind, all_roles
from rongqu.modules.parties.public import (
    InstitutionKind,
    InstitutionRegistration,
    InvestorKind,
    InvestorRegistration,
    register_enterprise,
    register_institution,
    register_investor,
)
from tests.builders.actors import signed_in
from tests.builders.contracts import registration_of
from tests.builders.identity import Person, given_owner
from tests.builders.planted import Row, any_row
from tests.database import as_owner
from tests.security.operations import Ids, Operation, operations_of

PLACES: tuple[tuple[str, Ids], ...] = (
    ("/sessions/", {"session_id": "identity.session.id"}),
    ("/(members|people)/", {"user_id": "identity.membership.person_id"}),
    ("/invitations/", {"invitation_id": "invitations.invitation.id"}),
    ("/organisations/", {"organisation_id": "identity.organisation.id"}),
    ("/second-factors/", {"passkey_id": "identity.passkey.id"}),
    (
        "/service-accounts/",
        {"account_id": "identity.api_key.service_account_id", "key_id": "identity.api_key.id"},
    ),
    ("/privacy/exports/", {"export_id": "privacy.export.id"}),
    ("/ledger/accounts/", {"code": "ledger.account.code", "owner": "ledger.account.owner"}),
    ("/(ledger/entries|payments/reversals)/", {"entry_id": "ledger.entry.id"}),
    ("/evidence/subjects/", {"subject_id": "infra.event_log.subject_id"}),
    ("/evidence/(events|entries)/", {"event_id": "infra.event_log.id"}),
    ("/evidence/anchorings/", {"anchoring_id": "evidence.anchoring.id"}),
    ("/evidence/assets/", {"asset_id": "evidence.asset.id"}),
    ("/parties/institutions/", {"institution_id": "parties.institution.id"}),
    ("/parties/investors/", {"investor_id": "parties.investor.id"}),
    ("/parties/imports/", {"import_id": "parties.invoice_import.id"}),
    ("/approvals/", {"approval_id": "compliance.approval.id"}),
    ("/screening/hits/", {"hit_id": "compliance.hit.id"}),
    ("/money/alerts/", {"alert_id": "compliance.alert.id"}),
    ("/money/freezes/", {"freeze_id": "compliance.freeze.id"}),
    ("/money/reports/", {"report_id": "compliance.report.id"}),
    ("/fraud/suspicions/", {"suspicion_id": "fraud.suspicion.id"}),
    ("/fraud/examinations/", {"examination_id": "origination.document.id"}),
    ("/related/debts/", {"debt_id": "related.debt.id"}),
    (
        "/related/.*{link_id}",
        {"enterprise_id": "related.link.left_id", "link_id": "related.link.id"},
    ),
    ("/risk/decisions/", {"decision_id": "risk.decision.id"}),
    ("/risk/human-reviews/", {"review_id": "risk.human_review.id"}),
    ("/models/runs/", {"run_id": "models.run.id"}),
    ("/payments/statements/", {"statement_id": "payments.statement.id"}),
    ("/payments/breaks/", {"break_id": "payments.break_item.id"}),
    ("/payments/orders/", {"order_id": "payments.payment_order.id"}),
    ("/payments/batches/", {"batch_id": "payments.payment_batch.id"}),
    ("/contracts/", {"contract_id": "contracts.contract.id"}),
    ("/envelopes/", {"envelope_id": "contracts.envelope.id"}),
    ("/template-versions/", {"version_id": "contracts.template_version.id"}),
    ("/templates/", {"template": "contracts.template.key"}),
    ("/pitches/", {"plan_id": "pitches.plan.id"}),
    ("/sealings/", {"sealing_id": "sealing.sealing.id"}),
    ("/investing/subscriptions/", {"subscription_id": "investing.subscription.id"}),
    ("/investing/asks/", {"ask_id": "investing.ask.id"}),
    ("/disputes/", {"dispute_id": "disputes.dispute.id"}),
    ("/park-batches/", {"batch_id": "parks.line.batch_id", "line_id": "parks.line.id"}),
    (
        "/diligence/.*{visit_id}",
        {
            "application_id": "diligence.visit.application_id",
            "photo_id": "diligence.photo.id",
            "visit_id": "diligence.visit.id",
        },
    ),
    (
        "/diligence/.*{photo_id}",
        {"application_id": "diligence.visit.application_id", "photo_id": "diligence.photo.id"},
    ),
    (
        "/diligence/.*{ballot_id}",
        {"application_id": "diligence.ballot.application_id", "ballot_id": "diligence.ballot.id"},
    ),
    (
        "/applications/.*{document_id}",
        {
            "application_id": "origination.document.application_id",
            "document_id": "origination.document.id",
        },
    ),
    (
        "/applications/.*{item_id}",
        {"application_id": "collateral.item.application_id", "item_id": "collateral.item.id"},
    ),
    (
        "/applications/.*{precedent_id}",
        {
            "application_id": "origination.precedent.application_id",
            "precedent_id": "origination.precedent.id",
        },
    ),
    (
        "/loans/.*{trigger_id}",
        {"loan_id": "servicing.loan_trigger.loan_id", "trigger_id": "servicing.loan_trigger.id"},
    ),
    ("/leases/", {"loan_id": "leasing.lease.id"}),
    ("/aftercare/questions/", {"question_id": "aftercare.question.id"}),
    (
        "/aftercare/.*{document_id}",
        {"offering_id": "aftercare.document.offering_id", "document_id": "aftercare.document.id"},
    ),
    ("/aftercare/reports/", {"report_id": "aftercare.report.id"}),
    ("/aftercare/ballots/", {"ballot_id": "aftercare.ballot.id"}),
    ("/bidding/requests/", {"request_id": "bidding.request.id"}),
    (
        "/bidding/invitations/",
        {"invitation_id": "bidding.offer.invitation_id", "offer_id": "bidding.offer.id"},
    ),
    ("/orderbook/bids/", {"bid_id": "orderbook.bid.id"}),
    ("/exits/", {"exit_id": "exits.exit.id"}),
    ("/services/offers/", {"offer_id": "services.offer.id"}),
    ("/coupons/", {"coupon_id": "coupons.coupon.id"}),
    (
        "/services/bookings/",
        {"booking_id": "services.paper.booking_id", "paper_id": "services.paper.id"},
    ),
    (
        "/co-lending/.*{share_id}",
        {"application_id": "colending.share.application_id", "share_id": "colending.share.id"},
    ),
    ("/loan-files/", {"file_id": "bookings.file.id"}),
    ("/collections/cases/", {"case_id": "collections.collection_case.id"}),
    ("/collections/disposals/", {"disposal_id": "collections.disposal.id"}),
    ("/guarantees/agreements/", {"agreement_id": "guarantees.agreement.id"}),
    ("/webhook-endpoints/", {"endpoint_id": "outreach.endpoint.id"}),
    ("/webhook-deliveries/", {"delivery_id": "outreach.delivery.id"}),
    ("/warnings/", {"case_id": "warnings.warning_case.id"}),
)
"""By the beginning of a path, the first that fits: the column that has what the path names."""

ANYWHERE: Ids = {
    "assignee_id": "identity.person.id",
    "chair_id": "identity.person.id",
    "holder_id": "identity.organisation.id",
    "lenders": "parties.institution.id",
    "members": "identity.person.id",
    "organisation_id": "identity.organisation.id",
    "owner_id": "identity.organisation.id",
    "reference_id": "contracts.contract.id",
    "application_id": "origination.application.id",
    "contract_id": "contracts.contract.id",
    "contract": "contracts.contract.id",
    "document_id": "origination.document.id",
    "enterprise_id": "parties.enterprise.id",
    "entry_id": "ledger.entry.id",
    "envelope_ids": "contracts.envelope.id",
    "institution_id": "parties.institution.id",
    "loan_id": "servicing.loan.id",
    "offer_id": "bidding.offer.id",
    "offering_id": "investing.offering.id",
    "product_id": "catalog.product.id",
    "set_of": "contracts.envelope.id",
    "statement_id": "payments.statement.id",
    "user_id": "identity.person.id",
    "attorney_id": "identity.person.id",
    "batch_id": "payments.payment_batch.id",
}
"""By the name of a field, whatever the path."""


NOTHING: Ids = {}
GIVEN: dict[str, Row] = {
    "identity.service_account": {"scopes": ["x"]},
    "investing.offering": {"method": "bullet", "currency": "CNY", "status": "proposed"},
    "orderbook.bid": {"offering_id": UUID(int=1)},
    "outreach.endpoint": {"secret": b"secret"},
    "outreach.delivery": {"state": "failed"},
}
"""What a row has to be. An offering is the issuer's alone until it is opened."""


OPEN = {
    "answer_exit": "who sees an offering sees its exits; only who is asked answers",
    "ask_adoption": "model texts are read by everybody, and only their owner changes them",
    "cast_holder_vote": "who sees an offering sees its ballots; only who held some of it votes",
    "change_template": "model texts are read by everybody, and only their owner changes them",
    "discard_template": "model texts are read by everybody, and only their owner changes them",
    "get_institution": "lenders are known by name to whoever may borrow from them",
    "get_product_version": "what is published is public",
    "get_public_product": "the product hall",
    "get_service_offer": "the hall of services",
    "get_template_version": "model texts are read by everybody",
    "list_asks": "what is for sale is open to every investor",
    "preview_template": "model texts are read by everybody",
    "put_forward_companies": "for a product of the hall",
    "read_offering_document": "who sees an offering sees its papers",
    "start_application": "for a product of the hall",
    "take_ask": "what is for sale is open to every investor",
}
"""Meant for others as well, and why. Not even these break."""

SAME = {
    "ask_for_offers": "none of the lenders has a product that fits, known or not",
    "give_back": "nothing is shared, in a loan that is not seen as in one that is not",
    "open_sealing": "an envelope that does not wait for the reader, whether there is one or none",
    "receive_plan": "the file is refused before anything is looked for",
}
"""Not denied, but answered as if there were nothing."""


@dataclass(frozen=True, slots=True)
class Stranger:
    kind: str
    headers: dict[str, str]


@dataclass(frozen=True, slots=True)
class Told:
    """Two answers to somebody: to a true id and to one that is nobody's."""

    operation: Operation
    stranger: Stranger
    true: Response
    made_up: Response

    @property
    def fault(self) -> str | None:
        """What the stranger should not have heard."""
        status, known = self.true.status_code, self.operation.id
        if status < 500 and known in OPEN:
            return None
        is_nothing = self.true.text == "[]" or self.true.text.startswith('{"items":[]')
        is_refused = status in (403, 404) or is_nothing or known in SAME
        if is_refused and _gist(self.true) == _gist(self.made_up):
            return None
        return str(self)

    def __str__(self) -> str:
        answers = [f"{each.status_code} {each.text[:160]}" for each in (self.true, self.made_up)]
        return f"{self.operation.id} by {self.stranger.kind}: {' | '.join(answers)}"


async def strangers(engine: Engine) -> list[Stranger]:
    company = await given_owner(engine, organisation_name="外来实业有限公司")
    lender = await given_owner(engine, OrganisationKind.INSTITUTION, organisation_name="外来银行")
    park = await given_owner(engine, OrganisationKind.INSTITUTION, organisation_name="外来园区")
    investor = await given_owner(engine, OrganisationKind.INVESTOR, organisation_name="外来人")
    async with open_tx(engine, SYSTEM) as tx:
        await register_enterprise(tx, registration_of(company, "外来实业有限公司"))
        await register_institution(tx, _institution(lender, InstitutionKind.BANK))
        await register_institution(tx, _institution(park, InstitutionKind.PARK))
        name = PersonName("外来人")
        registration = InvestorRegistration(
            id=OrganisationId(investor.organisation_id), name=name, kind=InvestorKind.PERSON
        )
        await register_investor(tx, registration)
    return [
        _stranger("enterprise", company, Portal.ENTERPRISE),
        _stranger("lender", lender, Portal.INSTITUTION),
        _stranger("partner", park, Portal.INSTITUTION),
        _stranger("investor", investor, Portal.INVESTOR),
    ]


def _institution(person: Person, kind: InstitutionKind) -> InstitutionRegistration:
    return InstitutionRegistration(
        id=OrganisationId(person.organisation_id),
        name=f"外来{kind}",
        kind=kind,
        uscc=synthetic_uscc(str(person.organisation_id)),
        region_code="330100",
    )


def _stranger(kind: str, person: Person, portal: Portal) -> Stranger:
    roles = [role.permissions for role in all_roles().values() if role.portal is portal]
    rights = frozenset[str]().union(*roles)
    headers = signed_in(
        *rights, portal=portal, organisation=person.organisation_id, user=person.user_id
    )
    return Stranger(kind, headers)


async def true_ids(owner: Connection, paths: Iterable[str]) -> dict[str, Ids]:
    """By path: the names of what it names, and the ids of records that are there."""
    places = [*ANYWHERE.values(), *(place for _, columns in PLACES for place in columns.values())]
    values = {place: await _value(owner, place) for place in dict.fromkeys(places)}
    soon = utc_now() + timedelta(days=7)
    times = {"on": soon.date().isoformat(), "closes_at": soon.isoformat()}
    found: dict[str, Ids] = {}
    for path in paths:
        of_path = [columns for begin, columns in PLACES if re.match(begin, path)]
        named = {**ANYWHERE, **(of_path[0] if of_path else NOTHING)}
        found[path] = {name: values[place] for name, place in named.items()} | times
    return found


async def _value(owner: Connection, place: str) -> str:
    table, column = place.rsplit(".", 1)
    return str((await any_row(owner, metadata.tables[table], GIVEN))[column])


def nobodys(ids: Ids) -> Ids:
    """The same names with ids of nothing."""
    return {name: str(new_id()) if _is_id(value) else value for name, value in ids.items()}


def _is_id(value: str) -> bool:
    return re.fullmatch("[0-9a-f-]{36}", value) is not None


def _gist(answer: Response) -> tuple[int, str]:
    """Without what differs from answer to answer: ids, references and times."""
    return answer.status_code, re.sub(r"[0-9a-f]{8}-?[0-9a-f-]{8,}|20\d\d-\S+", "", answer.text)


async def attempts(app: FastAPI, engine: Engine) -> AsyncGenerator[Told]:
    """Every operation that names a record, by each stranger."""
    document = app.openapi()
    paths = [path.removeprefix("/api/v1") for path in document["paths"]]
    async with as_owner(engine) as connection:
        true = await true_ids(connection, paths)
    made_up = {path: nobodys(ids) for path, ids in true.items()}
    pairs = zip(
        operations_of(document, true.__getitem__),
        operations_of(document, made_up.__getitem__),
        strict=True,
    )
    people = await strangers(engine)
    transport = ASGITransport(app, raise_app_exceptions=False)
    async with AsyncClient(transport=transport, base_url="http://rongqu/api/v1") as client:
        for real, empty in pairs:
            if (real.path, real.query, real.body) == (empty.path, empty.query, empty.body):
                continue
            for stranger in people:
                true_answer = await real.call(client, stranger.headers)
                made_up_answer = await empty.call(client, stranger.headers)
                yield Told(real, stranger, true_answer, made_up_answer)
