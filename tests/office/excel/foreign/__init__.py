"""Workbooks of other hands: saved by Excel (`files/`), made by XlsxWriter and openpyxl, converted by LibreOffice."""
