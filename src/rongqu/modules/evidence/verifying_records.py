"""The verifier of exported records: nothing but the file and keys to believe, as `verifying.py`.
What is read of a file is bounded, whatever it says of itself."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from rongqu.modules.evidence.notes import Algorithm, VerifierKey
from rongqu.modules.evidence.verifying import Verdict

FORMAT = "rongqu-records/1"
RECORDS, ABOUT, SUMS, SIGNATURE = "records.jsonl", "about.json", "SHA256SUMS", "SHA256SUMS.sig"
KEY = "key.pem"
MOST_BYTES = 64 << 10
"""Of every file in it but the records, which are read piece by piece."""
SUMS_FORM = re.compile(rf"([0-9a-f]{{64}})  {RECORDS}\n([0-9a-f]{{64}})  {ABOUT}\n")
NO_ARCHIVE = (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)
"""What the standard library says of a file that is no archive, cut off, encrypted or odd."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordsVerification:
    """`about` and `log` only when they are proved."""

    verdict: Verdict
    about: Mapping[str, Any] | None = None
    log: str | None = None


class _Refused(Exception):
    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict.value)
        self.verdict = verdict


def verify_records(file: Path, keys: Collection[VerifierKey]) -> RecordsVerification:
    try:
        with ZipFile(file) as archive:
            return _verify(archive, keys)
    except _Refused as refused:
        return RecordsVerification(verdict=refused.verdict)
    except NO_ARCHIVE:
        return RecordsVerification(verdict=Verdict.UNREADABLE)


def _verify(archive: ZipFile, keys: Collection[VerifierKey]) -> RecordsVerification:
    sums = _read(archive, SUMS)
    signer = _signer_of(archive, keys)
    if not signer.is_signed(sums, _read_bytes(archive, SIGNATURE)):
        raise _Refused(Verdict.SIGNATURE_WRONG)
    found = SUMS_FORM.fullmatch(sums)
    if found is None:
        raise _Refused(Verdict.UNREADABLE)
    about = _read(archive, ABOUT)
    if (_digest_of(archive, RECORDS), sha256(about.encode()).hexdigest()) != found.groups():
        raise _Refused(Verdict.CHANGED)
    told: dict[str, Any] = json.loads(about)
    if told.get("format") != FORMAT:
        raise _Refused(Verdict.UNREADABLE)
    return RecordsVerification(verdict=Verdict.INTACT, about=told, log=signer.name)


def _signer_of(archive: ZipFile, keys: Collection[VerifierKey]) -> VerifierKey:
    """Which of the keys that we believe the archive names; that it names one proves nothing yet."""
    try:
        named = load_pem_public_key(_read_bytes(archive, KEY))
    except ValueError as error:
        raise _Refused(Verdict.UNREADABLE) from error
    if not isinstance(named, Ed25519PublicKey):
        raise _Refused(Verdict.UNREADABLE)
    bare = named.public_bytes_raw()
    for key in keys:
        if key.algorithm is Algorithm.ED25519 and key.public_key == bare:
            return key
    raise _Refused(Verdict.UNKNOWN_LOG)


def _read(archive: ZipFile, name: str) -> str:
    try:
        return _read_bytes(archive, name).decode()
    except UnicodeDecodeError as error:
        raise _Refused(Verdict.CHANGED) from error


def _read_bytes(archive: ZipFile, name: str) -> bytes:
    _require_once(archive, name)
    with archive.open(name) as content:
        read = content.read(MOST_BYTES + 1)
    if len(read) > MOST_BYTES:
        raise _Refused(Verdict.UNREADABLE)
    return read


def _digest_of(archive: ZipFile, name: str) -> str:
    _require_once(archive, name)
    digest = sha256()
    with archive.open(name) as content:
        while piece := content.read(MOST_BYTES):
            digest.update(piece)
    return digest.hexdigest()


def _require_once(archive: ZipFile, name: str) -> None:
    """Two files of one name: programs disagree which of them is meant."""
    if archive.namelist().count(name) != 1:
        raise _Refused(Verdict.UNREADABLE)
