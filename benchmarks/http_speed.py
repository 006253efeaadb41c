"""Cases per second through the HTTP adapter, compared with a bare httpx loop that sends the same bodies at the same
concurrency, to a server in a process of its own that answers at once."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter

import httpx
from yakkan.adapters import Answered, ConnectionOptions, HttpSystem, bill_all, write_case
from yakkan.oracle import Case, Contract

LEAST = 0.8
CASES = 800
ROUNDS = 9
CONCURRENCY = (1, 4, 16)
SERVER = Path(__file__).parent / "instant_server.py"


def cases() -> list[Case]:
    """Cases of one contract each."""
    readings = (date(2016, 5, 9), date(2016, 6, 8), date(2016, 7, 8))
    contract = Contract("", "enex-low-voltage", date(2016, 5, 12), {"amperage": "60"}, readings)
    named = ((f"c{number:05}", replace(contract, id=f"c{number:05}-1")) for number in range(CASES))
    return [Case(name, (one,), date(2016, 6, 30)) for name, one in named]


@contextmanager
def instant() -> Iterator[str]:
    """The URL of a server that runs until the block ends; it is killed by its process id."""
    with subprocess.Popen([sys.executable, str(SERVER)], stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process.stdout.readline().strip() if process.stdout else ""
        finally:
            process.kill()


def rate(work: Callable[[], int]) -> float:
    """Cases per second of `work`, which returns how many it has done."""
    start = perf_counter()
    done = work()
    return done / (perf_counter() - start)


def measure(url: str, asked: Sequence[Case], concurrency: int) -> bool:
    """Print the rates at one concurrency; True if the adapter is fast enough."""
    bodies = [json.dumps(write_case(case), ensure_ascii=False).encode() for case in asked]
    limits = httpx.Limits(max_connections=concurrency, max_keepalive_connections=concurrency)
    client = httpx.Client(base_url=url, trust_env=False, limits=limits)
    system = HttpSystem(url, ConnectionOptions(concurrency=concurrency))

    def post(body: bytes) -> int:
        return client.post("/v1/bills", content=body, headers={"Content-Type": "application/json"}).status_code

    def bare() -> int:
        with ThreadPoolExecutor(concurrency) as pool:
            return sum(status == httpx.codes.OK for status in pool.map(post, bodies))

    def ours() -> int:
        return sum(isinstance(outcome, Answered) for outcome in bill_all(system, asked, concurrency))

    if (bare(), ours()) != (len(asked), len(asked)):  # warm, and right
        sys.exit("the server did not answer every case")
    # The two take turns, and each ratio is of two neighbours, so that other work on the machine affects both.
    pairs = [(rate(bare), rate(ours)) for _ in range(ROUNDS)]
    ratio = median(mine / theirs for theirs, mine in pairs)
    rates = [median(column) for column in zip(*pairs, strict=True)]
    print(f"{concurrency:>11} {rates[0]:>10,.0f} {rates[1]:>10,.0f} {ratio:>7.2f}", flush=True)
    client.close()
    system.close()
    return ratio >= LEAST


def main() -> int:
    """Print the table; exit status 1 where the adapter is slower than required."""
    asked = cases()
    print(
        f"Cases per second over HTTP to a server that answers at once (median of {ROUNDS} rounds of {CASES};", end=" "
    )
    print(f"required: {LEAST} of a bare httpx loop)")
    print(f"{'concurrency':>11} {'bare httpx':>10} {'yakkan':>10} {'ratio':>7}")
    with instant() as url:
        return sum([not measure(url, asked, concurrency) for concurrency in CONCURRENCY]) and 1


if __name__ == "__main__":
    sys.exit(main())
