"""The business rules of the domain specification (3.4), a registry of small pure functions."""

from generator.rules.finding import Finding
from generator.rules.registry import check_campaign

__all__ = ["Finding", "check_campaign"]
