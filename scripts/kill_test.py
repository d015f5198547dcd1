"""Kill a batch at random moments (SIGKILL), start it again, and compare OUT with an undisturbed run's, byte for byte.

    python scripts/kill_test.py --kills 20

After each kill what lies in OUT must be whole and right; after the last start all must be there.
"""

from __future__ import annotations

import argparse
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
    found = (p for p in out.rglob("*.json") if ".shenbao" not in p.relative_to(out).parts)
    return {p.relative_to(out).as_posix(): p.read_bytes() for p in found}


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
        start = time.monotonic()
        subprocess.run([*command, wanted], check=True, stderr=subprocess.DEVNULL)
        seconds = time.monotonic() - start
        right = outputs(wanted)
        for kill in range(1, a.kills + 1):
            process = subprocess.Popen([*command, out], stderr=subprocess.DEVNULL)
            moment = chance.uniform(0.1, 2.0 + seconds / a.kills)
            time.sleep(moment)
            early = process.poll() is not None
            process.kill()
            process.wait()
            found = outputs(out)
            wrong = [name for name, data in found.items() if right.get(name) != data]
            print(f"kill {kill}: after {moment:.2f} s, {len(found)} documents there, {len(wrong)} wrong"
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
