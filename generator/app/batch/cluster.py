"""The workers of a Dask cluster as a crew: the same function, run through `Client.get_executor()`.

They see the campaign files and the output folder under the same paths (a shared drive). Orders and templates are sent
to each of them once. A worker that is lost costs nothing: the scheduler gives its units to others. A unit for which
nobody works any more, since the scheduler or all workers are gone, is told as one that could not be built.
"""

from __future__ import annotations

import logging
import re
import time
from asyncio import CancelledError
from collections.abc import Callable
from concurrent.futures import CancelledError as Cancelled
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from typing import Any, TypeVar

from generator import __version__
from generator.app.batch.parcel import Parcel, Returned, build_parcel, parcel_of, receive
from generator.app.batch.unit import Orders, Outcome, Unit, build_unit, told
from generator.app.template_set import TemplateSet
from generator.errors import SurroundingsFailed

_PATIENCE = 10  # seconds until a scheduler that does not answer counts as not there
_REST = 30  # seconds without any worker until nobody is expected to come back
_LOOK = 2  # seconds between two looks at whether anybody works at what was sent
_FEWEST = 8
_ADDRESS = re.compile(r"(?:(?:tcp|tls|ws|wss)://)?(?:[^\s:/\[\]]+|\[[0-9a-fA-F:.%]+\]):(\d{1,5})")
_TALKATIVE = ("distributed", "distributed.client", "tornado", "tornado.application")
_INSTALL = "请先安装:pip install campaign-pack[dask]"
_AGAIN = "再运行一次,已经生成的不会重做"
_DIED = "处理它的工作进程几次意外结束(可能是内存不足);请单独用 build 生成它"
_EMPTY = f"Dask 集群里没有工作进程了;启动 dask worker 后{_AGAIN}"
_LOST = f"与 Dask 调度器失去了联系;检查网络和调度器,然后{_AGAIN}"
Given = tuple[Orders, TemplateSet]
T = TypeVar("T")


class Cluster:
    """A crew of the workers that a scheduler has; a thread of ours waits for each unit that was sent."""

    def __init__(self, address: str, orders: Orders, templates: TemplateSet) -> None:
        """Take the address of the scheduler, `tcp://host:8786`. Raises SurroundingsFailed where it is of no use."""
        self._client = _connected(address)
        try:
            self._threads = _threads(self._client)
            # a task, not scattered data: what died with its last holder can be made again
            self._given = self._client.submit(given_of, orders, templates, pure=False)
            self._executor = self._client.get_executor(pure=False)
        except BaseException:
            self._client.close()
            raise
        self._carriers = ThreadPoolExecutor(self.width, "cluster")
        self._gone = ""
        self._seen = time.monotonic()

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
        return self._carriers.submit(self._outcome, unit)

    def _outcome(self, unit: Unit) -> Outcome:
        """Return what became of a unit; its seconds are those of the worker."""
        found: list[Outcome] = []

        def work() -> Outcome:
            found.append(self._carried(unit))
            return found[0]

        outcome = told(unit, work)
        return found[0] if found else outcome

    def _carried(self, unit: Unit) -> Outcome:
        return self._done(build_sent, unit)

    def _done(self, function: Callable[[Any, Given], T], sent: object) -> T:
        """Return what a worker makes of something. Raises SurroundingsFailed where nobody says any more."""
        if self._gone:
            raise SurroundingsFailed(self._gone)
        try:
            result: T = self._result(self._executor.submit(function, sent, self._given))
        except SurroundingsFailed:
            raise
        except (Exception, CancelledError) as failure:  # a cluster has many ways to say that it gave up
            self._look()
            raise SurroundingsFailed(_reason(failure)) from failure
        self._seen = time.monotonic()
        return result

    def _result(self, future: Future[T]) -> T:
        while True:
            with suppress(TimeoutError):
                return future.result(timeout=_LOOK)
            self._look()

    def _look(self) -> None:
        """Look whether anybody works. Raises SurroundingsFailed, then and for all that follows, where nobody does."""
        if self._client.status != "running":
            self._gone = _LOST
        elif self._has_workers():
            self._seen = time.monotonic()
        elif time.monotonic() - self._seen > _REST:
            self._gone = _EMPTY
        if self._gone:
            raise SurroundingsFailed(self._gone)

    def _has_workers(self) -> bool:
        try:
            return bool(self._client.nthreads())
        except Exception:  # the next look says what is wrong
            return False

    def renew(self) -> None:
        """Do nothing: the scheduler looks after its workers."""

    def dismiss(self) -> None:
        """Leave the cluster as it was found."""
        self._carriers.shutdown(wait=True, cancel_futures=True)
        self._client.close()


class Collecting(Cluster):
    """A crew of workers that see no shared drive: units are sent to them, and what they make is published here."""

    def __init__(self, address: str, orders: Orders, templates: TemplateSet) -> None:
        """Take the same as `Cluster`."""
        super().__init__(address, orders, templates)
        self._orders = orders

    def _carried(self, unit: Unit) -> Outcome:
        parcel = parcel_of(unit, self._orders)
        return receive(self._done(build_sent_parcel, parcel), parcel, self._orders)


def given_of(orders: Orders, templates: TemplateSet) -> Given:
    """Return on a worker what it was sent for all units."""
    return orders, templates


def build_sent(unit: Unit, given: Given) -> Outcome:
    """Build a unit on a worker, with the orders and templates that it was sent."""
    return build_unit(unit, *given)


def build_sent_parcel(parcel: Parcel, given: Given) -> Returned:
    """Work a parcel out on a worker, with the orders and templates that it was sent."""
    return build_parcel(parcel, *given)


def tool_version() -> str:
    """Return which version of the program a worker has."""
    return __version__


def _reason(failure: BaseException) -> str:
    if type(failure).__name__ == "KilledWorker":
        return _DIED
    if isinstance(failure, CancelledError | Cancelled | OSError):
        return _LOST
    return f"Dask 没有做完它({type(failure).__name__}: {failure});请单独用 build 生成它"


def _connected(address: str) -> Any:
    try:
        import dask
        from distributed import Client
    except ImportError as missing:
        raise SurroundingsFailed(f"--scheduler 需要 Dask;{_INSTALL}") from missing
    for name in _TALKATIVE:  # what matters is told by the outcomes
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    message = f"连接不上 Dask 调度器 {address}:检查地址(例如 tcp://主机名:8786)、网络和调度器是否在运行"
    port = _ADDRESS.fullmatch(address)
    if port is None or int(port[1]) not in range(1, 2**16):
        raise SurroundingsFailed(message)  # Dask would wait for its own timeouts
    # a parcel with a pack in it may be large
    dask.config.set({"distributed.admin.large-graph-warning-threshold": "1 TiB"})
    try:
        return Client(address, timeout=_PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]
    except Exception as failure:  # whatever answers there is no scheduler
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
    except Exception as failure:
        raise SurroundingsFailed(f"Dask 的工作进程没有回答;{_AGAIN}") from failure
    if found != {__version__}:
        others = "、".join(sorted(found - {__version__}))
        raise SurroundingsFailed(
            f"Dask 工作进程里的 campaign-pack 是 {others},本机是 {__version__};换成同一个版本"
        )
    return threads
