"""An EVM consortium chain (FISCO BCOS, Besu, Quorum) that keeps the root of every checkpoint.

Spoken to by JSON-RPC. The account's key is not ours: the node, or a signer such as Web3Signer in
front of it, signs `eth_sendTransaction`. The contract is `anchor_contract/anchor.vy`.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib import resources
from typing import Any, cast

from httpx2 import AsyncBaseTransport, AsyncClient, HTTPError

from rongqu.modules.evidence.ports import (
    AnchorFailed,
    Checkpoint,
    Grown,
    Note,
    NoteInvalid,
    Receipt,
)

TIMEOUT_SECONDS = 10.0
ASKED_EVERY_SECONDS = 0.2
TIMES_ASKED = 150
"""Half a minute for a block: a consortium makes one in some seconds, and it is final."""
GAS = hex(300_000)
DEPLOYMENT_GAS = hex(2_000_000)
NOTHING = bytes(32)
LATEST = "latest"


@dataclass(frozen=True, slots=True)
class AnchorContract:
    """What was compiled: `functions` by name, the first four bytes of a call; `anchored` is the
    topic of its event."""

    bytecode: str
    functions: Mapping[str, str]
    anchored: str


@cache
def anchor_contract() -> AnchorContract:
    source = resources.files("rongqu.adapters.anchor_contract").joinpath("anchor.json")
    compiled = json.loads(source.read_text("utf-8"))
    return AnchorContract(compiled["bytecode"], compiled["functions"], compiled["anchored"])


class _Node:
    """One connection to a node, and the words it is asked with."""

    def __init__(self, client: AsyncClient, url: str) -> None:
        self._client = client
        self._url = url

    async def ask(self, method: str, *params: object) -> Any:
        question = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
        try:
            response = await self._client.post(self._url, json=question)
        except HTTPError as error:
            raise AnchorFailed("unreachable") from error
        if response.status_code != 200:
            raise AnchorFailed("refused")
        try:
            answer: Any = response.json()
            if "error" in answer:
                raise AnchorFailed("refused")
            return answer["result"]
        except (ValueError, TypeError, KeyError) as error:
            raise AnchorFailed("unreadable") from error

    async def mined(self, transaction: str) -> Mapping[str, Any]:
        for _ in range(TIMES_ASKED):
            found = await self.ask("eth_getTransactionReceipt", transaction)
            if found is not None:
                if int(found["status"], 16) != 1:
                    raise AnchorFailed("refused")
                return cast(Mapping[str, Any], found)
            await asyncio.sleep(ASKED_EVERY_SECONDS)
        raise AnchorFailed("not_mined")


@dataclass(frozen=True, slots=True)
class EvmChain:
    """`contract` keeps the roots; `account` is the only one that it takes them from."""

    url: str
    contract: str
    account: str
    transport: AsyncBaseTransport | None = None

    @property
    def name(self) -> str:
        return "chain"

    async def anchor(self, note: str, grown: Grown) -> Receipt:
        """What was sent before a crash is found again: the chain keeps each size once. A chain
        that has another root for this size, or is further on, has seen another log."""
        del grown  # the contract compares no trees: whoever reads it does
        try:
            checkpoint = Checkpoint.parse(Note.parse(note).text)
        except NoteInvalid as error:
            raise AnchorFailed("unreadable") from error
        async with AsyncClient(timeout=TIMEOUT_SECONDS, transport=self.transport) as client:
            node = _Node(client, self.url)
            try:
                known = await self._read(node, "roots(uint256)", _word(checkpoint.size))
                if known == NOTHING:
                    await self._send(node, checkpoint)
                elif known != checkpoint.root:
                    raise AnchorFailed("fork")
                return await self._find(node, checkpoint)
            except (ValueError, TypeError, KeyError, IndexError) as error:
                raise AnchorFailed("unreadable") from error

    async def _read(self, node: _Node, function: str, argument: str = "") -> bytes:
        data = anchor_contract().functions[function] + argument
        answer = await node.ask("eth_call", {"to": self.contract, "data": data}, LATEST)
        found = bytes.fromhex(str(answer).removeprefix("0x"))
        if len(found) != len(NOTHING):
            raise AnchorFailed("no_contract")
        return found

    async def _send(self, node: _Node, checkpoint: Checkpoint) -> None:
        newest = int.from_bytes(await self._read(node, "newest()"), "big")
        if newest > checkpoint.size:
            raise AnchorFailed("chain_is_ahead")
        call = anchor_contract().functions["anchor(uint256,bytes32)"]
        wish = {
            "from": self.account,
            "to": self.contract,
            "gas": GAS,
            "data": call + _word(checkpoint.size) + checkpoint.root.hex(),
        }
        await node.mined(await node.ask("eth_sendTransaction", wish))

    async def _find(self, node: _Node, checkpoint: Checkpoint) -> Receipt:
        """Nothing is believed of the sending: what the chain says of this size is the receipt."""
        topics = [anchor_contract().anchored, f"0x{_word(checkpoint.size)}"]
        wanted = {"address": self.contract, "topics": topics, "fromBlock": "0x0"}
        [kept] = await node.ask("eth_getLogs", wanted)
        if bytes.fromhex(kept["data"].removeprefix("0x")) != checkpoint.root:
            raise AnchorFailed("fork")
        block = await node.ask("eth_getBlockByHash", kept["blockHash"], False)
        at = datetime.fromtimestamp(int(block["timestamp"], 16), UTC)
        told = {
            "chain": int(await node.ask("eth_chainId"), 16),
            "contract": self.contract,
            "transaction": kept["transactionHash"],
            "block": int(kept["blockNumber"], 16),
            "block_hash": kept["blockHash"],
            "size": checkpoint.size,
            "root": f"0x{checkpoint.root.hex()}",
        }
        proof = json.dumps(told, indent=2).encode() + b"\n"
        return Receipt(reference=str(kept["transactionHash"]), proof=proof, at=at)


async def deploy_contract(
    url: str, account: str, transport: AsyncBaseTransport | None = None
) -> str:
    """Put the contract on a chain, once; its address is a setting from then on."""
    async with AsyncClient(timeout=TIMEOUT_SECONDS, transport=transport) as client:
        node = _Node(client, url)
        wish = {"from": account, "gas": DEPLOYMENT_GAS, "data": anchor_contract().bytecode}
        receipt = await node.mined(await node.ask("eth_sendTransaction", wish))
    return str(receipt["contractAddress"])


def _word(number: int) -> str:
    """A number as the EVM takes it: 32 bytes."""
    return number.to_bytes(32, "big").hex()
