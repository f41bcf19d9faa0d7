"""House rules that a linter does not know."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

import pytest

import rongqu
from rongqu.infra.database import create_engine
from rongqu.infra.tables import metadata
from rongqu.kernel.errors import DomainError
from rongqu.kernel.events import Event
from rongqu.kernel.pii import Pii
from rongqu.web import create_app
from tests.builders.actors import actor_from
from tools.check_sizes import main as check_sizes

T = TypeVar("T")

SOURCE = Path(rongqu.__file__).parent
ACTIONS = sorted(SOURCE.glob("modules/*/actions/[!_]*.py"))
INTERNAL_ACTIONS = {"post_entry", "open_loan"}
"""No endpoint leads to them: whoever calls them has required a permission."""

NOT_ONCE = {"reveal_borrower"}
"""Each look goes on record, and a kept answer would hold the plain name."""

ORDER = ["infra", "ledger", "contracts", "servicing"]


def subclasses_of(kind: type[T]) -> Iterator[type[T]]:
    for subclass in kind.__subclasses__():
        if subclass.__module__.startswith("rongqu."):
            yield subclass
        yield from subclasses_of(subclass)


def asks_for_key(operation: dict[str, Any]) -> bool:
    return any(
        parameter["name"] == "Idempotency-Key" and parameter["required"]
        for parameter in operation.get("parameters", ())
    )


@pytest.mark.parametrize("action", ACTIONS, ids=lambda path: path.stem)
def test_an_action_asks_for_a_permission_and_publishes(action: Path) -> None:
    source = action.read_text()
    assert f"async def {action.stem}(" in source
    assert "await tx.publish(" in source
    assert ("tx.actor.require(" in source) is (action.stem not in INTERNAL_ACTIONS)


@pytest.mark.parametrize("program", ["web.py", "worker.py"])
def test_both_programs_know_every_handler(program: str) -> None:
    """One writes the deliveries, the other makes them; an import is all that tells them."""
    for handlers in SOURCE.glob("modules/*/handlers.py"):
        module = handlers.parent.name
        assert f"from rongqu.modules.{module} import handlers" in (SOURCE / program).read_text()


def test_every_post_is_idempotent() -> None:
    app = create_app(create_engine("postgresql+asyncpg://nowhere/"), actor_from)
    posts = [path["post"] for path in app.openapi()["paths"].values() if "post" in path]
    once = {post["operationId"] for post in posts if asks_for_key(post)}

    assert once == {
        "offer_contract",
        "sign_contract",
        "ask_cancellation",
        "approve_cancellation",
    }
    assert {post["operationId"] for post in posts} - once == NOT_ONCE


def test_the_generated_client_knows_every_refusal() -> None:
    app = create_app(create_engine("postgresql+asyncpg://nowhere/"), actor_from)
    document = app.openapi()
    sign = document["paths"]["/contracts/{contract_id}/signature"]["post"]
    conflict = document["components"]["schemas"]["Problem_KeyReused_or_CannotSign"]

    assert sign["operationId"] == "sign_contract"
    assert set(sign["responses"]) == {"200", "401", "403", "404", "409", "422"}
    assert conflict["properties"]["code"]["enum"] == [
        "common.idempotency_key_reused",
        "contracts.cannot_sign",
    ]


def test_an_error_code_names_its_module_and_is_not_used_twice() -> None:
    errors = list(subclasses_of(DomainError))
    codes = [error.code for error in errors]
    assert len(codes) == len(set(codes))
    for error in errors:
        module = error.__module__.split(".")[-2]
        assert error.code.split(".")[0] == ("common" if module == "kernel" else module)


def test_no_event_carries_personal_data() -> None:
    events = {event.__name__: event for event in subclasses_of(Event)}
    assert len(events) == 7
    for event in events.values():
        for kind in get_type_hints(event).values():
            assert not (isinstance(kind, type) and issubclass(kind, Pii)), event


def test_foreign_keys_point_downwards() -> None:
    for table in metadata.tables.values():
        for key in table.foreign_keys:
            lower, upper = key.column.table.schema, table.schema
            assert ORDER.index(str(lower)) <= ORDER.index(str(upper)), key


def test_nothing_has_grown_too_long() -> None:
    assert check_sizes([str(SOURCE)]) == 0


def test_a_function_that_has_grown_too_long_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    body = "    pass\n" * 70
    (tmp_path / "long.py").write_text(f"def endless() -> None:\n{body}")

    assert check_sizes([str(tmp_path)]) == 1
    assert "REFUSED    71 of  70 lines" in capsys.readouterr().out
