"""The Excel engine: a `.xlsx` template compiled once, filled many times. What you draw is what you get.

The way of a workbook, and the modules in the order of it:

* **read**: `reading` (all of it), `soundness` (what nobody should have to expect later), `grid` (cells as text),
  `strings`, `controls` and `source` and `printing` (a sheet as one Jinja source), `compiling`
  (the entrance), `book` (what comes of it)
* **run**: `template` (the entrance), `recorder` takes down copies of rows, columns and sheets with their values
* **move**: the room `moving` (pure), then `kinds`, `extensions`, `columns`, `tables`, `names`, `copies`,
  `workbook` for everything that names cells, and the room `attached` for parts that hang on a sheet
* **write**: `sheets` and `pens` (rows as text), `values`, `heights`, `shadow` and `calculate` (values of formulas),
  `output` (the file)

`faults` holds every sentence that a user may read.
"""
