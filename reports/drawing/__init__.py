"""Text and amounts laid out for a terminal: tables, scales, timelines, sums."""

from .amounts import decimal_text, shown_amount
from .case_line import case_line
from .layout import padded, table, wrapped
from .look import DIRECTION_STYLES, VERDICT_STYLES, glyphs_of
from .sums_table import period_text, print_sums
from .timeline import Look, Shown, timeline

__all__ = [
    "DIRECTION_STYLES",
    "VERDICT_STYLES",
    "Look",
    "Shown",
    "case_line",
    "decimal_text",
    "glyphs_of",
    "padded",
    "period_text",
    "print_sums",
    "shown_amount",
    "table",
    "timeline",
    "wrapped",
]
