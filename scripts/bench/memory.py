"""Peak memory of one conversion, in a process that does nothing else: `python -m bench.memory PEER FILE` prints MiB."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from bench import peers

LIMIT = 180  # seconds for one file


def peak() -> float:
    """This process's highest resident memory in MiB (of this program alone: getrusage counts what was before exec)."""
    try:
        status = Path("/proc/self/status").read_text("ascii")
        return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) / 1024
    except (OSError, StopIteration):
        import resource

        scale = 2**20 if sys.platform == "darwin" else 2**10
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / scale


def measured(peer: str, file: Path) -> float | None:
    """MiB that a new process needs to read the file; None where it fails or needs more than LIMIT seconds."""
    command = [sys.executable, "-m", "bench.memory", peer, str(file)]
    here = Path(__file__).resolve().parents[1]
    try:
        done = subprocess.run(command, cwd=here, capture_output=True, text=True, check=True, timeout=LIMIT)
    except subprocess.SubprocessError as error:
        print(f"memory: {peer}, {file.name}: {str(error)[-200:]}", file=sys.stderr)
        return None
    return float(done.stdout)


if __name__ == "__main__":
    peers.prepare(sys.argv[1])
    peers.PEERS[sys.argv[1]].read(sys.argv[2])
    print(peak())
