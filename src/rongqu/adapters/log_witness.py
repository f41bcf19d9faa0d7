"""A witness of the log (C2SP `tlog-witness`): it signs a checkpoint only if it continues what it
has seen before. So a log that shows two histories is found when it asks for the cosignature."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass

from httpx2 import AsyncBaseTransport, AsyncClient, HTTPError, Response

from rongqu.modules.evidence.ports import (
    AnchorFailed,
    Checkpoint,
    Grown,
    Note,
    NoteInvalid,
    Receipt,
    VerifierKey,
)

TIMEOUT_SECONDS = 10.0
REASONS = {400: "refused", 403: "unknown_log", 404: "unknown_log", 422: "fork"}
"""What an answer says; 422: the path does not lead from what it has seen to this."""


@dataclass(frozen=True, slots=True)
class HttpWitness:
    """`key`: whose cosignature is expected."""

    url: str
    key: VerifierKey
    transport: AsyncBaseTransport | None = None

    @property
    def name(self) -> str:
        return f"witness:{self.key.name}"

    async def anchor(self, note: str, grown: Grown) -> Receipt:
        """It says itself which size it has seen last: first it is asked as a stranger."""
        try:
            size = Checkpoint.parse(Note.parse(note).text).size
        except NoteInvalid as error:
            raise AnchorFailed("unreadable") from error
        async with AsyncClient(timeout=TIMEOUT_SECONDS, transport=self.transport) as client:
            answer = await self._ask(client, 0, (), note)
            if answer.status_code == 409:
                seen = _size_in(answer)
                if seen > size:
                    raise AnchorFailed("witness_is_ahead")
                path = await grown(seen) if 0 < seen < size else ()
                answer = await self._ask(client, seen, path, note)
        if answer.status_code == 409:
            raise AnchorFailed("fork")
        if answer.status_code != 200:
            raise AnchorFailed(REASONS.get(answer.status_code, "refused"))
        return self._check(note, answer.text)

    async def _ask(
        self, client: AsyncClient, old: int, path: Sequence[bytes], note: str
    ) -> Response:
        lines = "".join(f"{b64encode(each).decode()}\n" for each in path)
        body = f"old {old}\n{lines}\n{note}"
        try:
            return await client.post(f"{self.url}/add-checkpoint", content=body.encode())
        except HTTPError as error:
            raise AnchorFailed("unreachable") from error

    def _check(self, note: str, lines: str) -> Receipt:
        """Nothing of the answer is believed: it must be this witness's signature of this note."""
        try:
            signed = Note.parse(note + lines).verified_by([self.key])
        except NoteInvalid as error:
            raise AnchorFailed("wrong_signature") from error
        if not signed:
            raise AnchorFailed("wrong_signature")
        [(_, signature)] = signed
        reference = f"{self.key.name}+{self.key.id.hex()}"
        return Receipt(reference=reference, proof=lines.encode(), at=signature.cosigned_at)


def _size_in(answer: Response) -> int:
    text = answer.text.strip()
    if not (text.isascii() and text.isdecimal()):
        raise AnchorFailed("unreadable")
    return int(text)
