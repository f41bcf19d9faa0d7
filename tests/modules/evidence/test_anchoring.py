"""The log's checkpoints at a time stamp authority: the sandbox, spoken to over HTTP."""

from __future__ import annotations

import subprocess
from collections.abc import AsyncGenerator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from httpx2 import AsyncClient

from rongqu.adapters.time_stamp_authority import HttpTimeStampAuthority
from rongqu.infra.clock import utc_now
from rongqu.infra.jobs import Work
from rongqu.infra.tx import open_tx
from rongqu.kernel.actor import SYSTEM
from rongqu.modules.evidence import jobs, queries
from rongqu.modules.evidence.ports import AnchorFailed, Anchors
from rongqu.modules.evidence.types import Anchoring
from rongqu.sandbox.tsa.app import create_tsa
from rongqu.sandbox.tsa.authority import CA_FILE, StampingKey, open_authority
from tests.builders.actors import signed_in
from tests.builders.evidence import no_path, put_on_record
from tests.builders.servers import Server, serving
from tests.modules.evidence.conftest import Given, Publish

STAFF = signed_in("evidence:view_everywhere")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("tsa")


@pytest.fixture(scope="module")
def stamping(folder: Path) -> StampingKey:
    return open_authority(folder, utc_now())


@pytest.fixture
async def server(stamping: StampingKey) -> AsyncGenerator[Server]:
    async with serving(create_tsa(stamping)) as server:
        yield server


@pytest.fixture
def anchored(log_work: Work, server: Server, folder: Path) -> Work:
    return at(log_work, server.url, folder)


def at(work: Work, url: str, folder: Path) -> Work:
    anchors = Anchors((HttpTimeStampAuthority(f"{url}/", folder / CA_FILE),))
    return replace(work, ports={**work.ports, Anchors: anchors})


async def anchorings(work: Work) -> list[Anchoring]:
    async with open_tx(work.engine, SYSTEM) as tx:
        return await queries.list_anchorings(tx, 10)


async def test_a_stamp_is_kept_and_openssl_agrees(
    given_entries: Given, anchored: Work, client: AsyncClient, folder: Path, tmp_path: Path
) -> None:
    await given_entries(3)
    await jobs.anchor_head.run(anchored)

    [line] = (await client.get("/evidence/anchorings", headers=STAFF)).json()
    assert (line["anchor"], line["size"]) == ("tsa", 3)
    for name in ("receipt", "checkpoint"):
        file = await client.get(f"/evidence/anchorings/{line['id']}/{name}", headers=STAFF)
        (tmp_path / name).write_bytes(file.content)
    assert openssl_says(tmp_path, folder / CA_FILE).endswith("Verification: OK")

    (tmp_path / "checkpoint").write_text("another\n")
    assert "FAILED" in openssl_says(tmp_path, folder / CA_FILE)


def openssl_says(files: Path, authority: Path) -> str:
    command = ["openssl", "ts", "-verify", "-data", "checkpoint", "-in", "receipt"]
    said = subprocess.run(
        [*command, "-CAfile", str(authority)],
        cwd=files,
        capture_output=True,
        text=True,
        check=False,
    )
    return said.stdout.strip()


async def test_the_same_checkpoint_is_anchored_once_and_its_own_event_starts_nothing(
    given_entries: Given, anchored: Work
) -> None:
    await given_entries(3)
    for _ in range(3):
        await jobs.anchor_head.run(anchored)
        await put_on_record(anchored)  # the anchoring itself

    assert [each.size for each in await anchorings(anchored)] == [3]


async def test_an_outage_is_caught_up_with_at_once(
    given_entries: Given, publish: Publish, log_work: Work, stamping: StampingKey, folder: Path
) -> None:
    await given_entries(3)
    await jobs.anchor_head.run(at(log_work, "http://127.0.0.1:9", folder))
    assert await anchorings(log_work) == []

    await publish(4)
    await put_on_record(log_work)
    async with serving(create_tsa(stamping)) as server:
        await jobs.anchor_head.run(at(log_work, server.url, folder))

    assert [each.size for each in await anchorings(log_work)] == [7]


async def test_a_stamp_of_an_authority_that_is_not_believed_is_refused(
    server: Server, tmp_path: Path
) -> None:
    open_authority(tmp_path, utc_now())
    stranger = HttpTimeStampAuthority(f"{server.url}/", tmp_path / CA_FILE)
    with pytest.raises(AnchorFailed, match="unknown_authority"):
        await stranger.anchor("note", no_path)


async def test_a_stamp_from_the_future_is_refused(stamping: StampingKey, folder: Path) -> None:
    def ahead() -> datetime:
        return utc_now() + timedelta(hours=2)

    async with serving(create_tsa(stamping, ahead)) as server:
        authority = HttpTimeStampAuthority(f"{server.url}/", folder / CA_FILE)
        with pytest.raises(AnchorFailed, match="stamped_in_future"):
            await authority.anchor("note", no_path)


@pytest.mark.parametrize(("path", "reason"), [("healthz", "refused"), ("nowhere", "refused")])
async def test_another_answer_is_no_stamp(
    server: Server, folder: Path, path: str, reason: str
) -> None:
    authority = HttpTimeStampAuthority(f"{server.url}/{path}", folder / CA_FILE)
    with pytest.raises(AnchorFailed, match=reason):
        await authority.anchor("note", no_path)


async def test_the_sandbox_refuses_what_is_no_query(server: Server) -> None:
    async with AsyncClient(base_url=server.url) as client:
        plain = await client.post("/", content=b"x")
        broken = await client.post(
            "/", content=b"x", headers={"content-type": "application/timestamp-query"}
        )
    assert (plain.status_code, broken.status_code) == (415, 400)
