"""What fraud tells."""

from __future__ import annotations

from dataclasses import dataclass

from rongqu.kernel.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentExamined(Event):
    """Subject: the examination. The file was not kept: `sha256` says which it was."""

    name = "fraud.document_examined.v1"
    sha256: str
    findings: tuple[str, ...]
