"""One workbook with every kind of thing that names a cell, grown by us and by others, judged from its XML."""
