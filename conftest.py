"""The pytest runs of this repository: Hypothesis draws the same examples every time, or with `make night` new ones and
many more; and tests can run pytest itself."""

import os

from hypothesis import settings

pytest_plugins = ["pytester"]

settings.register_profile("ci", derandomize=True, database=None, deadline=None)
settings.register_profile("night", deadline=None, max_examples=2_000, print_blob=True)
settings.load_profile(os.environ.get("YAKKAN_HYPOTHESIS", "ci"))
