"""The console that everything is printed on. Every command needs it, so it imports nothing from `verdict`."""

from .console import INDENT, TITLE_STYLE, ReportConsole, put, report_console

__all__ = ["INDENT", "TITLE_STYLE", "ReportConsole", "put", "report_console"]
