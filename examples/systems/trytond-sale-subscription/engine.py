"""A Tryton database of its own: a company, its accounts and a customer, made once for each process."""

import os
import sys
from argparse import Namespace
from datetime import date
from decimal import Decimal
from pathlib import Path

NAME = "yakkan"
_USER = 1
_MODULES = ["sale_subscription"]


def made(folder: Path, currency: str) -> None:
    """Make the database as a file in `folder`, with the module and what it needs: a few seconds.

    This is what an administrator does: trytond-admin, then the wizards that a new company is set up with.
    """
    os.environ["TRYTOND_DATABASE_URI"] = "sqlite://"
    os.environ["TRYTOND_DATABASE__PATH"] = str(folder)
    from trytond import config  # noqa: PLC0415

    config.update_etc()
    config.set("database", "uri", "sqlite://")
    config.set("database", "path", str(folder))
    passfile = folder / "password"
    passfile.write_text(os.urandom(16).hex(), encoding="ascii")
    os.environ["TRYTONPASSFILE"] = str(passfile)
    (folder / f"{NAME}.sqlite").touch()
    from trytond import admin  # noqa: PLC0415

    admin.run(_options())
    _set_up(currency)


def _options() -> Namespace:
    chosen = {"database_names": [NAME], "update": _MODULES, "activatedeps": True, "login": "admin", "active": True}
    empty = {"email": "", "test_email": None, "password": False, "reset_password": False, "administrator": None}
    rest = {"languages": [], "indexes": None, "update_modules_list": True, "hostname": None, "validate": None}
    return Namespace(**chosen, **empty, **rest, export_translations=None)
