"""Many campaigns in one run, on this machine or on many: one that fails stops nothing.

* `unit`: a campaign to be built, what became of it, and the function that builds it anywhere
* `gathering`: what the command line names, as units
* `crew`: whoever builds them: processes of this machine; `cluster`: the workers of a Dask cluster
* `running`: all units through a crew, whatever gives out on the way
* `report`: what became of them, for people and for programs
"""
