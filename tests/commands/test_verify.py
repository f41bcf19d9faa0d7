from __future__ import annotations

import asyncio
import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from typer.testing import CliRunner

from rongqu.cli import ExitCode, app
from rongqu.commands.verify_pdf import Around, verify_document
from rongqu.modules.evidence.commitments import SALT_BYTES, commit, leaf_of
from rongqu.modules.evidence.notes import Checkpoint, NoteSigner
from rongqu.modules.evidence.proof_files import ProofFile
from rongqu.modules.evidence.record_export import RecordArchive
from rongqu.modules.evidence.tree.hashing import hash_leaf
from rongqu.modules.evidence.verifying_records import FORMAT
from tests.builders.evidence import SIGNER
from tests.builders.signed_pdfs import NOW, authority, blank_pdf, sign, signer

FACT = '{"at":"2026-11-28T08:00:00+00:00","content":{"sha256":"ab"},"name":"contracts.x.v1"}'
OTHER = NoteSigner("example.com/log", bytes(32))

runner = CliRunner()


def proof_of(fact: str, signer: NoteSigner = OTHER) -> str:
    salt = bytes(SALT_BYTES)
    root = hash_leaf(leaf_of(commit(salt, fact.encode())))
    tree = Checkpoint(signer.verifier.name, 1, root)
    note = f"{tree.text}\n{signer.sign(tree.text)}"
    return ProofFile(fact=fact, salt=salt, index=0, path=(), note=note).dump()


def given_file(folder: Path, name: str, content: str) -> str:
    (folder / name).write_text(content)
    return str(folder / name)


def test_an_intact_proof_is_told_with_what_it_proves(tmp_path: Path) -> None:
    file = given_file(tmp_path, "a.json", proof_of(FACT))

    result = runner.invoke(app, ["verify", "--key", str(OTHER.verifier), file])

    assert result.exit_code == ExitCode.OK
    assert "a.json: intact" in result.output
    assert "entry 0 of 1 in example.com/log" in result.output
    assert '{"sha256": "ab"}' in result.output


def test_without_a_key_the_installations_own_is_believed(tmp_path: Path) -> None:
    file = given_file(tmp_path, "a.json", proof_of(FACT))
    result = runner.invoke(app, ["verify", file])
    assert result.exit_code == ExitCode.REFUSED
    assert "no log whose key is known" in result.output
    assert SIGNER.verifier.name != OTHER.verifier.name


def test_exported_records_are_told_with_who_took_them(tmp_path: Path) -> None:
    about: dict[str, Any] = {"format": FORMAT, "asked": {}, "records": 0}
    about |= {"exported_by": "A", "exported_at": "T"}
    with RecordArchive() as archive:
        archive.sign(about, SIGNER)
    file = tmp_path / "records.zip"
    file.write_bytes(b"".join(archive.chunks()))

    result = runner.invoke(app, ["verify", str(file)])

    assert result.exit_code == ExitCode.OK
    assert "records.zip: intact" in result.output
    assert f"0 records of {SIGNER.verifier.name}, {{}}" in result.output
    assert "taken by A at T" in result.output


def test_a_changed_proof_is_refused(tmp_path: Path) -> None:
    changed = json.loads(proof_of(FACT))
    changed["fact"]["content"]["sha256"] = "ac"
    file = given_file(tmp_path, "a.json", json.dumps(changed))
    result = runner.invoke(app, ["verify", "--key", str(OTHER.verifier), file])
    assert result.exit_code == ExitCode.REFUSED
    assert "not in the log" in result.output


def test_two_proofs_of_two_histories_are_a_fork(tmp_path: Path) -> None:
    files = [
        given_file(tmp_path, "a.json", proof_of(FACT)),
        given_file(tmp_path, "b.json", proof_of(FACT.replace("ab", "ac"))),
    ]
    result = runner.invoke(app, ["verify", "--key", str(OTHER.verifier), *files])
    assert result.exit_code == ExitCode.REFUSED
    assert "a.json: intact" in result.output
    assert "a fork" in result.output


@pytest.mark.parametrize("content", ["", "{}", "hello"])
def test_any_other_file_says_that_it_is_none(tmp_path: Path, content: str) -> None:
    result = runner.invoke(app, ["verify", given_file(tmp_path, "a.txt", content)])
    assert result.exit_code == ExitCode.REFUSED
    assert "not a proof" in result.output


def test_a_pdf_is_judged_by_its_signatures(tmp_path: Path) -> None:
    unsigned, broken = tmp_path / "a.pdf", tmp_path / "b.pdf"
    unsigned.write_bytes(blank_pdf())
    broken.write_text("%PDF-1.7 and nothing")

    result = runner.invoke(app, ["verify", str(unsigned), str(broken)])

    assert result.exit_code == ExitCode.REFUSED
    assert "a.pdf: without any signature" in result.output
    assert "b.pdf: not a PDF that can be read" in result.output


def test_a_signature_is_told_as_the_public_page_tells_it(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(asyncio.run(sign(blank_pdf(), signer("Lakeside Ltd"))))
    output = StringIO()
    console = Console(file=output, width=200)

    for trusted in ([authority().der], []):
        around = Around(authorities=trusted, parties=(), now=NOW)
        assert verify_document(console, file, around)

    around = Around(authorities=[authority().der], parties=["西湖银行"], now=NOW)
    assert not verify_document(console, file, around)
    told, _, of_parties = output.getvalue().rpartition("✗")
    assert "signed by none of the parties 未被改动，但签名人不是当事人" in of_parties
    assert "not signed by 未签署: 西湖银行" in of_parties
    assert told.count("level 级别 B-B") == 2
    assert told.count("without revocation lists 未附吊销信息") == 2
    assert told.count("chain 证书链 Common Name: Lakeside Ltd ← Common Name: Test CA") == 1
    assert told.count("leads to no trusted authority 未通向受信任的机构") == 1
