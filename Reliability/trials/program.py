"""Runs the program under trial, with or without a fault."""

import os
import shutil
import signal
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
#: What the trials build and leave; not part of the sources.
WORKSHOP = ROOT / ".build" / "reliability"
#: Kinds of call, as the injector names them.
KINDS = ["write", "sync", "rename", "open", "truncate", "unlink", "close", "link", "mkdir"]
#: A program that ends by one of these fell over: abort, a trap of the runtime, a fault of memory, or its own word that it has a defect.
TRAPS = {-signal.SIGILL, -signal.SIGTRAP, -signal.SIGABRT, -signal.SIGSEGV, -signal.SIGBUS, -signal.SIGFPE, 132, 133, 134, 135, 136, 139, 70}
#: A run that takes longer is said to hang; a machine may be busy with much else.
SECONDS = 300


@dataclass(frozen=True)
class Fault:
    """What happens at the n-th call of a kind."""

    call: str
    act: str
    at: int

    @property
    def is_kill(self):
        return self.act in ("kill", "tear")

    @property
    def is_sticky(self):
        """A full disk stays full."""
        return self.act == "ENOSPC"

    def __str__(self):
        return f"{self.call} {self.at} {self.act}"


@dataclass
class Run:
    """How a run ended and what it printed; `status` is the exit status, or the negative number of a signal, or None when it hung."""

    status: int | None
    output: bytes
    errors: bytes
    counts: dict = field(default_factory=dict)
    calls: list = field(default_factory=list)
    asked: str = ""

    @property
    def is_trap(self):
        return self.status in TRAPS

    def reached(self, fault):
        return self.counts.get(fault.call, 0) >= fault.at


def compiled(name, *options):
    """A C file of this folder, compiled once for each version of its text."""
    source = ROOT / "Reliability" / f"{name}.c"
    target = WORKSHOP / name
    if target.exists() and target.stat().st_mtime_ns > source.stat().st_mtime_ns:
        return target
    WORKSHOP.mkdir(parents=True, exist_ok=True)
    compiler = next(c for c in ("clang", "cc", "gcc") if shutil.which(c))
    # Beside its target and renamed: several trials may compile at once.
    fresh = target.with_name(f"{name}.{os.getpid()}")
    subprocess.run([compiler, "-O2", "-Wall", "-Wextra", "-std=gnu17", *options, str(source), "-o", str(fresh)], check=True)
    fresh.replace(target)
    return target


def built_program():
    """The program under trial: `$ANALYZE`, else the newest build."""
    if os.environ.get("ANALYZE"):
        return Path(os.environ["ANALYZE"]).resolve()
    builds = [ROOT / ".build" / kind / "analyze" for kind in ("release", "debug")]
    found = [b for b in builds if b.exists()]
    if not found:
        raise SystemExit("no build of analyze: swift build --product analyze")
    return max(found, key=lambda b: b.stat().st_mtime)


def environment(temporary):
    """A small, fixed environment."""
    return {
        "PATH": os.environ["PATH"], "HOME": str(temporary), "LANG": "C.UTF-8", "TMPDIR": str(temporary), "SWIFT_BACKTRACE": "enable=no",
        **{name: value for name, value in os.environ.items() if name.startswith("OPENBLAS_")},
    }


def run(program, arguments, folder, fault=None, count=False, extra_environment=None, seconds=SECONDS):
    """Runs `program` in `folder/work`, with `folder/tmp` for temporary files; faults strike what lies below `folder`.

    With `count`, the calls are counted and listed and nothing is injected.
    """
    work, temporary = folder / "work", folder / "tmp"
    command = [str(program), *arguments]
    report = folder.parent / f"{folder.name}.calls"
    if fault or count:
        report.unlink(missing_ok=True)
        options = ["--under", str(folder), "--report", str(report)]
        if fault:
            options += ["--call", fault.call, "--at", str(fault.at), "--do", fault.act] + (["--sticky"] if fault.is_sticky else [])
        command = [str(compiled("injector")), *options, "--", *command]
    process = subprocess.Popen(
        command, cwd=work, env=environment(temporary) | (extra_environment or {}), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, start_new_session=True)
    try:
        output, errors = process.communicate(timeout=seconds)
        status = process.returncode
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        output, errors = process.communicate()
        status = None
    result = Run(status, output, errors)
    if (fault or count) and status is not None:
        read_report(report, result)
        report.unlink(missing_ok=True)
    return result


def read_report(report, result):
    """Takes from the injector's report how the program itself ended, and what was counted."""
    if not report.exists():
        raise SystemExit(result.errors.decode(errors="replace") or "the injector left no report")
    for line in report.read_bytes().splitlines():
        words = line.split(b" ")
        match words[0]:
            case b"call":
                result.calls.append((words[1].decode(), words[3].decode(), b" ".join(words[4:]).decode(errors="surrogateescape")))
            case b"count":
                result.counts[words[1].decode()] = int(words[2])
            case b"exit":
                result.status = int(words[1])
            case b"signal":
                result.status = -int(words[1])
