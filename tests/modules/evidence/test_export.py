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

from rongqu.infra.database import Engine
from tests.builders.actors import signed_in
from tests.builders.events import published
from tests.builders.policies import given_policy

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
    assert (await published(engine))[-1] == "evidence.records_exported.v1"

    for name in ("records.jsonl", "SHA256SUMS"):
        whole = (tmp_path / name).read_bytes()
        (tmp_path / name).write_bytes(whole.replace(b"0", b"1"))
        assert not checked_by_openssl(tmp_path)
        (tmp_path / name).write_bytes(whole)


async def test_more_than_a_file_holds_is_refused_and_leaves_nothing(
    client: AsyncClient, publish: Publish, engine: Engine
) -> None:
    await publish(3)
    await given_policy(engine, "evidence.most_exported", 2)
    before = await published(engine)

    answer = await client.put(PATH, json={}, headers=AUDITOR)

    assert (answer.status_code, answer.json()["code"]) == (422, "evidence.too_many_to_export")
    assert await published(engine) == before


@pytest.mark.parametrize("permission", ["evidence:view_everywhere", "evidence:audit"])
async def test_who_may_look_may_not_take_away(client: AsyncClient, permission: str) -> None:
    answer = await client.put(PATH, json={}, headers=signed_in(permission))

    assert answer.json()["code"] == "common.not_allowed"
