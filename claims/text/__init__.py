"""Text as the project stores it (`clean`), compares it (`fold`, `terms`), and what a verbatim quote may not hold."""

from .cleaning import MAX_MARKS, Fault, clean, fold, normalised, verbatim_fault

__all__ = ["MAX_MARKS", "Fault", "clean", "fold", "normalised", "verbatim_fault"]
