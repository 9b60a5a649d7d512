"""Our speed as ratios to what one would write by hand with docxtpl and openpyxl, in the same run: `make bench`."""
