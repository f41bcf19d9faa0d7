"""Proofs as files that strangers keep and check without us.

`rongqu-proof/1` is JSON: the fact, its salt, and a C2SP `tlog-proof` that the leaf made of both is
in the log. `rongqu-erasure/1` has of a fact only the commitment that is left of it, with the proof
that this is in the log, and the fact that tells of the erasure. `rongqu-consistency/1` holds two
checkpoints and the path between them.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from rongqu.modules.evidence.canonical import NotCanonical, canonical_json
from rongqu.modules.evidence.notes import SIZE, NoteInvalid, read_hash

PROOF, ERASURE, CONSISTENCY = "rongqu-proof/1", "rongqu-erasure/1", "rongqu-consistency/1"
TLOG = "c2sp.org/tlog-proof@v1"


class FileUnreadable(ValueError):
    """It is no proof, or a part of it is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofFile:
    """`fact` is canonical JSON; `note` is the checkpoint with its signatures."""

    fact: str
    salt: bytes
    index: int
    path: tuple[bytes, ...]
    note: str

    @property
    def content(self) -> dict[str, Any]:
        return {
            "format": PROOF,
            "fact": json.loads(self.fact),
            "salt": self.salt.hex(),
            "proof": _write_tlog_proof(self.index, self.path, self.note),
        }

    def dump(self) -> str:
        return _dump(self.content)


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureFile:
    commitment: bytes
    index: int
    path: tuple[bytes, ...]
    note: str
    erasure: ProofFile

    def dump(self) -> str:
        content = {
            "format": ERASURE,
            "commitment": self.commitment.hex(),
            "proof": _write_tlog_proof(self.index, self.path, self.note),
            "erasure": self.erasure.content,
        }
        return _dump(content)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsistencyFile:
    older: str
    newer: str
    path: tuple[bytes, ...]

    def dump(self) -> str:
        path = [b64encode(each).decode() for each in self.path]
        return _dump(
            {"format": CONSISTENCY, "older": self.older, "newer": self.newer, "path": path}
        )


def _dump(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _write_tlog_proof(index: int, path: Sequence[bytes], note: str) -> str:
    hashes = "".join(f"{b64encode(each).decode()}\n" for each in path)
    return f"{TLOG}\nindex {index}\n{hashes}\n{note}"


def load(content: bytes) -> ProofFile | ErasureFile | ConsistencyFile:
    try:
        found: Any = json.loads(content)
        match found:
            case {"format": "rongqu-proof/1", "fact": dict(), "salt": str(), "proof": str()}:
                return _load_proof(cast(dict[str, Any], found))
            case {
                "format": "rongqu-erasure/1",
                "commitment": str(),
                "proof": str(),
                "erasure": {
                    "format": "rongqu-proof/1",
                    "fact": dict(),
                    "salt": str(),
                    "proof": str(),
                },
            }:
                return _load_erasure(cast(dict[str, Any], found))
            case {"format": "rongqu-consistency/1", "older": str(), "newer": str(), "path": list()}:
                path = tuple(map(read_hash, found["path"]))
                return ConsistencyFile(older=found["older"], newer=found["newer"], path=path)
            case _:
                raise FileUnreadable("this is no proof of a log")
    except (UnicodeDecodeError, ValueError, TypeError, RecursionError) as error:
        raise FileUnreadable("this is no proof of a log") from error


def _load_proof(found: dict[str, Any]) -> ProofFile:
    index, path, note = _read_tlog_proof(found["proof"])
    try:
        fact = canonical_json(found["fact"])
    except NotCanonical as error:
        raise FileUnreadable("the fact has no canonical form") from error
    salt = bytes.fromhex(found["salt"])
    return ProofFile(fact=fact, salt=salt, index=index, path=path, note=note)


def _load_erasure(found: dict[str, Any]) -> ErasureFile:
    index, path, note = _read_tlog_proof(found["proof"])
    return ErasureFile(
        commitment=bytes.fromhex(found["commitment"]),
        index=index,
        path=path,
        note=note,
        erasure=_load_proof(found["erasure"]),
    )


def _read_tlog_proof(text: str) -> tuple[int, tuple[bytes, ...], str]:
    head, separator, note = text.partition("\n\n")
    lines = head.split("\n")
    if len(lines) > 1 and lines[1].startswith("extra "):
        del lines[1]
    kind, _, number = lines[1].partition(" ") if len(lines) > 1 else ("", "", "")
    if not separator or lines[0] != TLOG or kind != "index" or not SIZE.fullmatch(number):
        raise NoteInvalid("a proof is a head, an index, hashes and a checkpoint")
    return int(number), tuple(map(read_hash, lines[2:])), note
