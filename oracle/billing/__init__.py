"""The exact oracle: from a contract's history to its bills, every amount with its derivation."""

from .biller import bill, can_bill
from .charges import adjustment_unit
from .proration import count_days
from .trace import Read, Setting, Tracer

__all__ = ["Read", "Setting", "Tracer", "adjustment_unit", "bill", "can_bill", "count_days"]
