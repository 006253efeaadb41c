"""What real billing systems get wrong: each fault a function on the oracle's inputs, with its published evidence."""

from .catalogue import CATALOGUE, fault
from .fault import Fault, applied, apply

__all__ = ["CATALOGUE", "Fault", "applied", "apply", "fault"]
