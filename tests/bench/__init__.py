"""Our speed as ratios to what one would write by hand with docxtpl and openpyxl, in one run: `make bench`."""
