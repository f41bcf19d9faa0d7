"""Records as a file that strangers check with `sha256sum` and `openssl`, without us."""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from tempfile import SpooledTemporaryFile
from typing import Any, Self
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from rongqu.modules.evidence.canonical import canonical_json
from rongqu.modules.evidence.notes import ID_BYTES
from rongqu.modules.evidence.ports import CheckpointSigner
from rongqu.modules.evidence.verifying_records import ABOUT, KEY, RECORDS, SIGNATURE, SUMS
from rongqu.modules.identity.public import AuditRecord

README = """\
records.jsonl    one event a line, oldest first; about.json says what was asked, by whom and when
SHA256SUMS       digests of both
SHA256SUMS.sig   Ed25519 signature of SHA256SUMS by the log's key, {key}
key.pem          that key; compare it with the one that the platform publishes at
                 /api/v1/evidence/log/key, and with the one you were given

    rongqu verify --key {key} records.zip

or, without any of our programs, in the folder of these files:

    sha256sum -c SHA256SUMS
    openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in SHA256SUMS -sigfile SHA256SUMS.sig
"""
FIRST_DATE = (1980, 1, 1, 0, 0, 0)
IN_MEMORY_BYTES = 4 << 20
CHUNK_BYTES = 64 << 10


class RecordArchive:
    """Written as the records are read, and to disk when it grows: any number of them takes the
    memory of a few. The same records and `about` give the same bytes."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile[bytes](max_size=IN_MEMORY_BYTES)
        self._zip = ZipFile(self._file, "w", ZIP_DEFLATED)
        self._lines = self._zip.open(_entry(RECORDS), "w")
        self._digest = sha256()
        self.records = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """A finished one stays: it is still to be sent."""
        if kind is not None:
            for part in (self._lines, self._zip, self._file):
                part.close()

    def add(self, records: Iterable[AuditRecord]) -> None:
        for record in records:
            line = f"{canonical_json(_statement_of(record))}\n".encode()
            self._lines.write(line)
            self._digest.update(line)
            self.records += 1

    def sign(self, about: Mapping[str, Any], signer: CheckpointSigner) -> str:
        """The end of it. Returns the digest of the records."""
        self._lines.close()
        told = (json.dumps(about, ensure_ascii=False, indent=2) + "\n").encode()
        digest = self._digest.hexdigest()
        sums = f"{digest}  {RECORDS}\n{sha256(told).hexdigest()}  {ABOUT}\n"
        verifier = signer.verifier
        key = Ed25519PublicKey.from_public_bytes(verifier.public_key)
        files = {
            ABOUT: told,
            SUMS: sums.encode(),
            SIGNATURE: _bare(signer.sign(sums)),
            KEY: key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
            "README.txt": README.format(key=verifier).encode(),
        }
        for name, content in files.items():
            self._zip.writestr(_entry(name), content)
        self._zip.close()
        return digest

    def chunks(self) -> Iterator[bytes]:
        with self._file as file:
            file.seek(0)
            while chunk := file.read(CHUNK_BYTES):
                yield chunk


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, FIRST_DATE)
    entry.compress_type = ZIP_DEFLATED
    return entry


def _statement_of(record: AuditRecord) -> dict[str, Any]:
    """As the log's own statement has it, so that both can be compared; and whence it was asked."""
    return {
        "actor": str(record.actor_id),
        "address": record.address,
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
