"""A billing system that is reached through the tables of its database, described by a mapping file."""

from .system import open_sql

__all__ = ["open_sql"]
