"""Text and amounts laid out for a terminal: tables, scales, timelines, sums."""

from .amounts import decimal_text, shown_amount
from .case_line import case_line
from .layout import padded, table, wrapped
from .look import (
    DIRECTION_STYLES,
    INDENT,
    TERMINAL_WIDTH,
    TITLE_STYLE,
    VERDICT_STYLES,
    ReportConsole,
    glyphs_of,
    put,
    report_console,
    safe,
)
from .sums_table import period_text, print_sums
from .timeline import Look, Shown, timeline

__all__ = [
    "DIRECTION_STYLES",
    "INDENT",
    "TERMINAL_WIDTH",
    "TITLE_STYLE",
    "VERDICT_STYLES",
    "Look",
    "ReportConsole",
    "Shown",
    "case_line",
    "decimal_text",
    "glyphs_of",
    "padded",
    "period_text",
    "print_sums",
    "put",
    "report_console",
    "safe",
    "shown_amount",
    "table",
    "timeline",
    "wrapped",
]
