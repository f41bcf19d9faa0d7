from __future__ import annotations

import json
import re
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from rongqu.modules.contracts.signatures.verifying import (
    FileVerdict,
    PdfCheck,
    SignatureVerdict,
    verify_pdf,
)
from tests.builders.signed_pdfs import NOW, authority, blank_pdf, sign, signer
from tests.shared_data import shared_data


async def check(content: bytes, *, trusting: bool = True) -> PdfCheck:
    trusted = [authority().der] if trusting else []
    return await verify_pdf(content, trusted=trusted, now=NOW)


def verdicts(found: PdfCheck) -> list[SignatureVerdict]:
    return [signature.verdict for signature in found.signatures]


async def test_two_signatures_one_after_the_other_are_both_intact() -> None:
    once = await sign(blank_pdf(), signer(), "borrower", stamped_at=NOW - timedelta(minutes=5))
    twice = await sign(once, signer("西湖银行"), "lender", stamped_at=NOW - timedelta(minutes=1))

    found = await check(twice)

    assert found.verdict is FileVerdict.INTACT
    assert verdicts(found) == [SignatureVerdict.INTACT] * 2
    first, second = found.signatures
    assert (first.field, first.coverage) == ("borrower", "ENTIRE_REVISION")
    assert (second.field, second.coverage) == ("lender", "ENTIRE_FILE")
    assert "杭州晨光科技有限公司" in (first.signer or "")
    assert first.stamped_at == NOW - timedelta(minutes=5)


async def test_a_signer_that_nobody_knows_is_said_to_be_unknown() -> None:
    found = await check(await sign(blank_pdf(), signer()), trusting=False)
    assert found.verdict is FileVerdict.NOT_TRUSTED
    assert found.is_unharmed
    assert verdicts(found) == [SignatureVerdict.SIGNER_UNKNOWN]


async def test_an_expired_certificate_is_told_apart() -> None:
    found = await check(await sign(blank_pdf(), signer("Old", days_left=-3)))
    assert verdicts(found) == [SignatureVerdict.CERTIFICATE_EXPIRED]
    assert found.verdict is FileVerdict.NOT_TRUSTED


async def test_a_changed_byte_is_found() -> None:
    content = bytearray(await sign(blank_pdf(), signer()))
    at = content.index(b"/MediaBox")
    content[at + 10 : at + 30] = content[at + 10 : at + 30].replace(b"200", b"201", 1)
    found = await check(bytes(content))
    assert found.verdict is FileVerdict.DAMAGED
    assert verdicts(found) == [SignatureVerdict.CHANGED]


async def test_bytes_behind_the_signature_are_found() -> None:
    found = await check((await sign(blank_pdf(), signer())) + b"\nand something more")
    assert found.verdict is FileVerdict.APPENDED


async def test_a_time_stamp_from_the_future_is_refused() -> None:
    found = await check(await sign(blank_pdf(), signer(), stamped_at=NOW + timedelta(days=2)))
    assert verdicts(found) == [SignatureVerdict.STAMPED_IN_FUTURE]
    assert found.verdict is FileVerdict.DAMAGED


async def test_a_file_with_scripts_is_refused_whoever_signed_it() -> None:
    found = await check(await sign(blank_pdf(script="app.alert(1)"), signer()))
    assert found.verdict is FileVerdict.ACTIVE


async def test_an_encrypted_file_is_refused() -> None:
    assert (await check(blank_pdf(password="secret"))).verdict is FileVerdict.ENCRYPTED


async def test_a_file_without_a_signature_says_so() -> None:
    found = await check(blank_pdf())
    assert (found.verdict, found.signatures) == (FileVerdict.UNSIGNED, ())


@pytest.mark.parametrize("content", [b"", b"hello", b"%PDF-1.7\n%%EOF\n"])
async def test_what_is_no_pdf_cannot_be_read(content: bytes) -> None:
    assert (await check(content)).verdict is FileVerdict.UNREADABLE


def published() -> list[dict[str, Any]]:
    folder = shared_data("vectors") / "pdf_signatures"
    return json.loads((folder / "expected.json").read_text())["cases"]


async def test_published_samples_are_judged_as_published() -> None:
    folder = shared_data("vectors") / "pdf_signatures"
    for case in published():
        found = await check((folder / case["file"]).read_bytes(), trusting=False)
        assert found.is_unharmed is case["accept"], case["file"]
        for signature, wanted in zip(found.signatures, case["signatures"], strict=False):
            if signature.coverage is not None and wanted["coverage"] is not None:
                assert signature.coverage == wanted["coverage"], case["file"]


@pytest.mark.skipif(shutil.which("pdfsig") is None, reason="poppler's pdfsig is not installed")
async def test_poppler_agrees(tmp_path: Path) -> None:
    intact = await sign(await sign(blank_pdf(), signer(), "a"), signer("西湖银行"), "b")
    changed = intact.replace(b"/MediaBox [ 0.0 0.0 200", b"/MediaBox [ 0.0 0.0 201", 1)
    for name, content in (("intact", intact), ("changed", changed)):
        file = tmp_path / f"{name}.pdf"
        file.write_bytes(content)
        said = poppler_says(file)
        valid = len(re.findall("Signature is Valid", said))
        assert (valid == 2) is (await check(content)).is_unharmed


def poppler_says(file: Path) -> str:
    command = ["pdfsig", "-nocert", str(file)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout
