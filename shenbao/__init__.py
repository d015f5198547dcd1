"""Published performance-target declarations (绩效目标申报表) as data that can be trusted.

    >>> import shenbao
    >>> reading = shenbao.read("corpus/dongkeng-2026-public-service-office.txt")
    >>> len(reading.indicators)
    39

Each verb of the command line has its twin here; docs/api.md and docs/json.md explain the shapes. Heavy libraries are
imported where they are used, so that `import shenbao` is quick.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from shenbao.comparing.compare import compare
    from shenbao.comparing.result import Comparison
    from shenbao.converting import Outcome, OutputError, UsageError, convert
    from shenbao.datasets.build import Built, dataset
    from shenbao.datasets.diff import Differences, dataset_diff
    from shenbao.evaluation import Score, evaluate
    from shenbao.golden import bless as golden_bless
    from shenbao.golden import check as golden_check
    from shenbao.health import doctor
    from shenbao.reading import Listing, Reading, read
    from shenbao.report.terminal import show
    from shenbao.schema import json_schema
    from shenbao_extract.errors import ExtractError

__version__ = "0.1.0"

__all__ = [
    "Built",
    "Comparison",
    "Differences",
    "ExtractError",
    "Listing",
    "Outcome",
    "OutputError",
    "Reading",
    "Score",
    "UsageError",
    "compare",
    "convert",
    "dataset",
    "dataset_diff",
    "doctor",
    "evaluate",
    "golden_bless",
    "golden_check",
    "json_schema",
    "read",
    "show",
]

_WHERE = {
    "Comparison": ("shenbao.comparing.result", "Comparison"),
    "compare": ("shenbao.comparing.compare", "compare"),
    "Built": ("shenbao.datasets.build", "Built"),
    "Differences": ("shenbao.datasets.diff", "Differences"),
    "ExtractError": ("shenbao_extract.errors", "ExtractError"),
    "Listing": ("shenbao.reading", "Listing"),
    "Outcome": ("shenbao.converting", "Outcome"),
    "OutputError": ("shenbao.converting", "OutputError"),
    "Reading": ("shenbao.reading", "Reading"),
    "Score": ("shenbao.evaluation", "Score"),
    "UsageError": ("shenbao.converting", "UsageError"),
    "convert": ("shenbao.converting", "convert"),
    "dataset": ("shenbao.datasets.build", "dataset"),
    "dataset_diff": ("shenbao.datasets.diff", "dataset_diff"),
    "doctor": ("shenbao.health", "doctor"),
    "evaluate": ("shenbao.evaluation", "evaluate"),
    "golden_bless": ("shenbao.golden", "bless"),
    "golden_check": ("shenbao.golden", "check"),
    "json_schema": ("shenbao.schema", "json_schema"),
    "read": ("shenbao.reading", "read"),
    "show": ("shenbao.report.terminal", "show"),
}


def __getattr__(name: str) -> Any:
    """Import a public name at its first use."""
    if name not in _WHERE:
        raise AttributeError(f"module 'shenbao' has no attribute {name!r}")
    module, attribute = _WHERE[name]
    value = getattr(import_module(module), attribute)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
