"""Start the sandbox gateway: `python -m rongqu.sandbox.gateway --port 8030`."""

from __future__ import annotations

from rongqu.infra.settings import Settings
from rongqu.sandbox.gateway.app import create_gateway
from rongqu.sandbox.gateway.outbox import Outbox
from rongqu.sandbox.starting import parser_for, serve


def main() -> None:
    options = parser_for("gateway", __doc__, keeps="its outbox").parse_args()
    secret = Settings.from_environment().gateway.secret.encode()
    serve(create_gateway(Outbox(options.state), secret), options)


if __name__ == "__main__":
    main()
