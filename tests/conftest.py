"""The helpers beside the tests (`paper`, `tinypdf`, ...) have names of their own, however the tests are started."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from hypothesis import HealthCheck, settings

HERE = Path(__file__).parent
for folder in ("cleaners", "extract", "laws", "layouts", "shenbao/batch"):
    sys.path.append(str(HERE / folder))

# The same examples in every run, and a slow machine is no failed test. SHENBAO_SEARCH=1 looks for new examples.
search = bool(os.environ.get("SHENBAO_SEARCH"))
settings.register_profile(
    "shenbao", derandomize=not search, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("shenbao")
