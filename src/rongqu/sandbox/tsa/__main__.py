"""Start the sandbox authority: `python -m rongqu.sandbox.tsa --port 8040`."""

from __future__ import annotations

from rongqu.infra.clock import utc_now
from rongqu.sandbox.starting import parser_for, serve
from rongqu.sandbox.tsa.app import create_tsa
from rongqu.sandbox.tsa.authority import open_authority


def main() -> None:
    options = parser_for("tsa", __doc__, keeps="its keys").parse_args()
    serve(create_tsa(open_authority(options.state, utc_now())), options)


if __name__ == "__main__":
    main()
