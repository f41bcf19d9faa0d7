"""Start a sandbox peer of Fabric: `python -m rongqu.sandbox.fabric --port 7051`. Its ledger is
forgotten with its end; the platform's certificate is made anew each time."""

from __future__ import annotations

import argparse
import asyncio
import signal

from rongqu.infra.clock import utc_now
from rongqu.sandbox.fabric.gateway import Network, serve_gateway
from rongqu.sandbox.fabric.ledger import Ledger
from rongqu.sandbox.fabric.papers import draw_papers
from rongqu.sandbox.starting import parser_for, tell

MSP, CHANNEL, CHAINCODE = "RongquMSP", "evidence", "anchor"


async def run(options: argparse.Namespace) -> None:
    ours = draw_papers("rongqu", utc_now())
    ours.write(options.state, "member")
    network = Network(
        channel=CHANNEL,
        chaincode=CHAINCODE,
        members=frozenset({ours.member(MSP).identity}),
        peer=draw_papers("peer", utc_now()).member("SandboxMSP"),
        ledger=Ledger(),
    )
    stopped = asyncio.Event()
    for each in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(each, stopped.set)
    async with serve_gateway(network, options.host, options.port) as target:
        tell(
            {
                "FABRIC_TARGET": target,
                "FABRIC_CHANNEL": CHANNEL,
                "FABRIC_MSP": MSP,
                "FABRIC_CERTIFICATE": options.state / "member.pem",
                "FABRIC_KEY": options.state / "member.key",
            }
        )
        await stopped.wait()


def main() -> None:
    parser = parser_for("fabric", __doc__, keeps="the platform's certificate and key")
    asyncio.run(run(parser.parse_args()))


if __name__ == "__main__":
    main()
