"""The exact oracle: from a contract's history to its bills, every amount with its derivation."""

from .again import bill_again
from .biller import bill, can_bill
from .charges import adjustment_unit
from .proration import count_days
from .trace import Read, Setting, Traced, Tracer

__all__ = ["Read", "Setting", "Traced", "Tracer", "adjustment_unit", "bill", "bill_again", "can_bill", "count_days"]
