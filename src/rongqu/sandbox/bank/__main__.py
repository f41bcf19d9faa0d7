"""Start the sandbox custody bank: `python -m rongqu.sandbox.bank --port 8020`."""

from __future__ import annotations

import argparse
import json
from urllib.parse import urlsplit

from rongqu.infra.settings import Settings
from rongqu.sandbox.bank.app import create_bank
from rongqu.sandbox.bank.books import Books
from rongqu.sandbox.bank.play_api import note_weather
from rongqu.sandbox.bank.schemas import WeatherRequest
from rongqu.sandbox.bank.setup import Setup
from rongqu.sandbox.starting import parser_for, serve

CALLBACK_PATH = "/api/v1/payments/bank-messages"


def main() -> None:
    settings = Settings.from_environment()
    options = _read_options()
    callback_address: str = options.callback or settings.public_url + CALLBACK_PATH
    callback = urlsplit(callback_address)
    books = Books(options.state)
    if options.seed is not None:
        with books.change() as change:
            note_weather(change, WeatherRequest(seed=options.seed, rates=options.rates))
    setup = Setup(
        books=books,
        secret=settings.bank.secret.encode(),
        callback_base=f"{callback.scheme}://{callback.netloc}",
        callback_path=callback.path,
        delay_seconds=options.delay,
        retry_seconds=options.retry,
    )
    serve(create_bank(setup), options)


def _read_options() -> argparse.Namespace:
    parser = parser_for("bank", __doc__, keeps="its books")
    parser.add_argument("--callback", help="address of call-backs; default the platform's own")
    parser.add_argument("--delay", type=json.loads, default=0.2, help="seconds before execution")
    parser.add_argument("--retry", type=json.loads, default=1.0, help="first wait of a call-back")
    parser.add_argument("--seed", type=int, help="of the weather; see --rates")
    parser.add_argument(
        "--rates", type=json.loads, default={}, help='like {"timeout_before": 0.05, "lost": 0.01}'
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()
