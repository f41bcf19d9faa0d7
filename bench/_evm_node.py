"""Run among the peers: compiles the contract, and a real EVM (py-evm) behind JSON-RPC.

`_evm_node.py compile FILE` prints what `anchor.json` holds; `_evm_node.py serve PORT` answers until
its input ends. Nothing of ours is imported here."""

from __future__ import annotations

import json
import sys
import threading
import warnings
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

warnings.simplefilter("ignore")


def compile_contract(file: str) -> dict[str, Any]:
    import vyper
    from eth_utils import keccak

    wanted = ["bytecode", "method_identifiers"]
    source = Path(file).read_text("utf-8")
    compiled = vyper.compile_code(source, output_formats=wanted)
    return {
        "anchored": "0x" + keccak(text="Anchored(uint256,bytes32)").hex(),
        "bytecode": compiled["bytecode"],
        "compiler": f"vyper {vyper.__version__}",
        "functions": compiled["method_identifiers"],
    }


def plain(value: Any) -> Any:
    """As JSON-RPC writes it."""
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return value
    if isinstance(value, int):
        return hex(value)
    if isinstance(value, bytes):
        return "0x" + value.hex()
    if hasattr(value, "items"):
        return {name: plain(each) for name, each in value.items()}
    return [plain(each) for each in value]


def serve(port: int) -> None:
    from eth_tester import EthereumTester, PyEVMBackend
    from web3 import EthereumTesterProvider, Web3

    web3 = Web3(EthereumTesterProvider(EthereumTester(PyEVMBackend())))
    lock = threading.Lock()

    class Node(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            question = json.loads(self.rfile.read(int(self.headers["content-length"])))
            answer: dict[str, Any] = {"jsonrpc": "2.0", "id": question["id"]}
            try:
                with lock:
                    answer["result"] = plain(ask(web3, question["method"], question["params"]))
            except Exception as error:
                answer["error"] = {"code": -32000, "message": str(error)}
            content = json.dumps(answer).encode()
            self.send_response(200)
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            del format, args

    server = ThreadingHTTPServer(("127.0.0.1", port), Node)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(
        json.dumps({"account": web3.eth.accounts[0], "stranger": web3.eth.accounts[1]}), flush=True
    )
    sys.stdin.read()


def ask(web3: Any, method: str, params: list[Any]) -> Any:  # noqa: PLR0911  a table of methods
    from web3.exceptions import TransactionNotFound

    eth = web3.eth
    match method:
        case "eth_chainId":
            return eth.chain_id
        case "eth_sendTransaction":
            wish = params[0] | {"gas": int(params[0]["gas"], 16)}
            return eth.send_transaction(wish)
        case "eth_getTransactionReceipt":
            try:
                return eth.get_transaction_receipt(params[0])
            except TransactionNotFound:
                return None
        case "eth_call":
            return eth.call(params[0])
        case "eth_getLogs":
            return eth.get_logs(params[0] | {"fromBlock": 0})
        case "eth_getBlockByHash":
            return {"timestamp": eth.get_block(params[0])["timestamp"]}
        case _:
            raise ValueError(method)


if __name__ == "__main__":
    if sys.argv[1] == "compile":
        print(json.dumps(compile_contract(sys.argv[2])))
    else:
        serve(int(sys.argv[2]))
