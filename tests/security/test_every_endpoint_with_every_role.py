"""Every operation of the OpenAPI document is called as every role, and the answer compared with the
matrix of roles and permissions: what it denies is refused, what it grants is not.

Which permissions an operation asks for is learned from its own refusals, beginning with somebody
who may nothing; so an endpoint that forgets to ask is found here, by being open to that somebody.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from uuid import UUID

import pytest
from httpx2 import AsyncClient, Response

from rongqu.infra.web import Setting
from rongqu.kernel.actor import Portal
from rongqu.modules.identity.public import all_roles
from tests.builders.actors import signed_in
from tests.builders.api_document import document_of
from tests.security.operations import SOME_ID, Operation, operations_of

STRANGERS = {
    "accept_with_new_account": "how one becomes known; whoever has the code of the invitation",
    "accept_with_own_account": "how one becomes known; whoever has the code of the invitation",
    "answer_peer": "signed by the peer instead",
    "begin_federated_sign_in": "how one becomes known",
    "calculate_loan": "a calculator on the front page",
    "finish_federated_sign_in": "how one becomes known",
    "get_checkpoint": "the evidence log is checked by anybody",
    "get_consistency": "the evidence log is checked by anybody",
    "get_public_product": "the product hall",
    "get_tile": "the evidence log is checked by anybody",
    "get_verifier_key": "the evidence log is checked by anybody",
    "issue_access_token": "the client's secret says who it is",
    "list_industries": "a code list of the state",
    "list_product_facts": "the product hall",
    "list_privacy_texts": "what one is asked to agree to when one signs up",
    "list_public_products": "the product hall",
    "list_regions": "a code list of the state",
    "offer_challenge": "a challenge for a passkey, before anybody is known",
    "sign_in": "how one becomes known",
    "sign_in_with_passkey": "how one becomes known",
    "open_invitation": "whoever has its code sees what they are invited to",
    "offer_sign_up_code": "confirms the address of somebody who is not known yet",
    "sign_up": "how one becomes known",
    "take_bank_message": "signed by the bank instead",
    "verify_pdf": "a signed document is checked by anybody",
}
"""Open to somebody who is not signed in, and why."""

NO_PERMISSION = {
    "end_other_sessions": "asks for the session's cookie first",
    "get_product_version": "what is published is public; drafts are found by their owner only",
    "get_session": "one's own",
    "give_approval": "the permission is that of the stored command, found after the approval",
    "hear_live": "asks for the session's cookie first",
    "list_approvals": "only what the reader may approve or has asked for",
    "list_sessions": "asks for the session's cookie first",
    "prove_again": "asks for the session's cookie first",
    "reject_approval": "the permission is that of the stored command, found after the approval",
    "sign_out": "asks for the session's cookie first",
}
"""Without a permission of their own, for whoever is signed in, and why."""

NO_PORT = frozenset(
    {"export_records", "get_log_state", "get_verifier_key", "take_bank_message", "verify_pdf"}
)
"""They need the outside world or a key of it, which this application is built without: a denial is
compared, an answer is not."""

OWN = UUID(SOME_ID)
"""The caller's organisation has the id that every request names: what is asked for is their own."""
PORTALS = [portal for portal in Portal if portal is not Portal.SYSTEM]
MOST_PERMISSIONS = 5


PARTS = 4
"""Of the operations, so that several workers share them."""


@pytest.mark.parametrize("part", range(PARTS))
async def test_the_matrix_holds_for_every_endpoint_and_every_role(
    client: AsyncClient, setting: Setting, part: int
) -> None:
    faults: list[str] = []
    called = 0
    for operation in islice(operations_of(document_of(setting)), part, None, PARTS):
        faults += await _faults_with_strangers(client, operation)
        if operation.id in STRANGERS:
            continue
        learned = {
            portal: await _learn_permissions(client, operation, portal) for portal in PORTALS
        }
        if not all(learned.values()) and operation.id not in NO_PERMISSION:
            faults.append(f"{operation.id} asks for no permission")
        for role in all_roles().values():
            headers = signed_in(*role.permissions, portal=role.portal, organisation=OWN)
            answer = await operation.call(client, headers)
            needed = learned[role.portal]
            called += 1
            if _is_denied(answer) is _may_all(needed, role.permissions):
                faults.append(f"{operation.id} as {role.name}: {answer.status_code}, {needed}")
            elif answer.status_code >= 500 and operation.id not in NO_PORT:
                faults.append(f"{operation.id} as {role.name}: {answer.status_code}")

    assert faults == []
    assert called > 1_500


async def test_the_document_says_what_is_open_to_strangers(setting: Setting) -> None:
    paths = document_of(setting)["paths"].values()
    operations = [operation for path in paths for operation in path.values()]
    said = {each["operationId"] for each in operations if each.get("security") == []}
    assert said == STRANGERS.keys()


async def _faults_with_strangers(client: AsyncClient, operation: Operation) -> list[str]:
    answer = await operation.call(client, {})
    is_shut = answer.status_code == 401 and answer.json()["code"] == "common.not_signed_in"
    if is_shut is (operation.id not in STRANGERS):
        return []
    return [f"{operation.id} as a stranger: {answer.status_code}"]


async def _learn_permissions(
    client: AsyncClient, operation: Operation, portal: Portal
) -> Sequence[str]:
    """One after the other, as the refusals name them."""
    learned: list[str] = []
    for _ in range(MOST_PERMISSIONS):
        answer = await operation.call(client, signed_in(*learned, portal=portal, organisation=OWN))
        if not _is_denied(answer):
            return learned
        learned.append(answer.json()["params"]["permission"])
    pytest.fail(f"{operation.id} refuses what it asked for: {learned}")


def _may_all(needed: Sequence[str], granted: frozenset[str]) -> bool:
    """Whoever may do something for everybody may do it."""
    return all(granted & {name, f"{name}_everywhere"} for name in needed)


def _is_denied(answer: Response) -> bool:
    return answer.status_code == 403 and answer.json()["code"] == "common.not_allowed"
