"""Files written beside the old ones and renamed over them, so that no half file is ever seen."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from huaweiban.errors import BadOutput
from huaweiban.interrupts import unwinding


@contextmanager
def replacing(place: Path, names: Sequence[str]) -> Iterator[list[Path]]:
    """Temporary paths in a folder, beside the files of these names; the block fills them.

    When it ends well they are put on the disk and renamed over the files, none before all are
    complete. Whatever ends it otherwise leaves the files as they were. No temporary file stays.
    """
    mark = secrets.token_hex(4)
    targets = [place / name for name in names]
    beside = [place / f".{name}.{mark}.tmp" for name in names]
    with unwinding(), _removed(beside):
        yield beside
        for temporary, target in zip(beside, targets, strict=True):
            if target.is_dir():
                raise IsADirectoryError(errno.EISDIR, f"{os.strerror(errno.EISDIR)}: {target.name}")
            _on_disk(temporary)
            if target.exists():
                shutil.copymode(target, temporary)
        with _undisturbed():
            for temporary, target in zip(beside, targets, strict=True):
                temporary.replace(target)
        _folder_on_disk(place)


@contextmanager
def folder(path: Path) -> Iterator[Path]:
    """A folder to write into, made where it is missing; a failure takes away one that was made."""
    made = not path.exists()
    path.mkdir(exist_ok=True)
    try:
        yield path
    except BaseException:
        if made:
            with suppress(OSError):
                path.rmdir()
        raise


@contextmanager
def alone_in(place: Path) -> Iterator[None]:
    """While the block runs, others that want to be alone in the same folder wait for it.

    Windows and folders that cannot be read have no such lock: there nobody waits.
    """
    descriptor = None
    with suppress(ImportError, OSError):
        import fcntl

        descriptor = os.open(place, os.O_RDONLY)
        fcntl.flock(descriptor, fcntl.LOCK_EX)
    try:
        yield
    finally:
        if descriptor is not None:
            os.close(descriptor)


@contextmanager
def telling(path: Path) -> Iterator[None]:
    """Turns what the system says about a place into BadOutput, with the place and the remedy."""
    try:
        yield
    except OSError as error:
        raise BadOutput(cannot(path, error.strerror or str(error))) from None
    except RuntimeError as error:
        # So Python below 3.13 tells of links that lead to each other.
        raise BadOutput(cannot(path, str(error))) from None


def cannot(path: Path, reason: str) -> str:
    """The sentence for a place that could not be written."""
    return (
        f"{path}: cannot be written: {reason}; what was there is unchanged; "
        "make room or choose another place"
    )


def for_file(path: Path) -> Path:
    """Where the file of this name really lies. Raises BadOutput where no file can be put."""
    real = _real(path)
    if real.is_dir():
        raise BadOutput(f"{path}: is a folder, and this format is one file; name a file")
    if real.exists() and not real.is_file():
        raise BadOutput(f"{path}: is not an ordinary file; choose another place")
    return _in_folder(path, real)


def for_folder(path: Path) -> Path:
    """Where the folder of this name really lies. Raises BadOutput where none can be."""
    real = _real(path)
    if real.exists() and not real.is_dir():
        raise BadOutput(f"{path}: is a file, and this format is several files; name a folder")
    return _in_folder(path, real)


def _real(path: Path) -> Path:
    real = path.resolve()
    if real.is_symlink():
        # What is still a link leads to itself; Python below 3.13 has raised RuntimeError for it.
        raise BadOutput(cannot(path, os.strerror(errno.ELOOP)))
    return real


def _in_folder(path: Path, real: Path) -> Path:
    if not real.parent.is_dir():
        raise BadOutput(f"{path}: there is no folder {real.parent}; make it first")
    return real


@contextmanager
def _undisturbed() -> Iterator[None]:
    # A signal waits until all files are renamed; on Windows none can be told to.
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _on_disk(path: Path) -> None:
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def _folder_on_disk(path: Path) -> None:
    # The renaming itself; where folders cannot be opened (Windows) the system sees to it.
    with suppress(OSError):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextmanager
def _removed(files: Sequence[Path]) -> Iterator[None]:
    try:
        yield
    finally:
        for file in files:
            with suppress(OSError):
                file.unlink()
