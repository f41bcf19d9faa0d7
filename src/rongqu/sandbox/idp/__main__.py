"""Start the sandbox identity provider: `python -m rongqu.sandbox.idp --port 8060`."""

from __future__ import annotations

from rongqu.sandbox.idp.app import create_idp
from rongqu.sandbox.idp.provider import Employee, IdentityProvider
from rongqu.sandbox.starting import parser_for, serve

STAFF = (
    Employee("e-1001", "周敏", "zhou.min@bank.example"),
    Employee("e-1002", "陈立", "chen.li@bank.example"),
)


def main() -> None:
    parser = parser_for("idp", __doc__)
    parser.add_argument("--client-id", default="rongqu")
    parser.add_argument("--client-secret", default="sandbox-idp-secret")
    parser.add_argument("--issuer", help="where programs reach it, if not by host and port")
    parser.add_argument("--pages", help="where browsers reach it, if not at the issuer")
    options = parser.parse_args()
    issuer = options.issuer or f"http://{options.host}:{options.port}"
    provider = IdentityProvider(issuer, options.client_id, options.client_secret, STAFF)
    serve(create_idp(provider, options.pages or issuer), options)


if __name__ == "__main__":
    main()
