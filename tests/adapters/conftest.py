"""Terms of two small tariffs, cases under them, and servers in processes of their own."""

import shlex
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path

import pytest
from yakkan.adapters import ConnectionOptions, HttpSystem, ReferenceSystem
from yakkan.oracle import Cancellation, Case, Contract, QuantityChange, load_terms

HERE = Path(__file__).parent

LIGHT = """# 電気

```toml
tariff = "test-light"
language = "ja"
currency = "JPY"
effective = 2016-04-01
source = "written for these tests"
```

## 第1条 料金
料金は検針日から次の検針日の前日までについて、日割りで計算する。

```toml
[[attribute]]
name = "amperage"
values = ["30", "60"]

[period]
kind = "meter-reading"
reading_day = "starts-period"

[service]
start_day = "billed"
end_day = "billed"
same_day = "as-counted"
cancellation = "on-end-day"
first_period = "charged"

[versions]
in_force_on = "last-billed-day"

[proration]
trigger = "always"
numerator = "used-days"
denominator = "billing-period"
whole_period = "not-prorated"
above_whole = "as-computed"
components = ["basic"]

[[charge]]
item = "basic"
kind = "fixed"

[[charge.price]]
since = 2014-04-01
attribute = "amperage"
amounts = { "30" = 842.40, "60" = 1684.80 }
source = "written for these tests"

[rounding]
line = "exact"
total = "floor"
total_unit = 1

[tax]
prices = "tax-inclusive"
rate_on = "period-end"
rounding = "floor"
unit = 1

[[tax.rate]]
since = 2014-04-01
rate = 0.08
source = "written for these tests"
```
"""

CARD = """# Cards

```toml
tariff = "test-card"
language = "en"
currency = "JPY"
effective = 2010-01-01
source = "written for these tests"
```

## 1 Fee
A month's fee for each card in use on its last day.

```toml
[period]
kind = "calendar-month"

[service]
start_day = "billed"
end_day = "billed"
same_day = "as-counted"
cancellation = "on-end-day"
first_period = "charged"

[versions]
in_force_on = "last-billed-day"

[proration]
trigger = "never"

[[charge]]
item = "card"
kind = "per-quantity"
counted = "last-day"
initial_quantity = 1

[[charge.price]]
since = 2010-01-01
amount = 315
source = "written for these tests"

[rounding]
line = "exact"
total = "floor"
total_unit = 1

[tax]
prices = "outside-tax"
```
"""

SERVE = """
import sys
from pathlib import Path
from yakkan.adapters import ReferenceSystem
from yakkan.adapters.serving import make_app, serve
from yakkan.oracle import load_terms
port = int(sys.argv[2]) if len(sys.argv) > 2 else 0
serve(make_app(ReferenceSystem(load_terms(Path(sys.argv[1])))), port=port, on_ready=lambda url: print(url, flush=True))
print("stopped", flush=True)
"""


@contextmanager
def running(*command: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A server in a process of its own and the URL that it prints; it is ended by its own id."""
    with subprocess.Popen([sys.executable, *command], stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield process, process.stdout.readline().strip()
        finally:
            process.kill()


@pytest.fixture(scope="session")
def terms(tmp_path_factory):
    folder = tmp_path_factory.mktemp("terms")
    (folder / "light.md").write_text(LIGHT, "utf-8")
    (folder / "card.md").write_text(CARD, "utf-8")
    return folder


@pytest.fixture(scope="session")
def book(terms):
    return load_terms(terms)


@pytest.fixture
def reference(book):
    return ReferenceSystem(book)


@pytest.fixture(scope="session")
def reference_url(terms):
    with running("-c", SERVE, str(terms)) as (_, url):
        yield url


@pytest.fixture
def start_reference(terms):
    return lambda *arguments: running("-c", SERVE, str(terms), *map(str, arguments))


@pytest.fixture
def start_faulty(terms):
    """A system that does not prorate."""

    @contextmanager
    def start():
        command = ("-m", "yakkan.cli", "serve", str(terms), "--fault", "F-02")
        with running(*command) as (process, line):
            yield process, line.removeprefix("listening on ")

    return start


@pytest.fixture(scope="session")
def bad_url():
    with running(str(HERE / "bad_server.py")) as (_, url):
        yield url


@pytest.fixture(scope="session")
def tls_url():
    with running(str(HERE / "bad_server.py"), str(HERE / "tls" / "server.pem")) as (_, url):
        yield url


@pytest.fixture(scope="session")
def strict_tls_url():
    with running(
        str(HERE / "bad_server.py"), str(HERE / "tls" / "server.pem"), str(HERE / "tls" / "client-ca.pem")
    ) as (
        _,
        url,
    ):
        yield url


@pytest.fixture
def bad_line():
    """A line to a system on which so large a share of the calls meets a fault; the URL where it begins."""

    @contextmanager
    def to(upstream, seed, share=0.4, *more):
        with running(str(HERE / "chaos.py"), upstream, str(seed), str(share), *more) as (_, url):
            yield url

    return to


@pytest.fixture
def start_proxy():
    return lambda *arguments: running(str(HERE / "proxy_server.py"), *arguments)


@pytest.fixture
def token_command(tmp_path):
    """A command that prints canary-token-1, canary-token-2 and so on, and how often it was run."""
    runs = tmp_path / "runs"
    script = tmp_path / "token.py"
    script.write_text(
        "import pathlib, sys\n"
        "runs = pathlib.Path(sys.argv[1])\n"
        "runs.write_text(runs.read_text() + 'x' if runs.exists() else 'x')\n"
        "print(f'canary-token-{len(runs.read_text())}')\n"
    )
    return shlex.join([sys.executable, str(script), str(runs)]), lambda: len(runs.read_text())


@pytest.fixture
def ca():
    return HERE / "tls" / "ca.pem"


@pytest.fixture
def slept():
    return []


@pytest.fixture
def connect(bad_url, slept):
    """A system of a mode of the misbehaving server, whose pauses are noted and not waited for."""
    opened = []

    def one(mode, clock=lambda: datetime.now(UTC), **options):
        connection = ConnectionOptions(**options)
        opened.append(HttpSystem(f"{bad_url}/{mode}", connection, clock=clock, sleep=slept.append))
        return opened[-1]

    yield one
    for system in opened:
        system.close()


@pytest.fixture
def light():
    """A contract of 60 A from 12 May 2016: 27 of the 30 days of its first period."""
    readings = (date(2016, 5, 9), date(2016, 6, 8), date(2016, 7, 8))
    contract = Contract("a1-1", "test-light", date(2016, 5, 12), {"amperage": "60"}, readings)
    return Case("a1", (contract,), date(2016, 6, 30))


@pytest.fixture
def two(light):
    """Two contracts of one customer: the light, and cards whose number changes before the contract is cancelled."""
    events = (
        QuantityChange(date(2016, 5, 10), "card", Fraction(2)),
        Cancellation(date(2016, 6, 30), date(2016, 6, 1)),
    )
    cards = Contract("a1-2", "test-card", date(2016, 5, 1), events=events)
    return Case("a1", (*light.contracts, cards), date(2016, 7, 31))
