"""`rongqu verify`: what a stranger asks of a proof, answered without the platform."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from rongqu.adapters.log_signer import SettingLogSigner
from rongqu.commands.verify_pdf import Around, read_authorities, verify_document
from rongqu.infra.clock import utc_now
from rongqu.infra.environment import EnvironmentProblem
from rongqu.infra.settings import Settings
from rongqu.modules.evidence.public import (
    NoteInvalid,
    RecordsVerification,
    Verdict,
    Verification,
    VerifierKey,
    is_fork,
    verify,
    verify_records,
)

GOOD = (Verdict.INTACT, Verdict.ERASED)
PDF, ZIP = b"%PDF-", b"PK\x03\x04"

WORDS = {
    Verdict.INTACT: "intact 完好",
    Verdict.ERASED: "erased lawfully; its place in the log is proved 内容已依法删除，位置得到证明",
    Verdict.NOT_ITS_ERASURE: (
        "the record beside it is not of its erasure 所附记录不是对这一条的删除"
    ),
    Verdict.UNREADABLE: "not a proof that can be read 无法识别的证明文件",
    Verdict.UNKNOWN_LOG: "signed by no log whose key is known 未知日志：没有可信的签名密钥",
    Verdict.SIGNATURE_WRONG: (
        "the log's signature does not fit: the checkpoint was changed 签名不符：检查点被改动"
    ),
    Verdict.OTHER_TREE_SIZE: (
        "the path belongs to a tree of another size 证明路径属于另一个大小的树"
    ),
    Verdict.NOT_IN_TREE: (
        "not in the log: the fact, its salt or the path was changed 不在日志中：内容或路径被改动"
    ),
    Verdict.CHANGED: "not what was signed 内容与签名时不同",
    Verdict.FORK: "the log has shown two histories: a fork 日志分叉：出现两个互相矛盾的历史",
}


class KeyUnreadable(EnvironmentProblem):
    def __init__(self, key: str) -> None:
        super().__init__(f"{key!r} is no verifier key: it looks like <name>+<id>+<key>.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Believed:
    """Whom the asker believes: keys of logs and witnesses, certificate authorities, and who, if it
    is known, should have signed a document."""

    keys: Sequence[str] = ()
    authorities: Sequence[Path] = ()
    parties: Sequence[str] = ()


def verify_files(settings: Settings, files: Sequence[Path], believed: Believed) -> bool:
    """Print a verdict for each file. Returns whether all are intact and agree with each other."""
    console = Console(highlight=False, soft_wrap=True)
    documents = [file for file in files if _begins_with(file, PDF)]
    exports = [file for file in files if _begins_with(file, ZIP)]
    proofs = [file for file in files if file not in {*documents, *exports}]
    around = Around(
        authorities=read_authorities(believed.authorities), parties=believed.parties, now=utc_now()
    )
    trusted = [_read_key(key) for key in believed.keys] or [_own_key(settings)]
    is_good = [verify_document(console, file, around) for file in documents]
    is_good += [_tell_records(console, file, verify_records(file, trusted)) for file in exports]
    return _verify_proofs(console, proofs, trusted) and all(is_good)


def _begins_with(file: Path, mark: bytes) -> bool:
    with file.open("rb") as content:
        return content.read(len(mark)) == mark


def _tell_records(console: Console, file: Path, found: RecordsVerification) -> bool:
    is_intact = found.verdict is Verdict.INTACT
    console.print(f"{_mark(is_intact)} {file.name}: {WORDS[found.verdict]}")
    if found.about is not None:
        asked = json.dumps(found.about["asked"], ensure_ascii=False)
        lines = (
            f"{found.about['records']} records of {found.log}, {asked}",
            f"taken by {found.about['exported_by']} at {found.about['exported_at']}",
        )
        for line in lines:
            console.print(f"    {line}", markup=False)
    return is_intact


def _verify_proofs(console: Console, files: Sequence[Path], trusted: Sequence[VerifierKey]) -> bool:
    found = [verify(file.read_bytes(), trusted) for file in files]
    for file, verification in zip(files, found, strict=True):
        _tell(console, file, verification)
    if is_fork([each.checkpoint for each in found if each.checkpoint is not None]):
        console.print(f"[red]✗[/] {WORDS[Verdict.FORK]}")
        return False
    return all(each.verdict in GOOD for each in found)


def _read_key(key: str) -> VerifierKey:
    try:
        return VerifierKey.parse(key)
    except NoteInvalid:
        raise KeyUnreadable(key) from None


def _own_key(settings: Settings) -> VerifierKey:
    return SettingLogSigner(settings.evidence.origin, settings.evidence.signing_key).verifier


def _tell(console: Console, file: Path, found: Verification) -> None:
    console.print(f"{_mark(found.verdict in GOOD)} {file.name}: {WORDS[found.verdict]}")
    if found.fact is not None and found.checkpoint is not None:
        console.print(f"    {found.fact.get('name')} at {found.fact.get('at')}")
        tree = found.checkpoint
        console.print(f"    entry {found.index} of {tree.size} in {tree.origin}")
        content = json.dumps(found.fact.get("content"), ensure_ascii=False)
        console.print(f"    {content}", markup=False)
    for cosignature in found.cosignatures:
        console.print(
            f"    seen by {cosignature.witness} at {cosignature.at:%Y-%m-%d %H:%M:%S} UTC"
        )


def _mark(is_good: bool) -> str:
    return "[green]✓[/]" if is_good else "[red]✗[/]"
