"""Start the sandbox chain: `python -m rongqu.sandbox.chain --port 8545`. It forgets with its end.
`rongqu anchor-contract` puts the contract on it."""

from __future__ import annotations

from rongqu.sandbox.chain.app import create_chain
from rongqu.sandbox.starting import parser_for, serve


def main() -> None:
    serve(create_chain(), parser_for("chain", __doc__).parse_args())


if __name__ == "__main__":
    main()
