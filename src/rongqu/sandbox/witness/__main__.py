"""Start the sandbox witness: `python -m rongqu.sandbox.witness --port 8546 --log KEY`, with the
log's verifier key from the page Evidence. What it has seen it forgets with its end."""

from __future__ import annotations

from rongqu.modules.evidence.notes import Algorithm, NoteSigner, VerifierKey
from rongqu.sandbox.starting import parser_for, serve, tell
from rongqu.sandbox.witness.app import create_witness

SIGNER = NoteSigner(
    "witness.sandbox.example", b"sandbox-witness-of-the-evidence!", Algorithm.COSIGNATURE
)


def main() -> None:
    parser = parser_for("witness", __doc__)
    parser.add_argument("--log", type=VerifierKey.parse, required=True, help="whose log it sees")
    options = parser.parse_args()
    url = f"http://{options.host}:{options.port}"
    tell({"WITNESS_URL": url, "WITNESS_KEY": SIGNER.verifier})
    serve(create_witness(SIGNER, [options.log]), options)


if __name__ == "__main__":
    main()
