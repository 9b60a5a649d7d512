"""What becomes of references when rows, columns and sheets repeat: cases that are tests, pages and pictures."""
