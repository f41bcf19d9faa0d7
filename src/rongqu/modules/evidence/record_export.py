"""Records as a file that strangers check with `sha256sum` and `openssl`, without us."""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Iterable, Mapping
from hashlib import sha256
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from rongqu.modules.evidence.canonical import canonical_json
from rongqu.modules.evidence.notes import ID_BYTES
from rongqu.modules.evidence.ports import CheckpointSigner
from rongqu.modules.identity.public import AuditRecord

README = """\
records.jsonl    one event a line, oldest first; about.json says what was asked, by whom and when
SHA256SUMS       digests of both
SHA256SUMS.sig   Ed25519 signature of SHA256SUMS by the log's key, {key}
key.pem          that key; compare it with the one at {log}/api/v1/evidence/state

    sha256sum -c SHA256SUMS
    openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in SHA256SUMS -sigfile SHA256SUMS.sig
"""
FIRST_DATE = (1980, 1, 1, 0, 0, 0)


def pack_records(
    records: Iterable[AuditRecord], about: Mapping[str, Any], signer: CheckpointSigner
) -> tuple[bytes, str]:
    """The archive, and the digest of its records. The same records give the same bytes."""
    lines = "".join(f"{canonical_json(_statement_of(each))}\n" for each in records).encode()
    told = (json.dumps(about, ensure_ascii=False, indent=2) + "\n").encode()
    digest = sha256(lines).hexdigest()
    sums = f"{digest}  records.jsonl\n{sha256(told).hexdigest()}  about.json\n"
    verifier = signer.verifier
    key = Ed25519PublicKey.from_public_bytes(verifier.public_key)
    files = {
        "records.jsonl": lines,
        "about.json": told,
        "SHA256SUMS": sums.encode(),
        "SHA256SUMS.sig": _bare(signer.sign(sums)),
        "key.pem": key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
        "README.txt": README.format(key=verifier, log=verifier.name).encode(),
    }
    archive = BytesIO()
    with ZipFile(archive, "w", ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(ZipInfo(name, FIRST_DATE), content, ZIP_DEFLATED)
    return archive.getvalue(), digest


def _statement_of(record: AuditRecord) -> dict[str, Any]:
    """As the log's own statement has it, so that both can be compared."""
    return {
        "actor": str(record.actor_id),
        "at": record.occurred_at.isoformat(),
        "content": record.payload,
        "correlation": str(record.correlation_id),
        "id": str(record.id),
        "name": record.name,
        "parties": [str(party) for party in record.parties],
        "position": record.position,
        "subject": str(record.subject_id),
    }


def _bare(line: str) -> bytes:
    """Of a note's signature line the signature alone: behind the key's id."""
    return b64decode(line.split()[-1])[ID_BYTES:]
