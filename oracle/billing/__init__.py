"""The exact oracle: from a contract's history to its bills, every amount with its derivation."""

from .biller import bill, can_bill
from .charges import adjustment_unit
from .proration import count_days
from .trace import Read, Setting, Traced, Tracer
from .variant import variant

__all__ = ["Read", "Setting", "Traced", "Tracer", "adjustment_unit", "bill", "can_bill", "count_days", "variant"]
