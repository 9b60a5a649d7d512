"""The templates filled as people do it without us: plain docxtpl and openpyxl, by the obvious loop."""
