"""A server of the Stripe API behind the wire format of Yakkan: localstripe, or an account of Stripe's in test mode."""

import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from account import Account
from api import BrokenError, StripeError
from catalogue import Offer, load
from play import Play
from target import NoTestKeyError, Server, open_target
from yakkan.shim import serve


def described(server: Server, offers: Mapping[str, Offer]) -> dict[str, Any]:
    """The system about itself, by what its server can do."""
    return {
        "protocol": ["yakkan/1"],
        "name": server.name,
        "version": server.version,
        "capabilities": {
            "lines": True,
            "tax": True,
            "clock": "free",
            "events": ["cancellation", "change", "quantity"],
            "tariffs": sorted(offers),
            "contracts": 1,
            "fractions": False,
            "late": False,
            "runs": not server.clocks,
        },
    }


def main() -> int:
    """Serve until the other side stops."""
    offers = load(Path(__file__).with_name("catalogue.toml"))
    try:
        target = open_target()
    except (NoTestKeyError, StripeError, BrokenError) as error:
        print(f"STRIPE_API_BASE cannot be used: {error}", file=sys.stderr)
        return 2
    try:
        new = partial(Play, target, Account(target), offers)
        if target.server.clocks:
            new.runs_when_due = True  # type: ignore[attr-defined]  # a server with a clock bills by itself
        return serve(described(target.server, offers), new)
    finally:
        target.close()


if __name__ == "__main__":
    raise SystemExit(main())
