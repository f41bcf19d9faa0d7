"""The anchor contract in a real EVM: compiled anew, deployed, and spoken to as a node is.

What `anchor_contract/anchor.json` holds must be what the source compiles to, byte for byte. Then
checkpoints of a growing log are anchored one after the other, a block each, and other histories are
shown to the contract. The compiler (Vyper) and the EVM (py-evm behind JSON-RPC) are installed in an
environment of their own.
"""

from __future__ import annotations

import asyncio
import json
import statistics
import subprocess
import sys
import time
from base64 import b64encode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from rongqu.adapters.consortium_chain import EvmChain, anchor_contract, deploy_contract
from rongqu.infra.listening import next_free_port
from rongqu.modules.evidence.ports import AnchorFailed

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".make" / "evm"
WANTED = ["vyper==0.4.3", "web3==8.0.0", "eth-tester[py-evm]==0.14.0b1"]
SOURCE = ROOT / "src" / "rongqu" / "adapters" / "anchor_contract" / "anchor.vy"
COMPILED = SOURCE.with_suffix(".json")
ANCHORINGS, QUICK_ANCHORINGS = 200, 20


class NotReproducible(Exception):
    """The committed bytecode is not what the source compiles to."""


def python_of_peers() -> str:
    python, stamp = VENV / "bin" / "python", VENV / "installed"
    if not stamp.exists() or stamp.read_text() != "\n".join(WANTED):
        uv = Path(sys.executable).parent / "uv"
        command = [str(uv) if uv.exists() else "uv"]
        subprocess.run([*command, "venv", "--quiet", "--clear", str(VENV)], check=True)
        packages = ["pip", "install", "--quiet", "--python", str(python), *WANTED]
        subprocess.run([*command, *packages], check=True)
        stamp.write_text("\n".join(WANTED))
    return str(python)


def check_reproducible(node: str) -> None:
    command = [python_of_peers(), node, "compile", str(SOURCE)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    if json.loads(done.stdout) != json.loads(COMPILED.read_text("utf-8")):
        raise NotReproducible(COMPILED.name)


@contextmanager
def evm(node: str) -> Iterator[tuple[str, dict[str, str]]]:
    port = next_free_port("127.0.0.1", 23_000)
    command = [python_of_peers(), node, "serve", str(port)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None, "it was asked for"
        yield f"http://127.0.0.1:{port}/", json.loads(process.stdout.readline())
        process.terminate()


def note_of(size: int, root: bytes) -> str:
    return f"log.example\n{size}\n{b64encode(root).decode()}\n\n— log.example AAAAAA==\n"


async def no_path(_: int) -> Sequence[bytes]:
    return ()


async def measure(url: str, accounts: dict[str, str], count: int) -> dict[str, float]:
    started = time.perf_counter()
    contract = await deploy_contract(url, accounts["account"])
    deployed = time.perf_counter() - started
    chain = EvmChain(url, contract, accounts["account"])
    took: list[float] = []
    for size in range(1, count + 1):
        started = time.perf_counter()
        await chain.anchor(note_of(size, sha256(bytes([size % 256])).digest()), no_path)
        took.append(time.perf_counter() - started)
    await _check_refusals(chain, accounts["stranger"], count)
    return {
        "anchor_deploy_seconds": deployed,
        "anchor_seconds": statistics.median(took),
        "anchors_per_second": count / sum(took),
    }


async def _check_refusals(chain: EvmChain, stranger: str, newest: int) -> None:
    """What the contract itself refuses, and what is read from it."""
    right, wrong = sha256(bytes([newest % 256])).digest(), b"\1" * 32
    again = await chain.anchor(note_of(newest, right), no_path)
    assert again.reference.startswith("0x"), "what is there is found again"
    for other, note, reason in (
        (chain, note_of(newest, wrong), "fork"),
        (replace(chain, account=stranger), note_of(newest + 1, wrong), "refused"),
        (chain, note_of(newest + 1, bytes(32)), "refused"),
    ):
        said = await _reason_of(other, note)
        assert said == reason, f"the contract must refuse: {reason}, not {said}"


async def _reason_of(chain: EvmChain, note: str) -> str | None:
    try:
        await chain.anchor(note, no_path)
    except AnchorFailed as failure:
        return failure.reason
    return None


def main(arguments: Sequence[str]) -> None:
    node = str(Path(__file__).with_name("_evm_node.py"))
    check_reproducible(node)
    count = QUICK_ANCHORINGS if "--quick" in arguments else ANCHORINGS
    with evm(node) as (url, accounts):
        figures: dict[str, Any] = asyncio.run(measure(url, accounts, count))
    figures["anchor_bytecode_bytes"] = len(anchor_contract().bytecode) // 2 - 1
    table = Table("figure", "value", title="The anchor contract in py-evm, by JSON-RPC")
    for name, value in figures.items():
        table.add_row(name, f"{value:.4g}")
    Console().print(table)
    if "--json" in arguments:
        print(json.dumps({"figures": figures}))


if __name__ == "__main__":
    main(sys.argv[1:])
