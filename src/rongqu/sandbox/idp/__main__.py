"""Start the sandbox identity provider: `python -m rongqu.sandbox.idp --port 8060`."""

from __future__ import annotations

import argparse

import uvicorn

from rongqu.sandbox.idp.app import create_idp
from rongqu.sandbox.idp.provider import Employee, IdentityProvider

STAFF = (
    Employee("e-1001", "周敏", "zhou.min@bank.example"),
    Employee("e-1002", "陈立", "chen.li@bank.example"),
)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m rongqu.sandbox.idp", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--client-id", default="rongqu")
    parser.add_argument("--client-secret", default="sandbox-idp-secret")
    options = parser.parse_args()
    issuer = f"http://{options.host}:{options.port}"
    provider = IdentityProvider(issuer, options.client_id, options.client_secret, STAFF)
    uvicorn.run(
        create_idp(provider),
        host=options.host,
        port=options.port,
        access_log=False,
        log_level="warning",
    )


if __name__ == "__main__":
    main()
