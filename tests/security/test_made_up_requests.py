"""Schemathesis makes requests up for every operation of the OpenAPI document, right and wrong ones;
whatever comes, the answer is orderly. Always the same requests, so that a red run can be repeated.
"""

from __future__ import annotations

import json
from typing import Any, cast
from urllib.parse import quote

import schemathesis
from httpx2 import AsyncClient
from hypothesis import HealthCheck, Phase, given, settings

from rongqu.infra.web import Setting
from rongqu.kernel.actor import Portal
from rongqu.modules.identity.public import all_roles
from rongqu.web import create_app
from tests.builders.actors import new_key, signed_in
from tests.security.test_every_endpoint_with_every_role import NO_PORT

EACH = 4
ALL_RIGHTS = frozenset[str]().union(*(role.permissions for role in all_roles().values()))
SLOW_WORK = frozenset({"sign_in", "sign_up", "hear_live"})
"""Two hash passwords, one streams: `test_attacks.py` sends them what is wrong."""
ONCE = settings(
    max_examples=EACH,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=(HealthCheck.too_slow, HealthCheck.filter_too_much),
)


def make_up(document: dict[str, Any]) -> list[Any]:
    """Schemathesis has no types: cases as they are."""
    made: list[Any] = []
    cast(Any, schemathesis).serializer.alias("application/pdf", "application/octet-stream")
    schema = cast(Any, schemathesis).openapi.from_dict(document)
    for found in schema.get_all_operations():
        operation = found.ok()
        if operation.definition.raw["operationId"] in SLOW_WORK | NO_PORT:
            continue

        @ONCE
        @given(case=operation.as_strategy())
        def collect(case: Any) -> None:
            made.append(case)

        collect()
    return made


async def test_nothing_that_is_made_up_breaks_the_server(
    client: AsyncClient, setting: Setting
) -> None:
    who = signed_in(*ALL_RIGHTS, portal=Portal.OPERATIONS)
    cases = make_up(create_app(setting).openapi())
    broken: list[str] = []
    for case in cases:
        answer = await client.request(
            case.method,
            quote(case.formatted_path, safe="/%", errors="replace").removeprefix("/api/v1"),
            params=case.query,
            headers={**new_key(), **who, "content-type": case.media_type or "application/json"},
            content=_bytes_of(case),
        )
        if answer.status_code >= 500:
            broken.append(f"{answer.status_code}: {case.method} {case.formatted_path} {case.query}")

    assert not broken, "\n".join(broken)
    assert len(cases) > 400


def _bytes_of(case: Any) -> bytes:
    body: Any = case.body
    if isinstance(body, bytes):
        return body
    try:
        return json.dumps(body).encode()
    except TypeError:  # "nothing was sent", which has a type of its own
        return b""
