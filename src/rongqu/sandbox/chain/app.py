"""A node of a consortium chain as far as anchoring speaks to it. It keeps the rules of `anchor.vy`
and is no EVM: `bench/anchors.py` runs the compiled contract in one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from fastapi import FastAPI

from rongqu.infra.clock import Clock, utc_now

ANCHOR, ROOTS, NEWEST = "0xa0ca2d08", "0xc2b40ae4", "0x8bdbdac1"
CHAIN_ID = 20_260
WORD = 64
NOTHING = "0" * WORD


class Reverted(Exception):
    """The contract refuses."""


@dataclass
class Contract:
    owner: str
    newest: int = 0
    roots: dict[int, str] = field(default_factory=dict[int, str])

    def anchor(self, sender: str, size: int, root: str) -> None:
        if sender != self.owner or size <= self.newest or root == NOTHING:
            raise Reverted
        self.newest, self.roots[size] = size, root


@dataclass
class Chain:
    """A block for each transaction."""

    clock: Clock
    contracts: dict[str, Contract] = field(default_factory=dict[str, Contract])
    receipts: dict[str, dict[str, Any]] = field(default_factory=dict[str, dict[str, Any]])
    blocks: dict[str, dict[str, str]] = field(default_factory=dict[str, dict[str, str]])
    logs: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])

    def ask(self, method: str, params: list[Any]) -> Any:
        first: Any = params[0] if params else None
        match method:
            case "eth_chainId":
                found: Any = hex(CHAIN_ID)
            case "eth_sendTransaction":
                found = self.send(first)
            case "eth_getTransactionReceipt":
                found = self.receipts.get(first)
            case "eth_call":
                found = self.read(first)
            case "eth_getLogs":
                found = self.find_logs(first)
            case "eth_getBlockByHash":
                found = self.blocks[first]
            case _:
                raise LookupError(method)
        return found

    def send(self, wish: Mapping[str, str]) -> str:
        number = hex(len(self.receipts) + 1)
        block, transaction = _hash(f"block {number}"), _hash(f"transaction {number}")
        self.blocks[block] = {"timestamp": hex(int(self.clock().timestamp()))}
        place = {"blockNumber": number, "blockHash": block, "transactionHash": transaction}
        receipt: dict[str, Any] = {**place, "status": "0x1", "contractAddress": None}
        try:
            if "to" in wish:
                self._call(wish, place)
            else:
                receipt["contractAddress"] = address = _hash(f"contract {number}")[:42]
                self.contracts[address] = Contract(wish["from"])
        except Reverted:
            receipt["status"] = "0x0"
        self.receipts[transaction] = receipt
        return transaction

    def _call(self, wish: Mapping[str, str], place: dict[str, str]) -> None:
        size, root = wish["data"][10 : 10 + WORD], wish["data"][10 + WORD :]
        self.contracts[wish["to"]].anchor(wish["from"], int(size, 16), root)
        self.logs.append({**place, "address": wish["to"], "size": size, "data": f"0x{root}"})

    def read(self, call: Mapping[str, str]) -> str:
        contract = self.contracts.get(call["to"])
        if contract is None:
            return "0x"
        if call["data"].startswith(NEWEST):
            return f"0x{contract.newest:064x}"
        return f"0x{contract.roots.get(int(call['data'][10:], 16), NOTHING)}"

    def find_logs(self, wanted: Mapping[str, Any]) -> list[dict[str, Any]]:
        size = wanted["topics"][1].removeprefix("0x")
        found = [log for log in self.logs if log["address"] == wanted["address"]]
        return [log for log in found if log["size"] == size]


def create_chain(clock: Clock = utc_now) -> FastAPI:
    app = FastAPI(title="Sandbox consortium chain", openapi_url=None)
    chain = Chain(clock)

    @app.post("/")
    async def answer(question: dict[str, Any]) -> dict[str, Any]:
        head = {"jsonrpc": "2.0", "id": question["id"]}
        try:
            return {**head, "result": chain.ask(question["method"], question["params"])}
        except LookupError:
            return {**head, "error": {"code": -32602, "message": "no such method or thing"}}

    return app


def _hash(text: str) -> str:
    return f"0x{sha256(text.encode()).hexdigest()}"
