"""Pure work in several processes: batches out, results back in the order in which the batches were given.

In: a function of the package, batches, and the tools that all batches share. Out: results in order. The one idea: a
worker is this interpreter started anew with two pipes, so nothing is inherited - no open database, no thread, no
`__main__` of the caller - and it ends when its input does, however the run ends. Work that is little is done in place,
since a worker takes a second to start; and so is a batch that would have to wait: this process is one of the workers,
since each process more takes 250 MB. Results do not depend on the number of workers.

Refused: forked processes, which would hold the parent's database and locks; `multiprocessing` with spawn, which runs
the caller's main module again and so breaks scripts without a guard.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import pickle
import queue
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sized
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self, TypeVar

from wirecopy.attribute import OutletTable, Weights
from wirecopy.compiling import runs_compiled
from wirecopy.errors import WirecopyError
from wirecopy.params import Params
from wirecopy.rules import Rules
from wirecopy.run.memory import give_back_memory

Batch = TypeVar("Batch", bound=Sized)
Result = TypeVar("Result")

_IN_PLACE = 3_000  # articles of a stage that are worked on before processes are started
_LENGTH_BYTES = 8
# Workers are as many as cores are to be used: threads of numpy's linear algebra beside them only wait for each other.
_ONE_THREAD = dict.fromkeys(("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS"), "1")
_START = "import sys, json; sys.path[:] = json.loads(sys.argv[1]); from wirecopy.run.workers import serve; serve()"


@dataclass(frozen=True, slots=True)
class Tools:
    """What all batches share: rules, parameters, weights of evidence, outlets that the user knows."""

    rules: Rules
    params: Params
    weights: Weights
    outlets: OutletTable


@contextmanager
def collected_rarely() -> Iterator[None]:
    """Let the interpreter look for cycles rarely: records form none, and the looking took a twentieth of a run."""
    usual = gc.get_threshold()
    gc.set_threshold(200_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


class Workers:
    """Up to `count` processes with this one; the first articles of a stage, and what would wait, are done in place.

    `tools` are those that all batches share.
    """

    def __init__(self, count: int, tools: Tools, *, in_place: int = _IN_PLACE) -> None:
        self._count = count
        self.tools = tools
        self._in_place = in_place
        self._threads: ThreadPoolExecutor | None = None
        self._idle: queue.SimpleQueue[_Process] = queue.SimpleQueue()
        self._processes: list[_Process] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._threads is not None:
            self._threads.shutdown(cancel_futures=True)
        for process in self._processes:
            process.close()

    def map(self, work: Callable[[Batch, Tools], Result], batches: Iterable[Batch]) -> Iterator[Result]:
        """Yield `work(batch, tools)` for each batch, in order; `work` is a function of a module, and pure.

        At most two batches more than there are workers are under way, so memory is bounded by the size of a batch.
        Raises WirecopyError where a worker dies; what `work` raised there is on standard error.
        """
        running: deque[Future[Result]] = deque()
        seen = 0
        for batch in batches:
            seen += len(batch)
            if self._count < 2 or (self._threads is None and seen <= self._in_place):
                yield work(batch, self.tools)
                continue
            running.append(self._begin(work, batch, waiting=sum(not each.done() for each in running)))
            while running and (running[0].done() or len(running) > self._count + 1):
                yield running.popleft().result()
        while running:
            yield running.popleft().result()

    def _begin(self, work: Callable[[Batch, Tools], Result], batch: Batch, waiting: int) -> Future[Result]:
        """Give a batch away, or do it where every other process has one and the next is waiting."""
        if waiting < self._count:
            return self._pool().submit(self._call, work, batch)
        done: Future[Result] = Future()
        done.set_result(work(batch, self.tools))
        return done

    def _pool(self) -> ThreadPoolExecutor:
        if self._threads is None:
            self._threads = ThreadPoolExecutor(self._count - 1)
            self._processes = [_Process(self.tools) for _ in range(self._count - 1)]
            for process in self._processes:
                self._idle.put(process)
        return self._threads

    def _call(self, work: Callable[[Batch, Tools], Result], batch: Batch) -> Result:
        process = self._idle.get()
        try:
            result: Result = process.ask((work, batch))
        finally:
            self._idle.put(process)
        return result


class _Process:
    """One worker: this interpreter again, with the tools sent to it once."""

    def __init__(self, tools: Tools) -> None:
        environment = {**os.environ, **_ONE_THREAD, "WIRECOPY_PLAIN": "" if runs_compiled() else "1"}
        path = json.dumps([entry or str(Path.cwd()) for entry in sys.path])
        self._process = subprocess.Popen(  # noqa: S603  this interpreter, and nothing of a stranger
            [sys.executable, "-P", "-c", _START, path],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment,
        )  # fmt: skip
        self._pending: object = tools  # sent with the first question: the process is still starting

    def ask(self, question: object) -> Any:
        requests, answers = self._process.stdin, self._process.stdout
        if requests is None or answers is None:
            raise WirecopyError("a worker process has no pipes")
        try:
            if self._pending is not None:
                _send(requests, self._pending)
                self._pending = None
            _send(requests, question)
            return _receive(answers)
        except (EOFError, BrokenPipeError) as error:
            raise WirecopyError("a worker process has ended early; run again with --workers 1 to see why") from error

    def close(self) -> None:
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):  # what a dead worker was not told any more is of no use
                    pipe.close()
        self._process.wait()


def _send(pipe: IO[bytes], message: object) -> None:
    content = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    pipe.write(len(content).to_bytes(_LENGTH_BYTES, "little"))
    pipe.write(content)
    pipe.flush()


def _receive(pipe: IO[bytes]) -> Any:
    head = pipe.read(_LENGTH_BYTES)
    length = int.from_bytes(head, "little")
    content = pipe.read(length)
    if len(head) < _LENGTH_BYTES or len(content) < length:
        raise EOFError
    return pickle.loads(content)  # noqa: S301  written by this package's other process, nobody else has the pipe


def serve() -> None:
    """Answer questions on standard input until it ends; what a worker's process runs."""
    import signal  # noqa: PLC0415

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the run decides when to stop; its end of the pipe closes then
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever a library prints must not stand among answers
    try:
        give_back_memory()
        tools = _receive(sys.stdin.buffer)
        with collected_rarely():
            while True:
                work, batch = _receive(sys.stdin.buffer)
                _send(answers, work(batch, tools))
    except (EOFError, BrokenPipeError):
        os._exit(0)  # nothing is left to flush, and nobody waits for the interpreter to clean up
