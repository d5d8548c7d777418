"""Files written beside the old ones and renamed over them, so that no partial file is ever seen."""

from __future__ import annotations

import errno
import os
import re
import secrets
import shutil
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from huaweiban.errors import BadOutput
from huaweiban.interrupts import unwinding


@contextmanager
def replacing(place: Path, names: Sequence[str]) -> Iterator[list[Path]]:
    """Temporary paths, to be written once each; they replace the files of these names in a folder.

    If the block succeeds they are synced to disk and renamed over the files, once all are complete.
    If it fails, the files stay unchanged.

    Owner, group and mode of a replaced file are kept, or it is not replaced. A temporary file is
    private (mode 600) from the start. On Linux, on most file systems, it has no name until it is
    complete, so that nothing is left if the process is killed, except in the instant between naming
    and renaming. Whatever is left is removed when the same file is written again.
    """
    targets = [place / name for name in names]
    with unwinding(), ExitStack() as opened:
        _sweep(place, names)
        beside = [opened.enter_context(_Beside.of(target)) for target in targets]
        yield [each.path for each in beside]
        for each in beside:
            each.complete()
        with _undisturbed():
            for each in beside:
                each.rename()
        _folder_on_disk(place)


class _Beside:
    """A temporary file beside its target; a context manager that removes it."""

    def __init__(self, target: Path, descriptor: int, named: Path | None) -> None:
        self._target, self._descriptor, self._named = target, descriptor, named

    @classmethod
    def of(cls, target: Path) -> _Beside:
        """A temporary file for a target, without a name if the system allows that."""
        flag = getattr(os, "O_TMPFILE", 0)
        if flag:
            # Not every file system allows it; without /proc it could not be named later.
            with suppress(OSError):
                beside = cls(target, os.open(target.parent, flag | os.O_RDWR, _PRIVATE), None)
                if beside.path.exists():
                    return beside
                beside._close()
        named = _temporary(target)
        beside = cls(target, os.open(named, _ALONE, _PRIVATE), named)
        beside._hold()
        return beside

    @property
    def path(self) -> Path:
        """Where to write."""
        return self._named or Path(f"/proc/self/fd/{self._descriptor}")

    def __enter__(self) -> _Beside:
        return self

    def __exit__(self, *raised: object) -> None:
        self._close()
        if self._named:
            with suppress(OSError):
                self._named.unlink()

    def complete(self) -> None:
        """Sync it to disk, with the owner, group and mode of the target."""
        if self._target.is_dir():
            told = f"{os.strerror(errno.EISDIR)}: {self._target.name}"
            raise IsADirectoryError(errno.EISDIR, told)
        self._take_over()
        os.fsync(self._descriptor)

    def rename(self) -> None:
        """Rename it to the target."""
        if not self._named:
            self._named = _temporary(self._target)
            # Python follows the link to the file only if a folder's descriptor is given.
            source = f"/proc/self/fd/{self._descriptor}"
            os.link(source, self._named, src_dir_fd=self._descriptor, follow_symlinks=True)
        if os.name == "nt":
            # On Windows an open file cannot be renamed.
            self._close()
        self._named.replace(self._target)

    def _close(self) -> None:
        descriptor, self._descriptor = self._descriptor, -1
        if descriptor >= 0:
            os.close(descriptor)

    def _hold(self) -> None:
        with suppress(ImportError, OSError):
            import fcntl

            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _take_over(self) -> None:
        if not self._target.exists():
            mask = os.umask(0)
            os.umask(mask)
            self.path.chmod(0o666 & ~mask)
            return
        old, new = self._target.stat(), os.fstat(self._descriptor)
        if (old.st_uid, old.st_gid) != (new.st_uid, new.st_gid):
            try:
                os.chown(self._descriptor, old.st_uid, old.st_gid)
            except PermissionError:
                told = "it belongs to another user or group, which a new file could not be given"
                raise PermissionError(errno.EPERM, told) from None
        # Access control lists are kept with the mode, on systems that have them.
        shutil.copystat(self._target, self.path)
        os.utime(self.path)


_PRIVATE = 0o600
_ALONE = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def _temporary(target: Path) -> Path:
    return target.with_name(f".{target.name}.{secrets.token_hex(4)}.tmp")


def _sweep(place: Path, names: Sequence[str]) -> None:
    """Remove the temporary files of killed processes; those still being written are locked."""
    try:
        import fcntl
    except ImportError:
        return
    ours = re.compile(rf"\.({'|'.join(map(re.escape, names))})\.[0-9a-f]{{8}}\.tmp")
    for found in (each for each in place.iterdir() if ours.fullmatch(each.name)):
        with suppress(OSError):
            descriptor = os.open(found, os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                found.unlink()
            finally:
                os.close(descriptor)


@contextmanager
def folder(path: Path) -> Iterator[Path]:
    """A folder to write into, created if missing; a failure removes a folder that was created."""
    made = not path.exists()
    path.mkdir(exist_ok=True)
    try:
        yield path
    except BaseException:
        if made:
            with suppress(OSError):
                path.rmdir()
        raise


# Seconds until a message says that another process is waited for, and until giving up.
SAID, GIVEN_UP = 1.0, 30.0


def unsaid(line: str) -> None:
    """Ignore a message."""


@contextmanager
def alone_in(
    place: Path, say: Callable[[str], None] = unsaid, patience: float = GIVEN_UP
) -> Iterator[None]:
    """Lock a folder: while the block runs, others that lock the same folder wait.

    A message appears after a second of waiting. Raises BadOutput if the patience ends first.
    Windows and folders that cannot be read have no such lock.
    """
    descriptor = None
    with suppress(OSError):
        descriptor = os.open(place, os.O_RDONLY)
    try:
        if descriptor is not None:
            _lock(descriptor, place, say, patience)
        yield
    finally:
        if descriptor is not None:
            os.close(descriptor)


def _lock(descriptor: int, place: Path, say: Callable[[str], None], patience: float) -> None:
    try:
        import fcntl
    except ImportError:
        return
    began, said = time.monotonic(), False
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            waited = time.monotonic() - began
        except OSError:
            # A file system without locks.
            return
        if waited >= patience:
            raise BadOutput(
                f"{place}: another process has held its lock for {patience:.0f} seconds; "
                "nothing was written; try again when it has ended"
            )
        if waited >= SAID and not said:
            say(f"{place}: waiting for another process that is writing there")
            said = True
        time.sleep(0.02)


@contextmanager
def telling(path: Path) -> Iterator[None]:
    """Turn system errors about a path into BadOutput, with the path and the remedy."""
    try:
        yield
    except OSError as error:
        raise BadOutput(cannot(path, error.strerror or str(error))) from None
    except RuntimeError as error:
        # Python below 3.13 raises this for links that lead to each other.
        raise BadOutput(cannot(path, str(error))) from None


def cannot(path: Path, reason: str) -> str:
    """The message for a path that could not be written."""
    return (
        f"{path}: cannot be written: {reason}; nothing was changed; "
        "free some space or choose another path"
    )


def for_file(path: Path) -> Path:
    """The real path of a file. Raises BadOutput if no file can be written there."""
    real = _real(path)
    if real.is_dir():
        raise BadOutput(f"{path}: is a folder, and this format is one file; name a file")
    if real.exists() and not real.is_file():
        raise BadOutput(f"{path}: is not an ordinary file; choose another path")
    return _in_folder(path, real)


def not_read_only(path: Path, real: Path) -> None:
    """Raises BadOutput for a read-only file; renaming would replace it all the same."""
    if not real.stat().st_mode & 0o222 or not os.access(real, os.W_OK):
        raise BadOutput(f"{path}: is read-only; make it writable or choose another path")


def for_folder(path: Path) -> Path:
    """The real path of a folder. Raises BadOutput if there can be none."""
    real = _real(path)
    if real.exists() and not real.is_dir():
        raise BadOutput(f"{path}: is a file, and this format is several files; name a folder")
    return _in_folder(path, real)


def _real(path: Path) -> Path:
    real = path.resolve()
    if real.is_symlink():
        # A path that is still a link leads to itself; Python below 3.13 has raised RuntimeError.
        raise BadOutput(cannot(path, os.strerror(errno.ELOOP)))
    return real


def _in_folder(path: Path, real: Path) -> Path:
    if not real.parent.is_dir():
        raise BadOutput(f"{path}: there is no folder {real.parent}; create it first")
    return real


@contextmanager
def _undisturbed() -> Iterator[None]:
    # Signals wait until all files are renamed; Windows cannot delay them.
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _folder_on_disk(path: Path) -> None:
    # Sync the renaming itself; Windows cannot open folders for that.
    with suppress(OSError):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
