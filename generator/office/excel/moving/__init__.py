"""Where everything goes when rows, columns and sheets repeat: the pure heart of the Excel engine.

Nothing here knows a file. Read in this order: `references` and `formulas` (what names cells), `layout` (what
repeats), `rowmap` (the rules; their docstring is the specification), `axis` (areas), `moves` (all maps together),
`conditions` (formulas read anew for every cell), `copied` (formulas of rows in bulk), `structured` (Table columns).
"""
