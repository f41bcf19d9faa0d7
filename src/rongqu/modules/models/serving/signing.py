"""Artefacts carry the signature of who made them; only those of keys we trust are opened.

Ed25519 over the exact bytes. Whoever trains holds the secret; whoever serves holds public keys
only, and can make no model that would be taken for somebody else's.
"""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from rongqu.modules.models.errors import ModelNotTrusted, ModelUnreadable

ENVELOPE = "rongqu.signed/1"
JSON, ONNX = "json", "onnx"
SECRET, PUBLIC = "models.key", ".pub"


def seal(content: bytes, kind: str, secret: Ed25519PrivateKey) -> str:
    """The text of the artefact file."""
    return json.dumps(
        {
            "format": ENVELOPE,
            "kind": kind,
            "key": secret.public_key().public_bytes_raw().hex(),
            "signature": secret.sign(_signed(kind, content)).hex(),
            "content": base64.b64encode(content).decode("ascii"),
        }
    )


def open_sealed(text: str, kind: str, trusted: Iterable[str]) -> bytes:
    """The content. Raises ModelUnreadable for what is no artefact, ModelNotTrusted for a
    stranger's or a changed one; nothing of it is looked at before."""
    try:
        kept: dict[str, Any] = json.loads(text)
        if kept["format"] != ENVELOPE:
            raise ModelUnreadable(reason="format")
        key, found = str(kept["key"]), str(kept["kind"])
        content = base64.b64decode(kept["content"], validate=True)
        signature = bytes.fromhex(kept["signature"])
    except (KeyError, TypeError, ValueError):
        raise ModelUnreadable(reason="format") from None
    if key not in set(trusted):
        raise ModelNotTrusted(reason="unknown_key")
    try:
        public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(key))
        public.verify(signature, _signed(found, content))
    except (InvalidSignature, ValueError):
        raise ModelNotTrusted(reason="wrong_signature") from None
    if found != kind:
        raise ModelUnreadable(reason="kind")
    return content


def own_key(folder: Path) -> Ed25519PrivateKey:
    """The key of this installation; made on first use, readable by its owner only."""
    path = folder / SECRET
    if path.exists():
        return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(path.read_text().strip()))
    folder.mkdir(parents=True, exist_ok=True)
    made = Ed25519PrivateKey.generate()
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(made.private_bytes_raw().hex())
    return made


def trusted_keys(folder: Path) -> set[str]:
    """Our own, and one a file `*.pub` that somebody has put beside it on purpose."""
    found = {path.read_text().strip() for path in folder.glob(f"*{PUBLIC}")}
    return found | {own_key(folder).public_key().public_bytes_raw().hex()}


def _signed(kind: str, content: bytes) -> bytes:
    """The kind is signed, too: an ONNX file cannot be passed off as JSON."""
    return kind.encode("ascii") + b"\n" + content
