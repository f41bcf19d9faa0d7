"""Strangers are tried with all that an operation can be given (`others_records.py`): whoever adds a
path, query or body with an id plants a true one, or says here why not."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.security.operations import METHODS
from tests.security.others_records import ANYWHERE, NOTHING, PLACES

DOCUMENT = Path(__file__).parents[2] / "docs/reference/openapi.json"

OWN_CHOICE = "the caller makes the id of what they are about to make"
STAFF = "asks for a permission of the platform's own people"
NO_ID = "names no record: a number, a place or a word within one"
UNPLANTED = {
    "answer_checklist_item.item": NO_ID,
    "answer_proposal.number": NO_ID,
    "check_uscc.text": NO_ID,
    "end_shadow.number": NO_ID,
    "get_log_entry.index": NO_ID,
    "get_product_version.version": NO_ID,
    "get_tile.path": NO_ID,
    "give_consent.purpose": NO_ID,
    "state_figures.year": NO_ID,
    "withdraw_consent.purpose": NO_ID,
    "ask_for_offers.id": OWN_CHOICE,
    "ask_question.id": OWN_CHOICE,
    "book_service.id": OWN_CHOICE,
    "call_ballot.id": OWN_CHOICE,
    "distribute.id": OWN_CHOICE,
    "invite_partner.id": OWN_CHOICE,
    "make_bid.id": OWN_CHOICE,
    "offer_service.id": OWN_CHOICE,
    "place_ask.id": OWN_CHOICE,
    "place_bid.id": OWN_CHOICE,
    "propose_buy_back.id": OWN_CHOICE,
    "propose_company_sale.id": OWN_CHOICE,
    "propose_offering.id": OWN_CHOICE,
    "request_redemption.id": OWN_CHOICE,
    "subscribe.id": OWN_CHOICE,
    "take_ask.id": OWN_CHOICE,
    "ask_fact_erasure.event_id": STAFF,
    "export_records.organisation": STAFF,
    "export_records.person": STAFF,
    "export_records.subject": STAFF,
    "list_exposures.borrower": STAFF,
    "list_exposures.group": STAFF,
    "search_records.organisation": STAFF,
    "search_records.person": STAFF,
    "search_records.subject": STAFF,
    "sum_exposures.borrower": STAFF,
    "sum_exposures.group": STAFF,
    "ask_change.cancels": "an event of the loan that the path names, whose lookup comes first",
    "preview_change.cancels": "an event of the loan that the path names, whose lookup comes first",
    "compare_templates.with": "model texts are read by everybody",
    "invite_partner.partner_id": "lenders are known by name to whoever lends with them",
    "list_entries.owner": "narrows what the reader sees anyway",
    "list_payment_orders.reference": "narrows what the reader sees anyway",
    "preview_paper.beside": "optional; papers' own tests name others' contracts",
    "send_paper.beside": "optional; papers' own tests name others' contracts",
    "read_notifications.ids": "of one's own; others' are passed over without a word",
}
"""Operation and field -> why strangers are not tried with a true id of it."""


def read_unplanted() -> set[str]:
    """By the document as it is kept; another check sees to it that it is current."""
    document = json.loads(DOCUMENT.read_text())
    return {
        f"{operation['operationId']}.{name}"
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
        if method in METHODS
        for name in _named_by(operation, document)
        if name not in _planted_for(path.removeprefix("/api/v1"))
    }


def _planted_for(path: str) -> set[str]:
    columns = next((each for begin, each in PLACES if re.match(begin, path)), NOTHING)
    return {*ANYWHERE, *columns, "cursor"}


def _named_by(operation: dict[str, Any], document: dict[str, Any]) -> Iterator[str]:
    for parameter in operation.get("parameters", ()):
        if parameter["in"] == "path" or _is_id(parameter["schema"]):
            yield parameter["name"]
    content = operation.get("requestBody", {}).get("content", {})
    if "application/json" in content:
        yield from _ids_in(content["application/json"]["schema"], document, frozenset())


def _ids_in(
    schema: dict[str, Any], document: dict[str, Any], inside: frozenset[str]
) -> Iterator[str]:
    name = schema.get("$ref", "").rpartition("/")[2]
    if name in inside:
        return
    if name:
        schema, inside = document["components"]["schemas"][name], inside | {name}
    parts = [*schema.get("anyOf", ()), *schema.get("oneOf", ()), *schema.get("allOf", ())]
    for part in (*parts, schema.get("items", {})):
        if part:
            yield from _ids_in(part, document, inside)
    for field, own in schema.get("properties", {}).items():
        if _is_id(own):
            yield field
        yield from _ids_in(own, document, inside)


def _is_id(schema: dict[str, Any]) -> bool:
    nested = [*schema.get("anyOf", ()), schema.get("items", {})]
    return schema.get("format") == "uuid" or any(_is_id(each) for each in nested if each)
