"""What the kernels of the linear algebra may change: the same analyses with the code for other processors."""

import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from .concurrency import Shop
from .program import run

#: OpenBLAS's names of processors, and what a processor must be able to do to run their code.
PROCESSORS = {"Prescott": "sse3", "Nehalem": "sse4_2", "Sandybridge": "avx", "Haswell": "avx2", "Zen": "avx2", "SkylakeX": "avx512f"}
ANALYSES = {
    "anomalies": ["anomalies"], "trends": ["trends"], "trends by level": ["trends", "--by", "level"],
    "rank": ["rank", "--on", "substantive_disclosure_rate", "--min-n", "1", "--year", "2024"],
}


@dataclass
class Difference:
    """How the rows of an analysis differ from those of another processor's code."""

    numbers: int = 0
    different: int = 0
    largest: float = 0
    words: int = 0

    def compare(self, left, right):
        if isinstance(left, dict) and isinstance(right, dict) and left.keys() == right.keys():
            for key in left:
                self.compare(left[key], right[key])
        elif isinstance(left, list) and isinstance(right, list) and len(left) == len(right):
            for a, b in zip(left, right):
                self.compare(a, b)
        elif isinstance(left, (int, float)) and isinstance(right, (int, float)) and not isinstance(left, bool):
            self.numbers += 1
            if left != right:
                self.different += 1
                self.largest = max(self.largest, abs(left - right) / max(abs(left), abs(right)))
        elif left != right:
            self.words += 1


def usable():
    """The processors whose code this one runs."""
    flags = set(next((line.split(":")[1].split() for line in open("/proc/cpuinfo") if line.startswith("flags")), []))
    return [name for name, needed in PROCESSORS.items() if needed in flags or (needed == "sse3" and "pni" in flags)]


def compared(program, bodies=40):
    """For each analysis and processor, the difference to the code for the oldest processor, and with one thread to two."""
    found = {}
    with tempfile.TemporaryDirectory(prefix="reliability-") as scratch:
        shop = Shop(program, Path(scratch).resolve() / "shop", bodies=bodies)
        ingested = shop.quiet("ingest", "in", "--quiet")
        if ingested.status != 0:
            raise SystemExit(ingested.errors.decode(errors="replace"))
        for name, arguments in ANALYSES.items():
            rows = {}
            for label, setting in [(p, {"OPENBLAS_CORETYPE": p}) for p in usable()] + [("one thread", {"OPENBLAS_NUM_THREADS": "1"})]:
                result = run(program, [*arguments, "--format", "json", "--quiet"], shop.folder, extra_environment=setting)
                if result.status not in (0, 1):
                    raise SystemExit(f"{name} with {setting}: {result.status}: {result.errors.decode(errors='replace')}")
                rows[label] = json.loads(result.output)["rows"]
            own = os.environ.get("OPENBLAS_CORETYPE")
            base = own if own in rows else next(iter(rows))
            for label in rows:
                if label == base:
                    continue
                difference = Difference()
                difference.compare(rows[base], rows[label])
                found[name, base, label] = difference
    return found
