"""Start the sandbox authority: `python -m rongqu.sandbox.ca --port 8050`."""

from __future__ import annotations

from rongqu.infra.settings import Settings
from rongqu.sandbox.ca.app import create_ca
from rongqu.sandbox.ca.authority import open_ca
from rongqu.sandbox.starting import parser_for, serve


def main() -> None:
    options = parser_for("ca", __doc__, keeps="its keys and its register").parse_args()
    secret = Settings.from_environment().ca.secret.encode()
    serve(create_ca(open_ca(options.state), secret), options)


if __name__ == "__main__":
    main()
