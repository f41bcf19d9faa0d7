"""The witness's one operation, as C2SP `tlog-witness` has it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from fastapi import FastAPI, Request, Response

from rongqu.infra.clock import Clock, utc_now
from rongqu.modules.evidence.notes import (
    Checkpoint,
    Note,
    NoteInvalid,
    NoteSigner,
    VerifierKey,
    read_hash,
)
from rongqu.modules.evidence.tree.proofs import ProofWrong, check_consistency

MOST_HASHES = 63
SIZE_TYPE = "text/x.tlog.size"


class _Answer(Exception):
    def __init__(self, status: int, text: str = "") -> None:
        super().__init__(text)
        self.status, self.text = status, text


@dataclass
class Witness:
    """`logs`: whose checkpoints it looks at; `seen`: the last one of each."""

    signer: NoteSigner
    logs: Collection[VerifierKey]
    clock: Clock
    seen: dict[str, Checkpoint] = field(default_factory=dict[str, Checkpoint])

    def add(self, body: str) -> str:
        old, path, note = _read(body)
        checkpoint = self._open(note)
        last = self.seen.get(checkpoint.origin)
        known = 0 if last is None else last.size
        if old > checkpoint.size:
            raise _Answer(400)
        is_other = last is not None and last.size == checkpoint.size and last != checkpoint
        if old != known or is_other:
            raise _Answer(409, f"{known}\n")
        if last is not None:
            try:
                check_consistency(last.size, checkpoint.size, path, last.root, checkpoint.root)
            except ProofWrong as wrong:
                raise _Answer(422) from wrong
        self.seen[checkpoint.origin] = checkpoint
        return self.signer.sign(checkpoint.text, self.clock())

    def _open(self, content: str) -> Checkpoint:
        try:
            note = Note.parse(content)
            checkpoint = Checkpoint.parse(note.text)
        except NoteInvalid as error:
            raise _Answer(400) from error
        keys = [key for key in self.logs if key.name == checkpoint.origin]
        if not keys:
            raise _Answer(404)
        try:
            signed = note.verified_by(keys)
        except NoteInvalid as error:
            raise _Answer(403) from error
        if not signed:
            raise _Answer(403)
        return checkpoint


def _read(body: str) -> tuple[int, list[bytes], str]:
    head, separator, note = body.partition("\n\n")
    first, *lines = head.split("\n")
    word, _, size = first.partition(" ")
    if not separator or word != "old" or not size.isdecimal() or len(lines) > MOST_HASHES:
        raise _Answer(400)
    try:
        return int(size), [read_hash(line) for line in lines], note
    except NoteInvalid as error:
        raise _Answer(400) from error


def create_witness(
    signer: NoteSigner, logs: Collection[VerifierKey], clock: Clock = utc_now
) -> FastAPI:
    app = FastAPI(title="Sandbox witness", openapi_url=None)
    witness = Witness(signer, logs, clock)

    @app.post("/add-checkpoint")
    async def add_checkpoint(request: Request) -> Response:
        try:
            return Response(witness.add((await request.body()).decode()), media_type="text/plain")
        except _Answer as answer:
            kind = SIZE_TYPE if answer.status == 409 else "text/plain"
            return Response(answer.text, status_code=answer.status, media_type=kind)

    return app
