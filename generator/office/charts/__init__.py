"""Charts as Office draws them: their data, the points they remember, and the workbook that stands behind them.

* `data` — what a chart shows, read from plain values
* `space` — a chart part refilled: its `series` grow and shrink, their `colours` go on, their `caches` are written
* `block` — where the same numbers stand on a sheet; `workbook`, `cells` and `listobject` write them there

A chart is refilled, never drawn: whatever is not a number, a name or a category stays as its author left it.
"""
