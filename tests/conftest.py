"""The helpers beside the tests (`paper`, `tinypdf`, ...) have names of their own, however the tests are started."""

from __future__ import annotations

import sys
from pathlib import Path

from hypothesis import HealthCheck, settings

HERE = Path(__file__).parent
for folder in ("cleaners", "extract", "laws"):
    sys.path.append(str(HERE / folder))

# Two cores are shared by many: a slow machine is no failed test.
settings.register_profile("shenbao", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("shenbao")
