"""The guide for courts and banks, word for word, with the tools that it names and nothing else."""

from __future__ import annotations

import asyncio
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import timedelta
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from rongqu.modules.evidence.commitments import SALT_BYTES, commit, leaf_of
from rongqu.modules.evidence.notes import Checkpoint, NoteSigner
from rongqu.modules.evidence.proof_files import ProofFile
from rongqu.modules.evidence.tree.hashing import hash_leaf
from rongqu.modules.evidence.tree.tiles import grow, inclusion_path, root_from_edge, root_of_span
from tests.builders.signed_pdfs import NOW, authority, blank_pdf, sign, signer, stamp

GUIDES = Path(__file__).parents[2] / "docs" / "guides"
LOG = NoteSigner("example.com/log", bytes(32))
FACTS = [f'{{"content":{{"n":{n},"说明":"\\"引号\\"\\n","金额":"1,000.00"}}}}' for n in range(300)]

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")


def blocks(kind: str, guide: str = "verifying.md") -> list[str]:
    return re.findall(rf"```{kind}\n(.*?)```", (GUIDES / guide).read_text(), re.DOTALL)


CHECK_PROOF, SPLIT_PDF = blocks("python")
OF_PROOFS, OF_CONTRACTS, OF_STAMPS = blocks("sh")


def run(folder: Path, steps: str) -> tuple[bool, str]:
    done = subprocess.run(
        ["sh", "-ec", steps], cwd=folder, capture_output=True, text=True, check=False
    )
    return done.returncode == 0, done.stdout + done.stderr


def proof() -> dict[str, Any]:
    salt = bytes(range(SALT_BYTES))
    leaves = [hash_leaf(leaf_of(commit(salt, fact.encode()))) for fact in FACTS]
    tiles = grow(0, {}, b"".join(leaves))
    tree = Checkpoint(LOG.verifier.name, len(leaves), root_from_edge(len(leaves), tiles))
    note = f"{tree.text}\n{LOG.sign(tree.text)}"
    path = tuple(root_of_span(span, tiles) for span in inclusion_path(270, len(leaves)))
    return ProofFile(fact=FACTS[270], salt=salt, index=270, path=path, note=note).content


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "check_proof.py").write_text(CHECK_PROOF)
    (tmp_path / "split_pdf.py").write_text(SPLIT_PDF)
    (tmp_path / "log.vkey").write_text(f"{LOG.verifier}\n")
    (tmp_path / "proof.json").write_text(json.dumps(proof()))
    pem = authority().certificate.public_bytes(Encoding.PEM)
    for name in ("ca.pem", "tsa.pem"):
        (tmp_path / name).write_bytes(pem)
    return tmp_path


def test_a_fact_is_proved_with_openssl_alone(folder: Path) -> None:
    is_good, told = run(folder, OF_PROOFS)
    assert is_good, told
    assert "entry 270 of 300 in example.com/log" in told
    assert "Signature Verified Successfully" in told
    assert FACTS[270] in told


BAD: list[tuple[Callable[[dict[str, Any]], Any], str]] = [
    (lambda p: p["fact"]["content"].update(n=1), "NOT IN THE LOG"),
    (lambda p: p.update(proof=p["proof"].replace("index 270", "index 299")), "ANOTHER TREE SIZE"),
    (lambda p: p.update(proof=p["proof"].replace("\n300\n", "\n270\n")), "NOT IN THE LOG"),
    (lambda p: p.update(proof=p["proof"].replace("\n300\n", "\n301\n")), "Verification Failure"),
    (lambda p: p.update(proof=p["proof"].replace("com/log", "org/log")), "UNKNOWN LOG"),
]


@pytest.mark.parametrize(("deed", "wanted"), BAD)
def test_a_changed_proof_fails_in_words(
    folder: Path, deed: Callable[[dict[str, Any]], Any], wanted: str
) -> None:
    changed = proof()
    deed(changed)
    (folder / "proof.json").write_text(json.dumps(changed))
    is_good, told = run(folder, OF_PROOFS)
    assert not is_good
    assert wanted in told


def test_a_contract_is_checked_with_openssl_alone(folder: Path) -> None:
    signed = asyncio.run(sign(blank_pdf(), signer("Lakeside Ltd"), stamped_at=NOW - timedelta(1)))
    (folder / "contract.pdf").write_bytes(asyncio.run(stamp(signed)))
    valid_then = f"-attime {int(NOW.timestamp())} -CAfile"

    is_good, told = run(folder, OF_CONTRACTS.replace("-CAfile", valid_then))
    assert is_good, told
    assert "CMS Verification successful" in told
    assert re.search(r"CN ?= ?Lakeside Ltd", told)
    assert "signature 2 covers the whole file" in told
    is_good, told = run(folder, OF_STAMPS.replace("-CAfile", valid_then))
    assert (is_good, "Verification: OK" in told) == (True, True), told

    changed = (folder / "contract.pdf").read_bytes().replace(b"200", b"201", 1)
    (folder / "contract.pdf").write_bytes(changed)
    is_good, told = run(folder, OF_CONTRACTS.replace("-CAfile", valid_then))
    assert not is_good
    assert "CMS Verification failure" in told


def test_both_guides_and_the_bundle_of_a_dispute_bring_the_same_programs() -> None:
    assert blocks("python", "verifying.zh-CN.md") == [CHECK_PROOF, SPLIT_PDF]
    assert blocks("sh", "verifying.zh-CN.md") == [OF_PROOFS, OF_CONTRACTS, OF_STAMPS]
    bundle = resources.files("rongqu.modules.disputes.bundle")
    assert bundle.joinpath("check_proof.txt").read_text() == CHECK_PROOF
    assert bundle.joinpath("split_pdf.txt").read_text() == SPLIT_PDF
