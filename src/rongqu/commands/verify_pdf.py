"""`rongqu verify FILE.pdf`: who signed a document, and whether it is still what was signed."""

# asn1crypto and parts of pyHanko have no types.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false
from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import cast

from asn1crypto import pem
from asn1crypto.x509 import Certificate
from rich.console import Console

from rongqu.infra.environment import EnvironmentProblem
from rongqu.modules.evidence.public import (
    FileVerdict,
    PdfCheck,
    SignatureCheck,
    SignatureVerdict,
    verify_pdf,
)

FILES = {
    FileVerdict.INTACT: "intact 完好",
    FileVerdict.NOT_TRUSTED: "unchanged, but not every signer is known 未被改动，有签名人未知",
    FileVerdict.INCOMPLETE: "unchanged, but not signed by all 未被改动，但有当事人未签",
    FileVerdict.WEAK: (
        "signed with a broken algorithm: it proves nothing 签名算法已不安全，不能证明任何事"
    ),
    FileVerdict.DAMAGED: "damaged 已损坏或被改动",
    FileVerdict.UNSIGNED: "without any signature 没有签名",
    FileVerdict.STRIPPED: "its signatures were taken out 签名已被移除",
    FileVerdict.ENCRYPTED: "encrypted: nothing can be said 已加密，无法核对",
    FileVerdict.ACTIVE: "with scripts or actions: refused 含脚本或动作，不予认可",
    FileVerdict.APPENDED: "bytes stand behind the last signature 最后一个签名之后被追加了内容",
    FileVerdict.UNREADABLE: "not a PDF that can be read 无法识别的 PDF",
}
SIGNATURES = {
    SignatureVerdict.INTACT: "intact 完好",
    SignatureVerdict.SIGNER_UNKNOWN: "unchanged, signer unknown 未被改动，签名人未知",
    SignatureVerdict.NOT_A_PARTY: (
        "unchanged, signed by none of the parties 未被改动，但签名人不是当事人"
    ),
    SignatureVerdict.CERTIFICATE_EXPIRED: "unchanged, certificate expired 未被改动，证书已过期",
    SignatureVerdict.CERTIFICATE_REVOKED: "unchanged, certificate revoked 未被改动，证书已吊销",
    SignatureVerdict.CERTIFICATE_NOT_YET_VALID: (
        "unchanged, certificate not valid yet 未被改动，证书尚未生效"
    ),
    SignatureVerdict.CERTIFICATE_UNFIT: (
        "unchanged, certificate not made for signing 未被改动，证书不用于签署文件"
    ),
    SignatureVerdict.WEAK_ALGORITHM: "algorithm that is broken 签名算法已不安全",
    SignatureVerdict.CHANGED: "the signed bytes were changed 签名内容被改动",
    SignatureVerdict.SIGNATURE_WRONG: "the signature does not fit 签名值不符",
    SignatureVerdict.STAMP_WRONG: "time stamp of something else 时间戳不属于此签名",
    SignatureVerdict.NOT_COVERING: "leaves out a part of the file 未覆盖整个文件",
    SignatureVerdict.CHANGED_AFTERWARDS: "changed after it was signed 签名之后被改动",
    SignatureVerdict.CONDITIONS_BROKEN: "not as its field demands 不符合签名域的要求",
    SignatureVerdict.STAMPED_IN_FUTURE: "time stamp from the future 时间戳在未来",
    SignatureVerdict.UNREADABLE: "cannot be read 无法识别的签名",
}


Block = tuple[str, dict[str, str], bytes]
"""Of a PEM file: its name, its headers, its content."""


class AuthorityUnreadable(EnvironmentProblem):
    def __init__(self, file: Path) -> None:
        super().__init__(f"{file} is no certificate in PEM.")


def read_authorities(files: Sequence[Path]) -> list[Certificate]:
    found: list[Certificate] = []
    for file in files:
        try:
            blocks = list(pem.unarmor(file.read_bytes(), multiple=True))
        except ValueError:
            raise AuthorityUnreadable(file) from None
        found += [Certificate.load(content) for _, _, content in cast(list[Block], blocks)]
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """Whom the asker trusts, who should have signed, and as of when."""

    authorities: Sequence[Certificate]
    parties: Sequence[str]
    now: datetime


def verify_document(console: Console, file: Path, around: Around) -> bool:
    """Prints the verdict. Returns whether the file is what was signed, by whom it should be."""
    verifying = verify_pdf(
        file.read_bytes(), trusted=around.authorities, parties=around.parties, now=around.now
    )
    check = asyncio.run(verifying)
    is_good = check.is_unharmed and check.is_by_parties
    mark = "[green]✓[/]" if is_good else "[red]✗[/]"
    console.print(f"{mark} {file.name}: {FILES[check.verdict]}")
    _tell(console, check)
    return is_good


def _tell(console: Console, check: PdfCheck) -> None:
    """What the public page shows of the same report."""
    for party in check.missing:
        console.print(f"    not signed by 未签署: {party}", markup=False)
    for signature in check.signatures:
        console.print(f"    {signature.field}: {signature.signer or '?'}", markup=False)
        for line in _lines_of(signature):
            console.print(f"        {line}", markup=False)


def _lines_of(signature: SignatureCheck) -> Iterator[str]:
    yield SIGNATURES[signature.verdict]
    if signature.stamped_at is not None:
        yield f"time stamp {signature.stamped_at:%Y-%m-%d %H:%M:%S} UTC"
    elif signature.signed_at is not None:
        yield f"signed {signature.signed_at:%Y-%m-%d %H:%M:%S %Z}, not stamped"
    if signature.level is not None:
        yield f"level 级别 {signature.level}"
    if signature.chain:
        yield f"chain 证书链 {' ← '.join(signature.chain)}"
    else:
        yield "leads to no trusted authority 未通向受信任的机构"
    if signature.revocation_known:
        yield "with the revocation lists of its authorities 内附签发机构的吊销列表"
    else:
        yield "without revocation lists 未附吊销信息"
