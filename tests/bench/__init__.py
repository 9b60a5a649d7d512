"""Our speed as ratios to what one would write by hand and to other tools, in one run: `make bench`.

A section is a module with a `SECTION`, whose `run` yields results and remarks; it is listed in `__main__`. What is
compared runs in turn (`timing.in_turn`): in this process (`here`), or from start to end in one of its own (`process`).
"""
