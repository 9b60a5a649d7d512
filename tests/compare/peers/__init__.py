"""The tools that are compared: each grows the feature workbook the way its manual says."""
