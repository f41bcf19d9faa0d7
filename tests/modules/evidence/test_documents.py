from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter

from rongqu.modules.evidence.documents.verdicts import FileVerdict, PdfCheck, SignatureVerdict
from rongqu.modules.evidence.documents.verifying import verify_pdf
from tests.builders import attacked_pdfs as attacks
from tests.builders.signed_pdfs import NOW, Identity, authority, blank_pdf, sign, signer, stamp
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


@pytest.mark.parametrize(
    ("who", "wanted"),
    [
        (signer("Old", days_left=-3), SignatureVerdict.CERTIFICATE_EXPIRED),
        (signer("New", days_old=-3), SignatureVerdict.CERTIFICATE_NOT_YET_VALID),
        (signer("Server", signs=False), SignatureVerdict.CERTIFICATE_UNFIT),
    ],
)
async def test_what_is_wrong_with_a_certificate_is_told(
    who: Identity, wanted: SignatureVerdict
) -> None:
    found = await check(await sign(blank_pdf(), who))
    assert (verdicts(found), found.verdict) == ([wanted], FileVerdict.NOT_TRUSTED)


async def test_signers_are_compared_with_the_parties() -> None:
    content = await sign(blank_pdf(), signer())

    async def among(*parties: str) -> PdfCheck:
        return await verify_pdf(content, trusted=[authority().der], parties=parties, now=NOW)

    one = await among("杭州晨光科技 有限公司")
    two = await among("杭州晨光科技有限公司", "西湖银行")
    other = await among("西湖银行")
    assert (one.verdict, one.missing, one.is_by_parties) == (FileVerdict.INTACT, (), True)
    assert (two.verdict, two.missing) == (FileVerdict.INCOMPLETE, ("西湖银行",))
    assert verdicts(other) == [SignatureVerdict.NOT_A_PARTY]
    assert (other.verdict, other.missing) == (FileVerdict.NOT_TRUSTED, ("西湖银行",))
    assert not other.is_by_parties


async def test_a_name_that_no_trusted_authority_vouches_for_has_not_signed() -> None:
    name = "杭州晨光科技有限公司"
    found = await verify_pdf(await sign(blank_pdf(), signer(name)), parties=[name], now=NOW)
    assert (found.verdict, found.missing) == (FileVerdict.NOT_TRUSTED, (name,))


CHANGED = {
    "page redrawn": attacks.redraw_page,
    "page resized": attacks.resize_page,
    "page added": attacks.add_page,
    "box laid over it": attacks.annotate,
    "signature grown": attacks.redraw_signature,
}


@pytest.mark.parametrize("name", CHANGED)
@pytest.mark.parametrize("permissions", [None, MDPPerm.FILL_FORMS, MDPPerm.ANNOTATE])
async def test_a_later_revision_that_shows_something_else_is_found(
    name: str, permissions: MDPPerm | None
) -> None:
    """Also by a file that its author certified, whatever it permits; pyHanko judges the same."""
    certified: dict[str, Any] = {"certify": True, "docmdp_permissions": permissions}
    wanted = certified if permissions is not None else {}
    signed = await sign(blank_pdf(), signer(), **wanted)

    found = await check(attacks.revised(signed, CHANGED[name]))

    assert verdicts(found) == [SignatureVerdict.CHANGED_AFTERWARDS]
    assert found.verdict is FileVerdict.DAMAGED


async def test_what_may_be_done_to_a_signed_file_does_it_no_harm() -> None:
    signed = await sign(attacks.revised(blank_pdf(), attacks.add_form), signer())
    for change in (attacks.retitle, attacks.fill_form):
        found = await check(attacks.revised(signed, change))
        assert (verdicts(found), found.verdict) == ([SignatureVerdict.INTACT], FileVerdict.INTACT)
    filled = await check(attacks.revised(signed, attacks.fill_form))
    assert filled.signatures[0].modification == "FORM_FILLING"


async def test_what_a_signature_has_locked_stays_locked() -> None:
    form = attacks.revised(blank_pdf(), attacks.add_form)
    signed = await sign(form, signer(), certify=True, docmdp_permissions=MDPPerm.NO_CHANGES)
    found = await check(attacks.revised(signed, attacks.fill_form))
    assert verdicts(found) == [SignatureVerdict.CHANGED_AFTERWARDS]


async def test_a_revision_between_two_signatures_is_held_against_the_first() -> None:
    first = await sign(blank_pdf(), signer(), "a")
    found = await check(await sign(attacks.revised(first, attacks.redraw_page), signer(), "b"))
    assert verdicts(found) == [SignatureVerdict.CHANGED_AFTERWARDS, SignatureVerdict.INTACT]
    assert found.verdict is FileVerdict.DAMAGED


async def test_signatures_that_are_swapped_or_dropped_are_missed() -> None:
    twice = await sign(await sign(blank_pdf(), signer(), "a"), signer("西湖银行"), "b")
    for change in (attacks.swap_signatures, attacks.drop_first_signature):
        assert (await check(attacks.revised(twice, change))).verdict is FileVerdict.DAMAGED
    once = await sign(blank_pdf(), signer())
    stripped = await check(attacks.revised(once, attacks.drop_first_signature))
    assert stripped.verdict is FileVerdict.STRIPPED


FORGERIES: dict[str, Callable[[bytes], bytes]] = {
    "no range": lambda content: content.replace(b"/ByteRange", b"/ByteRangX"),
    "empty range": lambda content: attacks.with_range(content, b"/ByteRange null"),
    "negative range": lambda content: attacks.with_range(content, b"/ByteRange [0 -1 -1 10]"),
    "odd range": lambda content: attacks.with_range(content, b"/ByteRange [0 10 20]"),
    "range of words": lambda content: attacks.with_range(content, b"/ByteRange [/a /b /c /d]"),
    "no value": lambda content: content.replace(b"/Contents <", b"/Contentx <"),
    "value of zeros": attacks.without_value,
    "old kind": lambda content: content.replace(b"/ETSI.CAdES.detached", b"/adbe.pkcs7.sha1    "),
    "unknown kind": lambda content: content.replace(b"/ETSI.CAdES.det", b"/ETSI.CAdES.xyz"),
}


@pytest.mark.parametrize("name", FORGERIES)
async def test_a_signature_of_which_a_part_is_missing_proves_nothing(name: str) -> None:
    found = await check(FORGERIES[name](await sign(blank_pdf(), signer())))
    assert (verdicts(found), found.verdict) == (
        [SignatureVerdict.UNREADABLE],
        FileVerdict.DAMAGED,
    )


async def test_what_hides_in_the_gap_of_a_signature_is_found() -> None:
    signed = await sign(blank_pdf(), signer())
    for content in (attacks.wrapped(signed), attacks.with_range(signed, b"/ByteRange [0 0 0 0]")):
        found = await check(content)
        assert verdicts(found) == [SignatureVerdict.NOT_COVERING]


@pytest.mark.parametrize("digest", ["md5", "sha1"])
async def test_a_broken_algorithm_proves_nothing(digest: str) -> None:
    signed = await sign(
        blank_pdf(),
        signer(),
        md_algorithm=digest,
        subfilter=SigSeedSubFilter.ADOBE_PKCS7_DETACHED,
    )
    for is_trusting in (True, False):
        found = await check(signed, trusting=is_trusting)
        assert verdicts(found) == [SignatureVerdict.WEAK_ALGORITHM]
        assert (found.verdict, found.is_unharmed) == (FileVerdict.WEAK, False)


async def test_a_stamp_over_the_document_is_checked_as_well() -> None:
    stamped = await stamp(await sign(blank_pdf(), signer()))

    whole = await check(stamped)
    changed = await check(attacks.revised(stamped, attacks.redraw_page))
    future = await verify_pdf(stamped, trusted=[authority().der], now=NOW - timedelta(days=1))

    assert whole.verdict is FileVerdict.INTACT
    assert [(each.is_stamp, each.verdict) for each in whole.signatures] == [
        (False, SignatureVerdict.INTACT),
        (True, SignatureVerdict.INTACT),
    ]
    assert verdicts(changed) == [SignatureVerdict.CHANGED_AFTERWARDS] * 2
    assert SignatureVerdict.STAMPED_IN_FUTURE in verdicts(future)


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
