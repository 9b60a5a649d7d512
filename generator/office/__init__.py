"""Office files and the template language, with its general filters: a library that knows no campaign."""
