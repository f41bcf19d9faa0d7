from __future__ import annotations

import json
import subprocess
from collections.abc import Awaitable, Callable
from io import BytesIO
from pathlib import Path
from uuid import UUID
from zipfile import ZipFile

import pytest
from httpx2 import AsyncClient
from sqlalchemy import insert

from rongqu.infra.database import Engine
from rongqu.infra.policies import policy
from rongqu.infra.tx import open_tx
from rongqu.kernel.actor import Portal
from rongqu.kernel.ids import new_id
from rongqu.modules.evidence.actions.export_records import export_records
from rongqu.modules.evidence.errors import TooManyToExport
from rongqu.modules.evidence.notes import NoteSigner
from rongqu.modules.evidence.ports import CheckpointSigner
from rongqu.modules.evidence.record_export import RecordArchive
from rongqu.modules.evidence.verifying import Verdict
from rongqu.modules.evidence.verifying_records import (
    ABOUT,
    FORMAT,
    KEY,
    RECORDS,
    SIGNATURE,
    SUMS,
    RecordsVerification,
    verify_records,
)
from rongqu.modules.identity.public import RecordSearch
from rongqu.modules.identity.record_queries import READ_AT_ONCE
from tests.builders.actors import given_actor, signed_in
from tests.builders.events import published
from tests.builders.evidence import SIGNER

Publish = Callable[..., Awaitable[list[UUID]]]
PATH = "/evidence/record-export"
AUDITOR = signed_in("evidence:export", "evidence:view_everywhere")


def checked_by_openssl(folder: Path) -> bool:
    """As README.txt says."""
    sums = ["sha256sum", "--check", "--quiet", "SHA256SUMS"]
    key = ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", "key.pem"]
    signature = ["-rawin", "-in", "SHA256SUMS", "-sigfile", "SHA256SUMS.sig"]
    return all(
        subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode == 0
        for command in (sums, key + signature)
    )


async def test_a_stranger_checks_what_was_exported_with_open_tools(
    client: AsyncClient, publish: Publish, engine: Engine, tmp_path: Path
) -> None:
    _, wanted, _ = await publish(3)

    answer = await client.put(PATH, json={"subject": str(wanted)}, headers=AUDITOR)

    assert answer.status_code == 200, answer.text
    ZipFile(BytesIO(answer.content)).extractall(tmp_path)
    [line] = (tmp_path / "records.jsonl").read_text().splitlines()
    assert json.loads(line)["subject"] == str(wanted)
    about = json.loads((tmp_path / "about.json").read_text())
    assert (about["asked"], about["records"]) == ({"subject_id": str(wanted)}, 1)
    assert about["exported_by"] == AUDITOR["x-user"]
    assert checked_by_openssl(tmp_path)
    verification = verified(answer.content, tmp_path)
    assert (verification.verdict, verification.about) == (Verdict.INTACT, about)
    assert (await published(engine))[-1] == "evidence.records_exported.v1"

    for name in ("records.jsonl", "SHA256SUMS"):
        whole = (tmp_path / name).read_bytes()
        (tmp_path / name).write_bytes(whole.replace(b"0", b"1"))
        assert not checked_by_openssl(tmp_path)
        (tmp_path / name).write_bytes(whole)


CHANGES: dict[str, tuple[str, bytes | None, Verdict]] = {
    "a record": (RECORDS, b"{}\n", Verdict.CHANGED),
    "who asked": (ABOUT, b'{"format":"rongqu-records/1"}', Verdict.CHANGED),
    "what is no text": (ABOUT, b"\xff", Verdict.CHANGED),
    "digests": (SUMS, b"0" * 64, Verdict.SIGNATURE_WRONG),
    "the signature": (SIGNATURE, bytes(64), Verdict.SIGNATURE_WRONG),
    "no key": (KEY, b"none", Verdict.UNREADABLE),
    "too much": (SUMS, b"0" * 70_000, Verdict.UNREADABLE),
    "a file gone": (SIGNATURE, None, Verdict.UNREADABLE),
}
STRANGER = NoteSigner("example.com/log", bytes(32))


def unpacked(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def verified(content: bytes, folder: Path) -> RecordsVerification:
    (folder / "records.zip").write_bytes(content)
    return verify_records(folder / "records.zip", [SIGNER.verifier])


def given_export(signer: CheckpointSigner = SIGNER) -> bytes:
    with RecordArchive() as archive:
        archive.sign({"format": FORMAT}, signer)
    return b"".join(archive.chunks())


@pytest.mark.parametrize(("name", "content", "verdict"), CHANGES.values(), ids=CHANGES)
def test_whatever_is_changed_shows(
    tmp_path: Path, name: str, content: bytes | None, verdict: Verdict
) -> None:
    changed = BytesIO()
    with ZipFile(changed, "w") as archive:
        for each, was in unpacked(given_export()).items():
            if each != name or content is not None:
                archive.writestr(each, content if each == name and content is not None else was)

    assert verified(changed.getvalue(), tmp_path).verdict is verdict


def test_an_export_of_somebody_else_is_not_believed(tmp_path: Path) -> None:
    assert verified(given_export(), tmp_path).verdict is Verdict.INTACT
    assert verified(given_export(STRANGER), tmp_path).verdict is Verdict.UNKNOWN_LOG


@pytest.mark.parametrize("content", [b"PK\x03\x04", b"", b"no archive"])
def test_what_is_no_archive_is_told(tmp_path: Path, content: bytes) -> None:
    assert verified(content, tmp_path).verdict is Verdict.UNREADABLE


async def test_a_file_of_many_pages_holds_each_record_once(
    client: AsyncClient, publish: Publish
) -> None:
    subjects = await publish(2 * READ_AT_ONCE + 1)

    answer = await client.put(PATH, json={"name": "contracts."}, headers=AUDITOR)

    lines = unpacked(answer.content)[RECORDS].splitlines()
    assert [json.loads(line)["subject"] for line in lines] == [str(each) for each in subjects]


@pytest.mark.parametrize("since", ["2026-11-28T08:00:00", "0001-01-01T00:00:00+14:00"])
async def test_an_instant_without_its_zone_or_out_of_all_time_is_refused(
    client: AsyncClient, since: str
) -> None:
    answer = await client.put(PATH, json={"since": since}, headers=AUDITOR)

    assert answer.status_code == 422


async def export_all(engine: Engine, *, most: int) -> None:
    """While policy says how many; it says so no longer afterwards."""
    auditor = given_actor("evidence:export", portal=Portal.OPERATIONS)
    async with open_tx(engine, auditor) as tx:
        value = {
            "id": new_id(),
            "key": "evidence.most_exported",
            "value": most,
            "valid_from": tx.business_date,
            "reason": "so that three are too many",
            "author_id": auditor.id,
            "recorded_at": tx.now,
        }
        await tx.connection.execute(insert(policy).values(value))
        await export_records(tx, RecordSearch(), SIGNER)


async def test_more_than_a_file_holds_is_refused_and_leaves_nothing(
    publish: Publish, engine: Engine
) -> None:
    await publish(3)
    before = await published(engine)

    with pytest.raises(TooManyToExport):
        await export_all(engine, most=2)

    assert await published(engine) == before


@pytest.mark.parametrize("permission", ["evidence:view_everywhere", "evidence:audit"])
async def test_who_may_look_may_not_take_away(client: AsyncClient, permission: str) -> None:
    answer = await client.put(PATH, json={}, headers=signed_in(permission))

    assert answer.json()["code"] == "common.not_allowed"
