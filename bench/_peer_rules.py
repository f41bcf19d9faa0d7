"""zen-engine: one decision table of ten conditions on a movement alone. Argument: how many."""

from __future__ import annotations

import json
import random
import sys
import time

import zen  # pyright: ignore[reportMissingImports]

LIMITS = [2_000_000, 1_600_000, 1_000_000, 500_000, 200_000, 100_000, 50_000, 20_000, 10_000, 5_000]


def table() -> str:
    inputs = [{"id": "a", "name": "amount", "field": "amount", "type": "expression"}]
    outputs = [{"id": "o", "name": "rule", "field": "rule", "type": "expression"}]
    rules = [
        {"_id": f"r{number}", "a": f"> {limit}", "o": f'"rule {number}"'}
        for number, limit in enumerate(LIMITS)
    ]
    content = {"hitPolicy": "collect", "inputs": inputs, "outputs": outputs, "rules": rules}
    node = {"id": "t", "name": "t", "type": "decisionTableNode", "content": content}
    ends = [
        {"id": "in", "name": "in", "type": "inputNode"},
        {"id": "out", "name": "out", "type": "outputNode"},
    ]
    edges = [
        {"id": "e1", "sourceId": "in", "targetId": "t", "type": "edge"},
        {"id": "e2", "sourceId": "t", "targetId": "out", "type": "edge"},
    ]
    return json.dumps({"nodes": [ends[0], node, ends[1]], "edges": edges})


def main() -> None:
    count = int(sys.argv[1])
    decision = zen.ZenEngine().create_decision(table())
    dice = random.Random(7)
    given = [{"amount": dice.lognormvariate(16, 1.5) / 100} for _ in range(count)]
    answer = decision.evaluate({"amount": 3_000_000})["result"]
    if len(answer) != len(LIMITS):
        raise SystemExit("zen-engine does not see the rules")
    started = time.process_time()
    for movement in given:
        decision.evaluate(movement)
    print(json.dumps({"zen_per_s": count / (time.process_time() - started)}))


if __name__ == "__main__":
    main()
