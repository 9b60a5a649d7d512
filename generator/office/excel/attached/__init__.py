"""Parts that hang on a sheet: drawings and charts, notes and threads, form controls, pivot tables.

`registry` lists what is moved when; each module moves one kind of part and can be read by itself.
"""
