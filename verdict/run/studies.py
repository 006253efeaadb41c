"""The folder in which studies of terms are kept: the user's cache folder, or as the environment says."""

from collections.abc import Mapping
from pathlib import Path

from platformdirs import user_cache_path

VARIABLE = "YAKKAN_STUDIES"


def studies_folder(environ: Mapping[str, str]) -> Path | None:
    """The folder that YAKKAN_STUDIES names, None where it is empty, and the user's cache folder where it is not set."""
    named = environ.get(VARIABLE)
    if named is None:
        return user_cache_path("yakkan") / "studies"
    return Path(named) if named else None
