"""Decisions through the interface: one at a time, and many in a stroke."""

from __future__ import annotations

import json
import sqlite3
from concurrent.futures import ThreadPoolExecutor

from bench.plan import Figures, Plan
from bench.posting import post, posting
from bench.servers import Server
from bench.town import API, FILE, Town, ask

CONNECTIONS = 8
BULK_CONNECTIONS = 2
ALL = 16  # requests at once, so that each process gets one
BULK = 100  # decided in one request
WAITING = "SELECT id FROM submissions WHERE status = 'pending' ORDER BY id DESC LIMIT ?"


def decide(place: Town, server: Server, plan: Plan) -> Figures:
    """Decisions a second of each kind, on the newest that wait."""
    with ThreadPoolExecutor(ALL) as pool:  # each process loads the desk when it is first asked
        for _each in range(ALL):
            pool.submit(ask, server, f"{API}/queue?limit=1", headers=place.bearer)
    connection = sqlite3.connect(place.folder / FILE)
    ids = [id_ for (id_,) in connection.execute(WAITING, (200_000,))]
    connection.close()
    half = len(ids) // 4
    headers = dict(place.bearer)

    def one(number: int) -> bytes:
        path = f"{API}/submissions/{ids[:half][number]}/decisions"
        return post(path, b'{"verb": "approve"}', headers)

    def many(number: int) -> bytes:
        some = ids[half:][number * BULK : (number + 1) * BULK]
        if not some:
            raise IndexError
        body = {"ids": some, "verb": "approve"}
        return post(f"{API}/decisions", json.dumps(body).encode(), headers)

    seconds = 2 if plan.quick else 10
    single = posting(server.address, server.pid, one, connections=CONNECTIONS, seconds=seconds)
    bulk = posting(server.address, server.pid, many, connections=BULK_CONNECTIONS, seconds=seconds)
    bulk["per_second"] = round(BULK * bulk["per_second"], 1)
    for name, figures in (("single", single), ("bulk", bulk)):
        print(
            f"  decisions, {name}: {figures['per_second']:,.0f}/s {figures['statuses']}", flush=True
        )
    return {"single": single, "bulk": bulk}
