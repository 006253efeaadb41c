"""The packages of the wheel: every folder of every room. What else there is to say stands in pyproject.toml."""

from pathlib import Path

from setuptools import find_packages, setup

ROOMS = ("shim", "oracle", "faults", "adapters", "cases", "verdict", "reports", "steps", "features", "cli", "terms")
HERE = Path(__file__).parent

setup(
    packages=["yakkan"]
    + [
        f"yakkan.{room}{suffix}"
        for room in ROOMS
        for suffix in ("", *(f".{one}" for one in find_packages(HERE / room)))
    ]
)
