"""Yakkan (約款): does the billing system bill what the published terms say?"""

from importlib.metadata import version

__all__ = ["__version__"]

__version__ = version("yakkan")
