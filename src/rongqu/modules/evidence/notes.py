"""Signed notes and checkpoints, as C2SP has them: `signed-note`, `tlog-checkpoint` and
`tlog-cosignature`, with Ed25519. Any verifier of transparency logs reads them."""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import IntEnum
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from rongqu.modules.evidence.tree.hashing import HASH_BYTES

ID_BYTES = 4
SIZE = re.compile(r"0|[1-9][0-9]{0,18}")
NAME = re.compile(r"[^\s+]+")


class Algorithm(IntEnum):
    """First byte of an encoded public key."""

    ED25519 = 1
    COSIGNATURE = 4


class NoteInvalid(ValueError):
    """It is no signed note, or no checkpoint."""


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """Whom to believe: a name and a public key, written `<name>+<id>+<key>`."""

    name: str
    algorithm: Algorithm
    public_key: bytes

    @classmethod
    def parse(cls, text: str) -> VerifierKey:
        name, _, rest = text.strip().partition("+")
        claimed, _, encoded = rest.partition("+")
        try:
            content = b64decode(encoded, validate=True)
            key = cls(name, Algorithm(content[0]), content[1:])
        except (NotBase64, ValueError, IndexError) as error:
            raise NoteInvalid("a verifier key is <name>+<id>+<key>") from error
        if not NAME.fullmatch(name) or len(key.public_key) != HASH_BYTES or claimed != key.id.hex():
            raise NoteInvalid("a verifier key is <name>+<id>+<key>")
        return key

    @property
    def id(self) -> bytes:
        name = f"{self.name}\n".encode()
        return sha256(name + bytes([self.algorithm]) + self.public_key).digest()[:ID_BYTES]

    def __str__(self) -> str:
        encoded = b64encode(bytes([self.algorithm]) + self.public_key).decode()
        return f"{self.name}+{self.id.hex()}+{encoded}"

    def is_signed(self, text: str, signature: bytes) -> bool:
        message = text.encode()
        if self.algorithm is Algorithm.COSIGNATURE:
            message, signature = _cosigned(text, signature[:8]), signature[8:]
        try:
            Ed25519PublicKey.from_public_bytes(self.public_key).verify(signature, message)
        except InvalidSignature:
            return False
        return True


class NoteSigner:
    """Signs notes: a log its checkpoints, a witness those of others."""

    def __init__(self, name: str, seed: bytes, algorithm: Algorithm = Algorithm.ED25519) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(seed)
        self.verifier = VerifierKey(name, algorithm, self._key.public_key().public_bytes_raw())

    def sign(self, text: str, at: datetime | None = None) -> str:
        """The signature line; a cosignature says at what time the note was seen."""
        if self.verifier.algorithm is Algorithm.ED25519:
            signature = self._key.sign(text.encode())
        else:
            if at is None:
                raise ValueError("a cosignature carries a time")
            time = int(at.timestamp()).to_bytes(8, "big")
            signature = time + self._key.sign(_cosigned(text, time))
        return f"— {self.verifier.name} {b64encode(self.verifier.id + signature).decode()}\n"


@dataclass(frozen=True, slots=True)
class Signature:
    name: str
    key_id: bytes
    content: bytes

    @property
    def cosigned_at(self) -> datetime:
        return datetime.fromtimestamp(int.from_bytes(self.content[:8], "big"), UTC)


@dataclass(frozen=True, slots=True)
class Note:
    text: str
    signatures: tuple[Signature, ...]

    @classmethod
    def parse(cls, content: str) -> Note:
        text, separator, lines = content.rpartition("\n\n")
        if not separator or not lines.endswith("\n"):
            raise NoteInvalid("a signed note is a text, an empty line and signatures")
        signatures = tuple(map(_read_signature, lines.removesuffix("\n").split("\n")))
        return cls(f"{text}\n", signatures)

    def verified_by(self, keys: Iterable[VerifierKey]) -> list[tuple[VerifierKey, Signature]]:
        """Which of the keys have signed it. A wrong signature of a known key is worse than none."""
        known = {(key.name, key.id): key for key in keys}
        found: list[tuple[VerifierKey, Signature]] = []
        for signature in self.signatures:
            key = known.get((signature.name, signature.key_id))
            if key is None:
                continue
            if not key.is_signed(self.text, signature.content):
                raise NoteInvalid(f"the signature of {key.name} does not fit the text")
            found.append((key, signature))
        return found


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A whole tree in two values. `origin` names the log, so that two logs cannot be confused."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n"

    @classmethod
    def parse(cls, text: str) -> Checkpoint:
        """Further lines are extensions, which we do not know and may not mind."""
        lines = text.split("\n")
        if len(lines) < 4 or not lines[0] or not SIZE.fullmatch(lines[1]):
            raise NoteInvalid("a checkpoint is an origin, a size and a root")
        return cls(lines[0], int(lines[1]), read_hash(lines[2]))


def read_hash(line: str) -> bytes:
    try:
        found = b64decode(line, validate=True)
    except NotBase64 as error:
        raise NoteInvalid("a hash is not base64") from error
    if len(found) != HASH_BYTES:
        raise NoteInvalid("a hash is not 32 bytes long")
    return found


def add_signatures(note: str, lines: Collection[str]) -> str:
    return note + "".join(lines)


def _read_signature(line: str) -> Signature:
    parts = line.split(" ")
    if len(parts) != 3 or parts[0] != "—":
        raise NoteInvalid("a signature line is a dash, a name and base64")
    try:
        content = b64decode(parts[2], validate=True)
    except NotBase64 as error:
        raise NoteInvalid("a signature is not base64") from error
    return Signature(parts[1], content[:ID_BYTES], content[ID_BYTES:])


def _cosigned(text: str, time: bytes) -> bytes:
    return f"cosignature/v1\ntime {int.from_bytes(time, 'big')}\n{text}".encode()
