"""Packs the evidence of a dispute: the same content gives the same bytes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from html import escape
from importlib import resources
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from rongqu.modules.disputes.bundle.collecting import Collected

EPOCH = (2000, 1, 1, 0, 0, 0)
"""Entries of a zip need a time; the true one stands in index.html."""
WHAT = {
    "contract.pdf": ("合同及全部签名", "the contract with all signatures"),
    "contract.json": ("合同要素", "key terms"),
    "signatures.json": ("签署过程", "how it was signed"),
    "dispute.json": ("纠纷与调解记录", "the dispute and its mediation log"),
    "payments.json": ("资金划付", "payments"),
    "events.json": ("操作与事件记录", "what happened, from the event log"),
    "log.vkey": ("存证日志的公钥", "public key of the evidence log"),
    "check_proof.txt": ("核验证明的小程序", "a small program that checks proofs"),
    "split_pdf.txt": (
        "取出合同签名的小程序",
        "a small program that takes signatures out",
    ),
    "GUIDE.zh.md": ("核验指南", "how to verify (Chinese)"),
    "GUIDE.en.md": ("核验指南（英文）", "how to verify (English)"),
}


def pack(collected: Collected, contract: bytes, verifier: str) -> bytes:
    """`verifier`: the log's name and public key, as C2SP notes have it."""
    files = dict(_files(collected, contract, verifier))
    files["index.html"] = _index(collected, files)
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(ZipInfo(name, EPOCH), content, ZIP_DEFLATED)
    return target.getvalue()


def _files(collected: Collected, contract: bytes, verifier: str) -> Iterator[tuple[str, bytes]]:
    yield "contract.pdf", contract
    yield "contract.json", _json(collected.contract)
    yield "signatures.json", _json(collected.signatures)
    yield "dispute.json", _json(collected.dispute)
    yield "payments.json", _json(collected.payments)
    events = [
        {"id": str(each.id), "name": each.name, "at": each.occurred_at.isoformat()}
        | {"proof": None if each.proof is None else f"proofs/{each.id}.json"}
        for each in collected.events
    ]
    yield "events.json", _json(events)
    for each in collected.events:
        if each.proof is not None:
            yield f"proofs/{each.id}.json", each.proof.encode()
    yield "log.vkey", f"{verifier}\n".encode()
    guides = resources.files("rongqu.modules.disputes.bundle")
    for name in ("check_proof.txt", "split_pdf.txt", "GUIDE.zh.md", "GUIDE.en.md"):
        yield name, guides.joinpath(name).read_bytes()


def _json(content: Any) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def _index(collected: Collected, files: dict[str, bytes]) -> bytes:
    rows = "\n".join(
        f'<tr><td><a href="{escape(name)}">{escape(name)}</a></td>'
        f"<td>{escape(_what(name)[0])}<br><small>{escape(_what(name)[1])}</small></td>"
        f"<td>{len(content):,}</td><td><code>{hashlib.sha256(content).hexdigest()}</code></td></tr>"
        for name, content in files.items()
    )
    number, packed_at = escape(collected.number), collected.packed_at.isoformat()
    return f"""<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>证据包 {number}</title>
<style>
body {{ font: 15px/1.6 system-ui, sans-serif; max-width: 1080px; margin: auto; padding: 1rem }}
table {{ border-collapse: collapse; width: 100% }}
td, th {{ border-bottom: 1px solid #ddd; padding: .5rem; text-align: left; vertical-align: top }}
code {{ overflow-wrap: anywhere; font-size: 12px }}
</style>
<h1>证据包 Evidence bundle {number}</h1>
<p>打包时间 packed at <time>{packed_at}</time>。先读 read first:
<a href="GUIDE.zh.md">GUIDE.zh.md</a> · <a href="GUIDE.en.md">GUIDE.en.md</a></p>
<table>
<tr><th>文件 file</th><th>内容 content</th><th>字节 bytes</th><th>SHA-256</th></tr>
{rows}
</table>
</html>
""".encode()


def _what(name: str) -> tuple[str, str]:
    return WHAT.get(name, ("存证证明", "proof of the evidence log"))
