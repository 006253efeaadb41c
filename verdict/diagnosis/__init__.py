"""What a system does instead of the terms: what suspects would bill, which case tells the most suspects apart, and what
explains all bills.

A suspect is a fault of the catalogue, another value of a setting, or several of them. A telling case is one that
suspects bill differently.
"""

from .diagnosis import Diagnosis, Instead, suspect_text
from .evidence import Place, unnamed
from .inquiries import Inquiries
from .power import Missed, Power, power
from .predictions import HUNDREDTHS, TERMS, Amount, PeriodAmounts, Predictions
from .study import Study
from .uncaught import weight

__all__ = [
    "HUNDREDTHS",
    "TERMS",
    "Amount",
    "Diagnosis",
    "Inquiries",
    "Instead",
    "Missed",
    "PeriodAmounts",
    "Place",
    "Power",
    "Predictions",
    "Study",
    "power",
    "suspect_text",
    "unnamed",
    "weight",
]
