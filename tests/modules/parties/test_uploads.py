from __future__ import annotations

import csv
import hashlib
from collections.abc import Awaitable, Callable
from datetime import timedelta
from io import StringIO
from typing import Any
from uuid import UUID

import pytest
from httpx2 import AsyncClient
from sqlalchemy import text, update

from rongqu.infra.database import Engine
from rongqu.infra.event_log import event_delivery
from rongqu.infra.jobs import Work
from rongqu.infra.relay import Relay
from rongqu.infra.scopes import PLATFORM
from rongqu.infra.storage import FileMissing
from rongqu.infra.tx import utc_now
from rongqu.kernel.actor import Portal
from rongqu.kernel.ids import EnterpriseId, ImportId, new_id
from rongqu.kernel.uscc import synthetic_uscc
from rongqu.modules.parties import tables
from rongqu.modules.parties.jobs import cancel_abandoned_uploads, forget_content
from rongqu.modules.parties.rules import PART_BYTES, part_key
from tests.builders.actors import new_key, signed_in
from tests.builders.events import published
from tests.builders.exports import (
    announced,
    as_csv,
    as_xlsx,
    line,
    read_by_worker,
    sent,
    uploaded,
)
from tests.builders.invoices import given_enterprise
from tests.builders.privacy import agreed

MAY = ("parties:view", "parties:import_invoices")
STAFF = (*MAY, "parties:view_everywhere", "parties:change_everywhere")
CONTENT = as_csv([line(1), line(2), line(3, status="?")])


@pytest.fixture
async def enterprise(engine: Engine) -> EnterpriseId:
    return await given_enterprise(engine, net_assets=None)


@pytest.fixture
def owner(enterprise: EnterpriseId) -> dict[str, str]:
    return signed_in(*MAY, organisation=enterprise)


Read = Callable[[str], Awaitable[None]]


@pytest.fixture
def read(work: Work, relay: Relay) -> Read:
    """What the worker does once all has arrived."""

    async def read(import_id: str) -> None:
        await read_by_worker(work, relay, import_id)

    return read


async def state_of(client: AsyncClient, headers: dict[str, str], import_id: str) -> dict[str, Any]:
    return (await client.get(f"/parties/imports/{import_id}", headers=headers)).json()


async def test_a_file_is_sent_read_and_reported(
    client: AsyncClient, read: Read, owner: dict[str, str]
) -> None:
    import_id = await uploaded(client, owner, CONTENT, direction="output")
    waiting = await state_of(client, owner, import_id)

    await read(import_id)

    done = await state_of(client, owner, import_id)
    assert (waiting["status"], waiting["total_lines"]) == ("waiting", None)
    assert (done["status"], done["total_lines"]) == ("done", 3)
    assert done["counts"] == {
        "lines": 3, "accepted": 2, "updated": 0, "already_there": 0, "repeated": 0, "refused": 1,
    }  # fmt: skip
    assert done["refused_by_reason"] == [{"reason": "status_unknown", "count": 1}]
    assert (done["first_on"], done["last_on"]) == ("2025-03-14", "2025-03-14")


async def test_a_broken_line_costs_only_the_part_under_way(
    client: AsyncClient, read: Read, owner: dict[str, str]
) -> None:
    begun = (await announced(client, owner, len(CONTENT), direction="output")).json()
    import_id, middle = begun["id"], len(CONTENT) // 2

    first = await sent(client, owner, import_id, CONTENT[:middle])
    again = await sent(client, owner, import_id, CONTENT[:middle])
    asked = await state_of(client, owner, import_id)
    rest = await sent(client, owner, import_id, CONTENT[middle:], at=asked["received_bytes"])

    assert [answer.json()["received_bytes"] for answer in (first, again)] == [middle, middle]
    assert (asked["received_bytes"], asked["status"]) == (middle, "receiving")
    assert rest.json()["status"] == "waiting"
    await read(import_id)
    assert (await state_of(client, owner, import_id))["counts"]["accepted"] == 2


async def test_parts_come_in_order_and_whole(
    client: AsyncClient, engine: Engine, owner: dict[str, str]
) -> None:
    import_id = (await announced(client, owner, len(CONTENT))).json()["id"]
    before = await published(engine)

    gap = await sent(client, owner, import_id, CONTENT[5:], at=5)
    beyond = await sent(client, owner, import_id, CONTENT + b"x")
    short = await client.put(
        f"/parties/imports/{import_id}/bytes",
        content=CONTENT[:3],
        headers=owner | {"content-range": f"bytes 0-9/{len(CONTENT)}"},
    )
    shapeless = await client.put(
        f"/parties/imports/{import_id}/bytes",
        content=CONTENT,
        headers=owner | {"content-range": "bytes */*"},
    )

    assert gap.json()["code"] == "parties.offset_wrong"
    assert gap.json()["params"] == {"expected": "0"}
    assert beyond.json()["code"] == "parties.content_complete"
    assert short.json()["code"] == "parties.offset_wrong"
    assert shapeless.json()["code"] == "common.invalid_request"
    assert (await state_of(client, owner, import_id))["received_bytes"] == 0
    assert await published(engine) == before


async def test_a_part_has_a_limit_whatever_it_claims(
    client: AsyncClient, owner: dict[str, str]
) -> None:
    import_id = (await announced(client, owner, PART_BYTES * 3)).json()["id"]
    huge = b"x" * (PART_BYTES + 1)

    honest = await sent(client, owner, import_id, huge)
    lying = await client.put(
        f"/parties/imports/{import_id}/bytes",
        content=huge,
        headers=owner | {"content-range": f"bytes 0-9/{PART_BYTES * 3}"},
    )

    assert honest.status_code == lying.status_code == 413
    assert honest.json()["code"] == lying.json()["code"] == "parties.part_too_large"


@pytest.mark.parametrize(
    ("order", "code"),
    [
        ({"file_name": "invoices.pdf"}, "parties.file_format_unknown"),
        ({"file_name": "invoices"}, "parties.file_format_unknown"),
        ({"size_bytes": 0}, "parties.file_empty"),
        ({"size_bytes": 201 * 1024 * 1024}, "parties.file_too_large"),
        ({"sha256": "abc"}, "common.invalid_request"),
    ],
)
async def test_a_file_that_cannot_be_read_is_refused_before_it_is_sent(
    client: AsyncClient,
    engine: Engine,
    owner: dict[str, str],
    order: dict[str, Any],
    code: str,
) -> None:
    await agreed(client, owner)
    before = await published(engine)

    response = await announced(client, owner, order.pop("size_bytes", 10), **order)

    assert response.status_code == 422
    assert response.json()["code"] == code
    assert await published(engine) == before


async def test_a_file_of_another_checksum_is_refused_whole(
    client: AsyncClient, read: Read, owner: dict[str, str]
) -> None:
    right, wrong = (hashlib.sha256(text).hexdigest() for text in (CONTENT, b"another"))
    for sha256, status in ((right, "done"), (wrong, "refused")):
        import_id = await uploaded(client, owner, CONTENT, sha256=sha256, direction="output")
        await read(import_id)
        ended = await state_of(client, owner, import_id)
        assert ended["status"] == status

    assert ended["refusal_code"] == "parties.file_damaged"


NOTHING: dict[str, str] = {}
CLAIMS = {"claimed": "csv", "found": "xlsx"}
NO_STATUS = CONTENT.replace(b"status", b"state")


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (as_xlsx([line(1)]), ("parties.file_is_not_what_it_claims", CLAIMS)),
        (b"a,b\n1,2\n", ("parties.file_is_no_table", NOTHING)),
        (CONTENT, ("parties.direction_unknown", NOTHING)),
        (NO_STATUS, ("parties.columns_missing", {"columns": "发票状态"})),
    ],
)
async def test_a_refused_file_says_why_and_leaves_nothing(
    client: AsyncClient,
    read: Read,
    owner: dict[str, str],
    content: bytes,
    refusal: tuple[str, dict[str, str]],
) -> None:
    import_id = await uploaded(client, owner, content)
    await read(import_id)

    ended = await state_of(client, owner, import_id)

    assert ended["status"] == "refused"
    assert (ended["refusal_code"], ended["refusal_params"]) == refusal
    assert ended["counts"]["lines"] == 0


async def test_an_import_is_cancelled_once_and_takes_nothing_more(
    client: AsyncClient, engine: Engine, owner: dict[str, str]
) -> None:
    import_id = (await announced(client, owner, len(CONTENT))).json()["id"]
    path = f"/parties/imports/{import_id}/cancellation"

    cancelled = await client.post(path, headers=owner | new_key())
    again = await client.post(path, headers=owner | new_key())
    more = await sent(client, owner, import_id, CONTENT)

    assert cancelled.json()["status"] == "cancelled"
    assert again.json()["code"] == more.json()["code"] == "parties.import_ended"
    assert (await published(engine))[-1] == "parties.import_ended.v1"


async def test_cancelled_while_waiting_it_is_not_read(
    client: AsyncClient, read: Read, owner: dict[str, str]
) -> None:
    import_id = await uploaded(client, owner, CONTENT, direction="output")
    await client.post(f"/parties/imports/{import_id}/cancellation", headers=owner | new_key())

    await read(import_id)

    assert (await state_of(client, owner, import_id))["counts"]["lines"] == 0


async def test_a_stranger_sees_sends_and_cancels_nothing(
    client: AsyncClient, engine: Engine, owner: dict[str, str]
) -> None:
    import_id = (await announced(client, owner, len(CONTENT))).json()["id"]
    stranger, path = signed_in(*MAY), f"/parties/imports/{import_id}"
    before = await published(engine)

    answers = [
        await client.get(path, headers=stranger),
        await sent(client, stranger, import_id, CONTENT),
        await client.post(f"{path}/cancellation", headers=stranger | new_key()),
        await client.get(f"{path}/refused-lines", headers=stranger),
        await client.get(f"{path}/refused-lines.csv", headers=stranger),
    ]
    listed = await client.get("/parties/imports", headers=stranger)

    assert {answer.json()["code"] for answer in answers} == {"parties.import_not_found"}
    assert listed.json()["items"] == []
    assert await published(engine) == before


async def test_importing_needs_the_permission_and_one_s_own_profile(
    client: AsyncClient, enterprise: EnterpriseId
) -> None:
    reader = signed_in("parties:view", organisation=enterprise)
    newcomer, neighbour = signed_in(*MAY), signed_in(*MAY, organisation=new_id())

    without = await announced(client, reader, 10)
    unregistered = await announced(client, newcomer, 10)
    for_another = await announced(client, neighbour, 10, enterprise_id=str(enterprise))

    assert without.json()["code"] == "common.not_allowed"
    assert unregistered.json()["code"] == "parties.enterprise_not_found"
    assert for_another.json()["code"] == "common.not_allowed"


async def test_staff_send_a_file_of_many_companies(
    client: AsyncClient, read: Read, enterprise: EnterpriseId
) -> None:
    staff = signed_in(*STAFF, portal=Portal.OPERATIONS)
    rows = [line(1, company_id=synthetic_uscc(str(enterprise))), line(2, company_id="UNKNOWN")]

    import_id = await uploaded(client, staff, as_csv(rows), direction="input")
    await read(import_id)

    ended = await state_of(client, staff, import_id)
    assert (ended["enterprise_id"], ended["status"]) == (None, "done")
    assert ended["refused_by_reason"] == [{"reason": "company_unknown", "count": 1}]


async def test_imports_are_listed_newest_first_and_by_state(
    client: AsyncClient, owner: dict[str, str]
) -> None:
    made = [(await announced(client, owner, 10)).json()["id"] for _ in range(3)]

    first = (await client.get("/parties/imports?limit=2", headers=owner)).json()
    second = (
        await client.get(f"/parties/imports?cursor={first['next_cursor']}", headers=owner)
    ).json()
    done = (await client.get("/parties/imports?status=done", headers=owner)).json()

    assert [each["id"] for each in first["items"] + second["items"]] == made[::-1]
    assert done["items"] == []


async def test_refused_lines_are_paged_and_downloaded_without_formulas(
    client: AsyncClient, read: Read, owner: dict[str, str]
) -> None:
    evil = ["=cmd()", "+1+1", "@SUM(A1)", "\tx", "-2+3", "-5.00"]
    rows = [line(number, status="?", counterparty_id=cell) for number, cell in enumerate(evil)]
    import_id = await uploaded(client, owner, as_csv(rows), direction="output")
    await read(import_id)
    path = f"/parties/imports/{import_id}/refused-lines"

    page = (await client.get(f"{path}?limit=4", headers=owner)).json()
    rest = (await client.get(f"{path}?after_line=5", headers=owner)).json()
    download = await client.get(f"{path}.csv?locale=en", headers=owner)

    assert [each["line"] for each in page["items"]] == [2, 3, 4, 5]
    assert ([each["line"] for each in rest["items"]], page["more"], rest["more"]) == (
        [6, 7], True, False,
    )  # fmt: skip
    assert page["items"][0]["cells"][3] == "=cmd()"
    assert download.content.startswith(b"\xef\xbb\xbf")
    header, *table = csv.reader(StringIO(download.content.decode("utf-8-sig")))
    assert header[:3] == ["Line", "Reason", "company_id"]
    assert [row[1] for row in table] == ["The invoice status is not known"] * 6
    assert [row[5] for row in table] == ["'=cmd()", "'+1+1", "'@SUM(A1)", "'\tx", "'-2+3", "-5.00"]


async def of_parties(engine: Engine) -> list[str]:
    return [name for name in await published(engine) if name.startswith("parties.")]


async def test_delivered_twice_a_file_is_read_once(
    client: AsyncClient, engine: Engine, read: Read, owner: dict[str, str]
) -> None:
    import_id = await uploaded(client, owner, CONTENT, direction="output")
    await read(import_id)
    events = await of_parties(engine)
    async with engine.begin(PLATFORM) as connection:
        await connection.execute(update(event_delivery).values(done_at=None))
        jobs = text("SELECT count(*) FROM procrastinate_jobs WHERE queueing_lock IS NOT NULL")
        before = (await connection.execute(jobs)).scalar_one()

    await read(import_id)

    assert await of_parties(engine) == events
    assert before == 1


async def test_the_content_of_an_ended_import_is_forgotten(
    client: AsyncClient, work: Work, read: Read, owner: dict[str, str]
) -> None:
    import_id = await uploaded(client, owner, CONTENT, direction="output")
    key = part_key(ImportId(UUID(import_id)), 0)
    assert await work.storage.get(key) == CONTENT
    await read(import_id)

    await forget_content.run(work, import_id=import_id)
    await forget_content.run(work, import_id=import_id)

    with pytest.raises(FileMissing):
        await work.storage.get(key)


async def test_an_upload_that_nobody_finishes_is_given_up(
    client: AsyncClient, engine: Engine, work: Work, owner: dict[str, str]
) -> None:
    old = (await announced(client, owner, 10)).json()["id"]
    async with engine.begin(PLATFORM) as connection:
        long_ago = utc_now() - timedelta(days=8)
        await connection.execute(update(tables.invoice_import).values(started_at=long_ago))
    young = (await announced(client, owner, 10)).json()["id"]

    await cancel_abandoned_uploads.run(work)

    assert (await state_of(client, owner, old))["status"] == "cancelled"
    assert (await state_of(client, owner, young))["status"] == "receiving"
