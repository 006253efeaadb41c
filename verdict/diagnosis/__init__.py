"""What a system does instead of the terms: what suspects would bill, which case tells most, what explains all bills."""

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
