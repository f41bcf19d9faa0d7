"""`rongqu anchor-contract`: the contract that keeps the log's roots goes onto a chain."""

from __future__ import annotations

import asyncio

from rich.console import Console

from rongqu.adapters.consortium_chain import deploy_contract
from rongqu.modules.evidence.ports import AnchorFailed

WORDS = {
    "unreachable": "The node does not answer 节点无应答.",
    "refused": "The node or its signer refuses the transaction 节点或签名服务拒绝了交易.",
    "not_mined": "No block came within half a minute 半分钟内没有出块.",
    "unreadable": "What answers is no node of an EVM chain 应答的不是 EVM 链节点.",
}


def put_contract(chain: str, account: str) -> bool:
    """Prints the settings that are wanted from now on; whether it is there."""
    console = Console(highlight=False, soft_wrap=True)
    try:
        contract = asyncio.run(deploy_contract(chain, account))
    except AnchorFailed as failure:
        console.print(f"[red]✗[/] {WORDS[failure.reason]}")
        return False
    console.print(f"[green]✓[/] RONGQU_CHAIN_CONTRACT={contract}")
    console.print(f"  RONGQU_CHAIN_ACCOUNT={account}")
    return True
