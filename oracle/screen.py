"""The screen that everything printed is made for."""

TERMINAL_WIDTH = 100
"""Columns."""
