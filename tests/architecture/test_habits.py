"""House rules that a linter does not know."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

import pytest

import rongqu
from rongqu import rooms
from rongqu.infra.tables import PiiText, metadata
from rongqu.infra.web import Setting
from rongqu.kernel.changes import ChangeEvent
from rongqu.kernel.errors import DomainError
from rongqu.kernel.events import Event
from rongqu.kernel.pii import Pii
from tests.builders.api_document import document_of
from tests.security.planted_ids import UNPLANTED, read_unplanted
from tools.check_sizes import main as check_sizes

T = TypeVar("T")

SOURCE = Path(rongqu.__file__).parent
ACTIONS = sorted(SOURCE.glob("modules/*/actions/[!_]*.py"))

INTERNAL = re.compile(r'"""Internal: ')
"""How an action says that its caller has required a permission: first word of its docstring."""

FLOORS = [
    {"infra"},
    {"identity"},
    {"privacy"},
    {"ledger", "evidence", "invitations"},
    {"parties"},
    {"compliance"},
    {"catalog"},
    {"models"},
    {"risk", "fraud", "collateral", "related", "ranking"},
    {"payments"},
    {"contracts", "matching"},
    {"papers", "pitches", "sealing"},
    {"colending", "investing", "disputes", "parks", "diligence", "services"},
    {"aftercare", "exits", "orderbook", "origination", "servicing"},
    {
        "bidding",
        "bookings",
        "insight",
        "warnings",
        "engagement",
        "collections",
        "guarantees",
        "leasing",
        "outreach",
        "syndication",
    },
    {"portfolio"},
]

NOT_ONCE: dict[str, str] = {
    "accept_with_new_account": "as sign_up; an invitation is accepted once",
    "accept_with_own_account": "as sign_in; an invitation is accepted once",
    "answer_peer": "each of a peer's messages is answered once, by its signed nonce",
    "check_product": "nothing is written: it says what publishing these terms would say",
    "preview_paper": "nothing is kept: it says how the paper would look",
    "try_stress": "nothing is written: it says what the book would cost",
    "try_product": "nothing is written: it says whom these terms would have suited",
    "try_strategy": "nothing is written: it says what the strategy would have said",
    "issue_access_token": "RFC 6749 knows no such header; each token is another, and ends soon",
    "sign_in": "each sign-in is another session; a kept answer would hold its CSRF token",
    "take_bank_message": "the bank's message has an id of its own, and is taken once by it",
    "sign_in_with_passkey": "as sign_in; a passkey's answer counts once by itself",
    "review_text": "nothing is written: it says what the rules find in a text",
    "verify_pdf": "nothing is written: it says whether a file is what was signed",
    "sign_up": "strangers share no actor to keep a key under; a log-in is taken only once anyway",
}
"""POST operations without an Idempotency-Key, and why."""

RECORD_OF_ITS_OWN: dict[str, str] = {
    "propose_terms": "asking publishes compliance.approval_asked; publishing publishes more",
    "ask_appointment": "asking publishes compliance.approval_asked; appointing publishes more",
    "share_opened_loan": "share_loan publishes syndication.loan_shared",
    "propose_strategy": "asking publishes compliance.approval_asked; adopting publishes more",
    "ask_calling_off": "asking publishes compliance.approval_asked; calling off publishes more",
    "ask_clearing": "asking publishes compliance.approval_asked; clearing publishes more",
    "make_offer": "record_offer publishes bidding.offer_made, or asking compliance.approval_asked",
    "confirm_offer": "record_offer publishes bidding.offer_made",
    "keep_collateral": "keep_item publishes collateral.item_kept",
    "remove_collateral": "remove_item publishes collateral.item_removed",
    "judge_collateral": "judge_item publishes collateral.item_judged",
    "open_questions": "nothing has been asked yet: collateral.peer_answered says what came of it",
    "ask_peers_again": "ask_again publishes collateral.silent_peers_due",
    "keep_answers": "append-only, with case and instant; the score that they are of is published",
    "adopt_version": "register_version publishes models.registered, asking its own",
    "ask_serving": "asking publishes compliance.approval_asked; serving publishes more",
    "order_offers": "matching.products_matched is the news; what was shown is kept, not told",
    "ask_grant": "asking publishes compliance.approval_asked; granting publishes more",
    "ask_fact_erasure": "asking publishes compliance.approval_asked; erasing publishes more",
    "give_grant": "grant_roles publishes identity.member_roles_changed",
    "ask_adoption": "asking publishes compliance.approval_asked; adopting publishes more",
    "ask_waiver": "asking publishes compliance.approval_asked; releasing publishes more",
    "ask_change": "asking publishes compliance.approval_asked; what is then done publishes more",
    "check_intent": "the room that asked publishes what was agreed, and how it was proved",
    "void_refused": "void_contract publishes contracts.contract_voided",
    "refuse_to_sign": "end_envelope publishes contracts.envelope_ended",
    "withdraw_envelope": "end_envelope publishes contracts.envelope_ended",
    "sign_listed": "record_signature publishes, as it does for each signature",
    "seal_document": "the signature publishes; what the list came to, sealing.ended says",
    "offer_list_code": "offer_code_for publishes contracts.signing_code_asked",
    "load_library": "as the policy pack: shipped texts name no person and never change",
    "place_holds": "a hold is its own record; whose order it is for publishes",
    "begin_block": "nothing has changed yet: the bank's answer publishes payments.block_confirmed",
    "follow_application": "origination.application_started is the news that it notes",
    "note_stage": "origination.application_moved is the news that it notes",
    "note_block": "payments.block_confirmed is the news that it notes",
    "serve_plan_from_queue": "fill_ask publishes investing.trade_agreed",
    "post_entries": "the journal is append-only and names who, when and for what",
}
"""Actions that change something and publish nothing, and why."""

SUSPICIOUS = re.compile(r"(^|_)(mobile|phone|email|id_number|id_card|passport|bank_card|iban)(_|$)")
"""Columns that sound like personal data have to be Pii."""


def subclasses_of(kind: type[T]) -> Iterator[type[T]]:
    """A frozen dataclass with slots keeps the class that it replaced alive: that one is skipped."""
    for subclass in kind.__subclasses__():
        module = sys.modules[subclass.__module__]
        is_current = getattr(module, subclass.__name__, None) is subclass
        if subclass.__module__.startswith("rongqu.") and is_current:
            yield subclass
        yield from subclasses_of(subclass)


def events_of_the_house() -> Iterator[type[Event]]:
    return (event for event in subclasses_of(Event) if event is not ChangeEvent)


def floor_of(schema: str | None) -> int:
    return next(number for number, floor in enumerate(FLOORS) if schema in floor)


def action_function(action: Path) -> ast.AsyncFunctionDef:
    module = ast.parse(action.read_text())
    named = [
        node
        for node in module.body
        if isinstance(node, ast.AsyncFunctionDef) and node.name == action.stem
    ]
    assert named, f"{action} has no `async def {action.stem}`"
    return named[0]


@pytest.mark.parametrize(
    "action", ACTIONS, ids=lambda path: f"{path.parent.parent.name}-{path.stem}"
)
def test_an_action_asks_for_a_permission_and_publishes(action: Path) -> None:
    source = action.read_text()
    docstring = ast.get_docstring(action_function(action)) or ""

    if action.stem not in RECORD_OF_ITS_OWN:
        assert re.search(r"\.publish(_all)?\(", source), "whatever changes something goes on record"
    assert (".require(" in source) is not docstring.startswith("Internal: ")


@pytest.mark.parametrize("room", rooms.ROOMS)
def test_a_room_says_what_it_owns(room: str) -> None:
    readme = SOURCE / "modules" / room / "README.md"
    assert "## Owns" in readme.read_text()


async def test_every_post_is_idempotent(setting: Setting) -> None:
    document = document_of(setting)
    posts = [path["post"] for path in document["paths"].values() if "post" in path]
    without = {post["operationId"] for post in posts if not asks_for_key(post)}

    assert without == NOT_ONCE.keys()


def asks_for_key(operation: dict[str, Any]) -> bool:
    return any(
        parameter["name"] == "Idempotency-Key" and parameter["required"]
        for parameter in operation.get("parameters", ())
    )


def test_strangers_are_tried_with_every_id_that_a_request_can_name() -> None:
    """Or `tests/security/planted_ids.py` says why not; `others_records.py` plants them."""
    assert read_unplanted() == UNPLANTED.keys()


def test_an_error_code_names_its_room_and_is_not_used_twice() -> None:
    errors = [error for error in subclasses_of(DomainError) if hasattr(error, "code")]
    codes = [error.code for error in errors]
    assert len(codes) == len(set(codes))
    for error in errors:
        parts = error.__module__.split(".")
        room = parts[2] if parts[1] == "modules" else "common"
        assert error.code.split(".")[0] == room, error


def test_an_event_names_its_room_and_version_once() -> None:
    events = list(events_of_the_house())
    names = [event.name for event in events]
    assert len(names) == len(set(names))
    for event in events:
        room = event.__module__.split(".")[-1]
        assert re.fullmatch(rf"{room}\.[a-z_]+\.v\d+", event.name), event


def test_no_event_carries_personal_data() -> None:
    for event in events_of_the_house():
        for kind in get_type_hints(event).values():
            assert not (isinstance(kind, type) and issubclass(kind, Pii)), event


def test_columns_that_sound_personal_are_pii() -> None:
    for table in metadata.tables.values():
        for column in table.columns:
            if SUSPICIOUS.search(column.name) and not column.name.endswith("_hash"):
                assert isinstance(column.type, PiiText), f"{table.fullname}.{column.name}"


def test_foreign_keys_point_downwards() -> None:
    for table in metadata.tables.values():
        for key in table.foreign_keys:
            lower, upper = key.column.table.schema, table.schema
            assert floor_of(lower) <= floor_of(upper), key


def test_nothing_has_grown_too_long() -> None:
    assert check_sizes([]) == 0


def test_a_function_that_has_grown_too_long_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    body = "    pass\n" * 70
    (tmp_path / "long.py").write_text(f"def endless() -> None:\n{body}")

    assert check_sizes([str(tmp_path)]) == 1
    assert "REFUSED    71 of  70 lines" in capsys.readouterr().out
