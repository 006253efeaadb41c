"""Which server of the Stripe API is driven: the one that the environment names, or a localstripe started here."""

import os
from dataclasses import dataclass
from importlib.metadata import version

from api import Api
from engine import KEY, Engine

_TEST_KEYS = ("sk_test_", "rk_test_")


class NoTestKeyError(Exception):
    """The environment has no key of test mode."""


@dataclass(frozen=True, slots=True)
class Server:
    """What a server can do, as it says itself when it is asked for nothing.

    `clocks`: test clocks let time pass. `prices`: prices, beside the plans that came before them. `finalizes`:
    invoices are made final by a call of their own. `name` and `version` for the report.
    """

    name: str
    version: str
    clocks: bool
    prices: bool
    previews: bool
    finalizes: bool


@dataclass(frozen=True, slots=True)
class Target:
    """A server that can be called; `engine` is None where somebody else runs it."""

    api: Api
    server: Server
    engine: Engine | None

    def close(self) -> None:
        self.api.close()
        if self.engine is not None:
            self.engine.stop()


def open_target() -> Target:
    """The server of STRIPE_API_BASE with the key in STRIPE_API_KEY; without them a localstripe of its own.

    Raises:
        NoTestKeyError: a server is named, and no key of test mode: with any other one real customers would be billed.
        StripeError: the server does not accept the key.
        BrokenError: it is no server of the Stripe API, or cannot be reached.
    """
    base = os.environ.get("STRIPE_API_BASE", "")
    if not base:
        engine = Engine()
        api = Api(engine.base, KEY)
        return Target(api, _probed(api, "localstripe", version("localstripe")), engine)
    key = os.environ.get("STRIPE_API_KEY", "")
    if not key.startswith(_TEST_KEYS):
        allowed = " or ".join(_TEST_KEYS)
        raise NoTestKeyError(f"STRIPE_API_KEY is no key of test mode; allowed: {allowed}…")
    api = Api(base, key)
    return Target(api, _probed(api, "Stripe API", api.version()), None)


def _probed(api: Api, name: str, version: str) -> Server:
    return Server(
        name,
        version,
        clocks=api.has("GET", "/v1/test_helpers/test_clocks"),
        prices=api.has("GET", "/v1/prices"),
        previews=api.has("POST", "/v1/invoices/create_preview"),
        finalizes=api.has("POST", "/v1/invoices/in_none/finalize"),
    )
