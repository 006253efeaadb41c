"""A Tryton database of its own: a file in a folder, with the module, a company, its accounts and a customer."""

import os
import secrets
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date
from decimal import Decimal
from importlib.metadata import version
from pathlib import Path
from typing import Any

NAME = "yakkan"


def make(folder: Path, currency: str) -> None:
    """Make the database in `folder`. The first time it takes half a minute; afterwards it is a copy of that one.

    Raises:
        subprocess.CalledProcessError: trytond-admin ended in an error.
    """
    configuration = folder / "trytond.conf"
    configuration.write_text(f"[database]\nuri = sqlite://\npath = {folder}\n", encoding="utf-8")
    file = folder / f"{NAME}.sqlite"
    kept = Path(sys.prefix) / f"tryton-{version('trytond-sale-subscription')}-{currency}.sqlite"
    if kept.exists():
        _copy(kept, file)
    else:
        _initialise(folder, configuration, file)
    from proteus import config  # not before: a process reads Tryton's configuration once

    config.set_trytond(f"sqlite:///{NAME}", config_file=str(configuration))
    _as_its_staff()
    if not kept.exists():
        _company(currency)
        half = kept.with_suffix(f".{os.getpid()}")
        _copy(file, half)
        half.replace(kept)


def _copy(old: Path, new: Path) -> None:
    """A copy with everything that is committed, also what has not been moved into the file itself."""
    with closing(sqlite3.connect(old)) as source, closing(sqlite3.connect(new)) as target:
        source.backup(target)


def _initialise(folder: Path, configuration: Path, file: Path) -> None:
    """What an administrator does first: trytond-admin, with the module and those that it needs."""
    password = folder / "password"
    password.write_text(secrets.token_hex(16), encoding="ascii")
    file.touch()
    admin = [Path(sys.executable).parent / "trytond-admin", "-c", configuration, "-d", NAME]
    subprocess.run(
        [*admin, "-u", "sale_subscription", "--activate-dependencies"],
        check=True,
        input=b"\n",  # no e-mail address for its administrator
        stdout=sys.stderr,
        env={**os.environ, "TRYTONPASSFILE": str(password)},
    )


def user() -> int:
    """The administrator, by id."""
    from proteus.config import get_config

    return get_config().user


def context() -> dict:
    """What a client or scheduler of the company sends with every call: the company, the language and the like."""
    from proteus.config import get_config

    return get_config().context


def _as_its_staff() -> None:
    from proteus import Model
    from proteus.config import get_config

    get_config()._context = Model.get("res.user").get_preferences(True, {})  # noqa: SLF001  # as proteus itself does after a log-in


def _company(currency: str) -> None:
    """A company that bills in one currency, to the cent, with the chart of accounts that Tryton ships."""
    from proteus import Model, Wizard

    money = Model.get("currency.currency")(name=currency, code=currency, rounding=Decimal("0.01"))
    money.rates.new(date=date(1990, 1, 1), rate=Decimal(1))
    money.save()
    company = Wizard("company.company.config")
    company.execute("company")
    company.form.party = _saved("party.party", name="Company")
    company.form.currency = money
    company.execute("add")
    _as_its_staff()
    _chart()
    _saved("party.party", name="Customer")


def _chart() -> None:
    from proteus import Model, Wizard

    (company,) = Model.get("company.company").find()
    template = Model.get("ir.model.data").get_id("account.account_template_root_en", {})
    chart = Wizard("account.create_chart")
    chart.execute("account")
    chart.form.account_template = Model.get("account.account.template")(template)
    chart.form.company = company
    chart.execute("create_account")
    account = Model.get("account.account")
    of_parties = ("party_required", "=", True)
    (chart.form.account_receivable,) = account.find([("type.receivable", "=", True), of_parties], limit=1)
    (chart.form.account_payable,) = account.find([("type.payable", "=", True), of_parties], limit=1)
    chart.execute("create_properties")


def _saved(model: str, **values: object) -> Any:  # noqa: ANN401  # proteus has no types
    from proteus import Model

    record = Model.get(model)(**values)
    record.save()
    return record
