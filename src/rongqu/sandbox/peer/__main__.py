"""Start the sandbox peer: `python -m rongqu.sandbox.peer --port 8090`. Nothing is pledged there
until `POST /control/pledges` says so; `POST /control/questions` makes it ask the platform."""

from __future__ import annotations

from rongqu.sandbox.peer import QUESTION, SECRET
from rongqu.sandbox.peer.app import Pledges, create_peer
from rongqu.sandbox.peer.asking import Platform
from rongqu.sandbox.starting import parser_for, serve

PLATFORM = f"http://127.0.0.1:8000{QUESTION}"


def main() -> None:
    parser = parser_for("peer", __doc__)
    parser.add_argument("--platform", default=PLATFORM, help="where it asks; default %(default)s")
    options = parser.parse_args()
    key = SECRET.encode()
    platform = Platform(url=options.platform, secret=key)
    serve(create_peer(Pledges(), key, platform=platform), options)


if __name__ == "__main__":
    main()
