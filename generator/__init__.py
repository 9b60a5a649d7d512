"""campaign-pack: one campaign file in, a versioned pack of Word and Excel documents out."""

__version__ = "0.1.0"
