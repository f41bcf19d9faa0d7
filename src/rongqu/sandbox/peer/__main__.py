"""Start the sandbox peer: `python -m rongqu.sandbox.peer --port 8090`. Nothing is pledged there
until `POST /control/pledges` says so."""

from __future__ import annotations

from rongqu.sandbox.peer import SECRET
from rongqu.sandbox.peer.app import Pledges, create_peer
from rongqu.sandbox.starting import parser_for, serve


def main() -> None:
    options = parser_for("peer", __doc__).parse_args()
    serve(create_peer(Pledges(), SECRET.encode()), options)


if __name__ == "__main__":
    main()
