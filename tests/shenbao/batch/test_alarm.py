"""The alarm that needs no Python ends the process, with an exit code of its own, unless it is called off."""

from __future__ import annotations

import signal
import subprocess
import sys
import time

import pytest

from shenbao.batch.alarm import RINGS


@pytest.mark.parametrize("held", [(), (signal.SIGALRM, signal.SIGTERM, signal.SIGINT)])
def test_it_ends_a_process_that_hears_nothing(held: tuple[signal.Signals, ...]) -> None:
    code = f"""
import ctypes, signal
from shenbao.batch.alarm import end_process_in
signal.pthread_sigmask(signal.SIG_BLOCK, {[int(sign) for sign in held]})
end_process_in(60)
end_process_in(0.3)
ctypes.PyDLL(None).sleep(30)
"""
    start = time.monotonic()
    assert subprocess.run([sys.executable, "-c", code]).returncode == -RINGS
    assert time.monotonic() - start < 25


def test_called_off_it_does_not_ring() -> None:
    code = """
import time
from shenbao.batch.alarm import end_process_in
end_process_in(0.2)
end_process_in(0)
time.sleep(0.5)
"""
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


def test_a_process_started_meanwhile_is_not_ended() -> None:
    code = """
import subprocess, sys
from shenbao.batch.alarm import end_process_in
end_process_in(2)
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(3)"])
end_process_in(0)
sys.exit(child.wait())
"""
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
