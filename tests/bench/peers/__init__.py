"""Ours beside other tools on equal templates: a Word report and an Excel list that all of them can express."""
