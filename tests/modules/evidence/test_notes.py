from __future__ import annotations

from datetime import UTC, datetime

import pytest

from rongqu.modules.evidence.notes import (
    Algorithm,
    Checkpoint,
    Note,
    NoteInvalid,
    NoteSigner,
    VerifierKey,
)

LOG = NoteSigner("example.com/log", bytes(range(32)))
WITNESS = NoteSigner("witness.example/w1", bytes(range(32, 64)), Algorithm.COSIGNATURE)
TREE = Checkpoint("example.com/log", 7, bytes(32))
NOTE = f"{TREE.text}\n{LOG.sign(TREE.text)}"

# Published: https://pkg.go.dev/golang.org/x/mod/sumdb/note
PUBLISHED_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
PUBLISHED_NOTE = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
    "\n"
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdn"
    "gotpRZb6KE6RyyBwJnAM=\n"
)


def test_a_published_note_is_verified() -> None:
    key = VerifierKey.parse(PUBLISHED_KEY)
    assert str(key) == PUBLISHED_KEY

    [(signer, _)] = Note.parse(PUBLISHED_NOTE).verified_by([key])

    assert signer.name == "PeterNeumann"


def test_a_changed_note_is_refused() -> None:
    key = VerifierKey.parse(PUBLISHED_KEY)
    with pytest.raises(NoteInvalid):
        Note.parse(PUBLISHED_NOTE.replace("answer", "reason")).verified_by([key])


def test_a_checkpoint_survives_the_way_through_its_note() -> None:
    note = Note.parse(NOTE)
    assert Checkpoint.parse(note.text) == TREE
    assert [key for key, _ in note.verified_by([LOG.verifier])] == [LOG.verifier]


def test_a_witness_says_when_it_saw_the_checkpoint() -> None:
    seen_at = datetime(2026, 11, 28, 8, 30, tzinfo=UTC)
    note = Note.parse(NOTE + WITNESS.sign(TREE.text, seen_at))

    [_, (key, signature)] = note.verified_by([LOG.verifier, WITNESS.verifier])

    assert key == VerifierKey.parse(str(WITNESS.verifier))
    assert signature.cosigned_at == seen_at


def test_an_unknown_signature_is_passed_over() -> None:
    assert Note.parse(NOTE).verified_by([WITNESS.verifier]) == []


@pytest.mark.parametrize(
    "broken",
    [
        "",
        "no signatures\n",
        TREE.text,
        NOTE.removesuffix("\n"),
        NOTE.replace("—", "-"),
        NOTE.replace("— example.com/log ", "— example.com/log  "),
        f"{TREE.text}\n— example.com/log ???\n",
    ],
)
def test_what_is_no_note_is_refused(broken: str) -> None:
    with pytest.raises(NoteInvalid):
        Note.parse(broken)


@pytest.mark.parametrize("text", ["log\n7\n", "\n7\nAA==\n", "log\n07\nAA==\n", "log\n7\nAA==\n"])
def test_what_is_no_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(NoteInvalid):
        Checkpoint.parse(text)


@pytest.mark.parametrize(
    "key", ["", "name", "name+00000000+AQ==", PUBLISHED_KEY.replace("c7", "c8"), "a b+1+2"]
)
def test_what_is_no_key_is_refused(key: str) -> None:
    with pytest.raises(NoteInvalid):
        VerifierKey.parse(key)
