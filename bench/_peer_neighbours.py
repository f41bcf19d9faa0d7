"""Runs among the peers: how long `implicit` takes for the ten best of so many items for one user.

_peer_neighbours.py ITEMS ROUNDS
"""

from __future__ import annotations

import json
import sys
import time

import numpy as np
from implicit.cpu.als import AlternatingLeastSquares
from scipy.sparse import csr_matrix

FACTORS, USERS, SHOWN = 64, 256, 10


def main(items: int, rounds: int) -> None:
    generator = np.random.default_rng(7)
    model = AlternatingLeastSquares(factors=FACTORS, num_threads=1)
    model.item_factors = generator.standard_normal((items, FACTORS), dtype=np.float32)
    model.user_factors = generator.standard_normal((USERS, FACTORS), dtype=np.float32)
    bought = csr_matrix((USERS, items), dtype=np.float32)
    taken = list[float]()
    for number in range(rounds + 5):
        user = number % USERS
        started = time.perf_counter()
        model.recommend(user, bought[user], N=SHOWN, filter_already_liked_items=False)
        taken.append(time.perf_counter() - started)
    print(json.dumps({"p95_ms": sorted(taken[5:])[int(rounds * 0.95)] * 1000}))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
