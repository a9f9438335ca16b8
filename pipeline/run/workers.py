"""Shares documents among processes; the results come in the order of the documents."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from types import ModuleType
from typing import TYPE_CHECKING

from pipeline.errors import CueError, DependencyError, LexiconError
from pipeline.model import Document
from pipeline.run.clock import Clock
from pipeline.run.options import Options
from pipeline.run.outcome import Outcome, crash_of, failure_of
from pipeline.run.stages import process, process_explained

if TYPE_CHECKING:
    from pipeline.relate import Account

# These say that the installation is not whole: no document could fare better than the first.
FATAL = (CueError, DependencyError, LexiconError)


def work(doc: Document, options: Options) -> Outcome:
    """Process one document; an exception of a stage becomes its failure.

    Raises:
        CueError, DependencyError, LexiconError: the installation is not whole.
    """
    clock = Clock()
    account: Account | None = None
    try:
        if options.explain:
            done, account = process_explained(doc, options, clock)
        else:
            done = process(doc, options, clock)
    except FATAL:
        raise
    except Exception as error:
        return Outcome(None, failure_of(doc.id, clock.stage, error), clock.seconds)
    return Outcome(done, None, clock.seconds, account)


Job = Callable[[Document, Options], Outcome]


def work_all(documents: Sequence[Document], options: Options, job: Job = work) -> Iterator[Outcome]:
    """Process documents, in ``options.workers`` processes, and give the outcomes in order.

    A process that dies takes only the document with it that killed it: those that were waiting
    are tried again, one by one, in a process of their own. ``job`` must be a function of a module.
    """
    workers = min(options.workers, len(documents))
    if workers < 2:
        yield from (job(doc, options) for doc in documents)
        return
    lone: ProcessPoolExecutor | None = None
    pool = process_pool(workers)
    try:
        with _interrupts_held(), script_hidden():
            futures: list[Future[Outcome]] = [pool.submit(job, doc, options) for doc in documents]
        for doc, future in zip(documents, futures, strict=True):
            try:
                yield future.result()
            except BrokenProcessPool:
                lone = lone or process_pool(1)
                try:
                    with script_hidden():
                        future = lone.submit(job, doc, options)
                    yield future.result()
                except BrokenProcessPool:
                    lone = None
                    yield Outcome(None, crash_of(doc.id), {})
    finally:
        for used in (pool, lone):
            if used is not None:
                used.shutdown(wait=True, cancel_futures=True)


def process_pool(workers: int) -> ProcessPoolExecutor:
    """Processes that can be interrupted and keep to one thread each."""
    # spawn, as a fork would copy the locks of threads that the libraries may have started
    return ProcessPoolExecutor(
        workers, mp_context=multiprocessing.get_context("spawn"), initializer=_start
    )


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Hold Ctrl-C back: processes started here would print tracebacks while they import.

    Here it comes through at the end; the processes let it through in ``_start``.
    """
    if not hasattr(signal, "pthread_sigmask"):  # not on Windows
        yield
        return
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


@contextmanager
def script_hidden() -> Iterator[None]:
    """Keep processes started here from running the script that called us once more.

    They would, to find its functions, which ``job`` is none of; and a script that does not
    expect it would start processes of its own there.
    """
    script = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = script


def _start() -> None:
    # Processes share the cores already: threads of the matrix library would only compete.
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    # On Ctrl-C the parent says what happened; a worker just ends.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
