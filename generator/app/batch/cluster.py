"""The workers of a Dask cluster as a crew: the same function, run through `Client.get_executor()`.

They see the campaign files and the output folder under the same paths (a shared drive). Orders and templates are sent
to each of them once. A worker that is lost costs nothing: the scheduler gives its units to others.
"""

from __future__ import annotations

import logging
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from generator import __version__
from generator.app.batch.parcel import Parcel, Returned, build_parcel, parcel_of, receive
from generator.app.batch.unit import Orders, Outcome, Unit, build_unit, told
from generator.app.template_set import TemplateSet
from generator.errors import SurroundingsFailed

_PATIENCE = 15  # seconds until a scheduler that does not answer counts as not there
_FEWEST = 8
_INSTALL = "请先安装:pip install campaign-pack[dask]"


class Cluster:
    """A crew of the workers that a scheduler has."""

    def __init__(self, address: str, orders: Orders, templates: TemplateSet) -> None:
        """Take the address of the scheduler, `tcp://host:8786`. Raises SurroundingsFailed where it is of no use."""
        self._client = _connected(address)
        try:
            self._threads = _threads(self._client)
            (self._given,) = self._client.scatter([(orders, templates)], broadcast=True, hash=False)
            self._executor = self._client.get_executor()
        except BaseException:
            self._client.close()
            raise

    @property
    def width(self) -> int:
        """Return two for each thread of the cluster, so that none waits for the network."""
        return max(2 * self._threads, _FEWEST)

    @property
    def workers(self) -> int:
        """Return how many threads of workers there are."""
        return self._threads

    def build(self, unit: Unit) -> Future[Outcome]:
        """Begin with a unit as soon as there is room."""
        future: Future[Outcome] = self._executor.submit(build_sent, unit, self._given)
        return future

    def renew(self) -> None:
        """Do nothing: the scheduler looks after its workers."""

    def dismiss(self) -> None:
        """Leave the cluster as it was found."""
        self._client.close()


class Collecting(Cluster):
    """A crew of workers that see no shared drive: units are sent to them, and what they make is published here."""

    def __init__(self, address: str, orders: Orders, templates: TemplateSet) -> None:
        """Take the same as `Cluster`."""
        super().__init__(address, orders, templates)
        self._orders = orders
        self._carriers = ThreadPoolExecutor(self.width)

    def build(self, unit: Unit) -> Future[Outcome]:
        """Send a unit, and publish what comes back, as soon as there is room."""
        return self._carriers.submit(told, unit, lambda: self._carried(unit))

    def _carried(self, unit: Unit) -> Outcome:
        parcel = parcel_of(unit, self._orders)
        returned = self._executor.submit(build_sent_parcel, parcel, self._given).result()
        return receive(returned, parcel, self._orders)

    def dismiss(self) -> None:
        """Leave the cluster as it was found."""
        self._carriers.shutdown(wait=True, cancel_futures=True)
        super().dismiss()


def build_sent_parcel(parcel: Parcel, given: tuple[Orders, TemplateSet]) -> Returned:
    """Work a parcel out on a worker, with the orders and templates that it was sent."""
    return build_parcel(parcel, *given)


def build_sent(unit: Unit, given: tuple[Orders, TemplateSet]) -> Outcome:
    """Build a unit on a worker, with the orders and templates that it was sent."""
    return build_unit(unit, *given)


def tool_version() -> str:
    """Return which version of the program a worker has."""
    return __version__


def _connected(address: str) -> Any:
    try:
        from distributed import Client
    except ImportError as missing:
        raise SurroundingsFailed(f"--scheduler 需要 Dask;{_INSTALL}") from missing
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what matters is told by the outcomes
    try:
        return Client(address, timeout=_PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError, TypeError) as failure:
        message = f"连接不上 Dask 调度器 {address}:检查地址(例如 tcp://主机名:8786)、网络和调度器是否在运行"
        raise SurroundingsFailed(message) from failure


def _threads(client: Any) -> int:
    """Return how many threads the workers have. Raises SurroundingsFailed where one could not do the work."""
    threads = int(sum(client.nthreads().values()))
    if not threads:
        raise SurroundingsFailed("Dask 集群里没有工作进程;先在各台机器上运行 dask worker 地址")
    try:
        found = set(client.run(tool_version).values())
    except (ImportError, AttributeError) as missing:
        raise SurroundingsFailed(f"Dask 的工作进程里没有 campaign-pack;{_INSTALL}") from missing
    if found != {__version__}:
        others = "、".join(sorted(found - {__version__}))
        raise SurroundingsFailed(
            f"Dask 工作进程里的 campaign-pack 是 {others},本机是 {__version__};换成同一个版本"
        )
    return threads
