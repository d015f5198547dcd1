"""Kill a batch at random moments (SIGKILL), start it again, and compare OUT with an undisturbed run's, byte for byte.

    python scripts/kill_test.py --kills 20

After each kill what lies in OUT must be whole and right; after the last start all must be there.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from measure_batch import make

SHENBAO = str(Path(sys.executable).with_name("shenbao"))


def outputs(out: Path) -> dict[str, bytes]:
    """The JSON of all documents."""
    found = {}
    for folder, folders, files in os.walk(out):
        folders[:] = [name for name in folders if name != ".shenbao"]
        paths = [Path(folder, name) for name in files if name.endswith(".json")]
        found |= {path.relative_to(out).as_posix(): path.read_bytes() for path in paths}
    return found


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--count", type=int, default=300, help="documents")
    parser.add_argument("--seed", type=int, default=1)
    a = parser.parse_args()
    chance = random.Random(a.seed)
    with tempfile.TemporaryDirectory() as temporary:
        folder, wanted, out = (Path(temporary, name) for name in ("in", "wanted", "out"))
        make(folder, a.count, 0.3)
        command = [SHENBAO, "convert", str(folder), "--jobs", "2", "--ocr", "never", "-o"]
        subprocess.run([*command, wanted], check=True, stderr=subprocess.DEVNULL)
        right = outputs(wanted)
        for kill in range(1, a.kills + 1):
            before = len(outputs(out))
            more = chance.randint(0, 3 * a.count // (2 * a.kills + 4))  # then it is killed, or when all is done
            process = subprocess.Popen([*command, out], stderr=subprocess.DEVNULL)
            while process.poll() is None and len(outputs(out)) < before + more:
                time.sleep(0.02)
            time.sleep(chance.uniform(0, 0.1 if more else 3))
            early = process.poll() is not None
            process.kill()
            process.wait()
            found = outputs(out)
            wrong = [name for name, data in found.items() if right.get(name) != data]
            print(f"kill {kill}: {before} -> {len(found)} documents there, {len(wrong)} wrong"
                  f"{', had ended' if early else ''}", flush=True)  # fmt: skip
            if wrong:
                sys.exit(1)
        subprocess.run([*command, out], check=True, stderr=subprocess.DEVNULL)
        same = outputs(out) == right
        left = sorted(p.name for p in (out / ".shenbao").iterdir())
        print(
            f"{a.kills} kills, {len(right)} documents: {'identical' if same else 'DIFFERENT'}; left in .shenbao: {left}"
        )
        sys.exit(not same)


if __name__ == "__main__":
    main()
