"""django-silver in this process: a fresh SQLite database in a temporary folder, and a clock that the shim sets."""

import atexit
import logging
import shutil
import tempfile
from datetime import datetime
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone


class Clock:
    """The time that `django.utils.timezone.now` returns; silver takes the time from nowhere else."""

    def __init__(self) -> None:
        self.now = datetime(2000, 1, 1, tzinfo=timezone.utc)

    def __call__(self) -> datetime:
        """The current time in silver."""
        return self.now


CLOCK = Clock()


def start() -> None:
    """Configure Django for silver alone, and make its tables.

    The tables are made from the models, not by silver's 54 migrations, which end in the same tables 15 s later.
    """
    folder = tempfile.mkdtemp(prefix="silver-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    logging.disable(logging.WARNING)
    settings.configure(
        USE_TZ=True,
        TIME_ZONE="UTC",
        SECRET_KEY="of a throw-away database",  # noqa: S106  # nothing outside this process is signed with it
        ALLOWED_HOSTS=["testserver"],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(Path(folder) / "silver.sqlite")}},
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "rest_framework",
            "django_filters",
            "dal",
            "dal_select2",
            "silver",
        ],
        MIGRATION_MODULES=dict.fromkeys(("auth", "contenttypes", "silver")),
        DEFAULT_AUTO_FIELD="django.db.models.AutoField",
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}],
        ROOT_URLCONF="silver.api.urls",
        SILVER_CURRENCY_CONVERTER="silver.currencies.DummyConverter",
        SILVER_AUTOMATICALLY_CREATE_TRANSACTIONS=False,
        PAYMENT_PROCESSORS={},
        PAYMENT_METHOD_SECRET="x" * 32,
    )
    django.setup()
    timezone.now = CLOCK
    call_command("migrate", run_syncdb=True, verbosity=0)
