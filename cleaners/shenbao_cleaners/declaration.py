"""The typed model of what a document declares: the JSON contract, as Python.

Names and shapes are those of the JSON (see docs/json.md); others' scripts read them. Amounts are exact decimals.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from shenbao_extract.document import Place

Horizon = Literal["period", "annual"]
Severity = Literal["error", "warning", "info"]
TargetKind = Literal[
    "quantity", "percent", "money", "date", "duration", "frequency", "grade", "text", "none", "placeholder", "blank"
]
Comparator = Literal[">=", "<=", ">", "<", "=", "range", "about"]
FormKind = Literal["department", "project", "transfer"]
Status = Literal["blank", "ok", "repaired", "needs_review"]


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of money: as printed, as an exact number of its unit, and in yuan. A blank is null, never 0."""

    raw: str
    value: Decimal | None
    unit: str | None  # 元 | 万元 | 亿元
    yuan: Decimal | None


@dataclass(frozen=True, slots=True)
class Target:
    """A target value: as printed and as far as it can be understood. `start`/`end` are ISO dates (JSON: from, to)."""

    raw: str
    comparator: Comparator | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str | None = None
    start: str | None = None
    end: str | None = None
    kind: TargetKind = "text"


@dataclass(frozen=True, slots=True)
class FormPlace:
    """The place as far as it is printed on the form."""

    province: str | None = None
    city: str | None = None
    county: str | None = None
    town: str | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """The head of a form: all as printed, null where nothing is printed."""

    kind: FormKind
    title: str | None = None
    year: int | None = None
    unit: str | None = None
    project: str | None = None
    project_code: str | None = None
    supervisor: str | None = None
    place: FormPlace = field(default_factory=FormPlace)


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """One money line. `label` is the row's, else the column's heading; `section` the block's or column's heading."""

    section: str | None
    label: str
    amount: Amount
    column: str | None = None
    horizon: Horizon | None = None


@dataclass(frozen=True, slots=True)
class Goal:
    """One goal; `number` where the form numbers its goals (目标1：)."""

    text: str
    number: int | None = None
    horizon: Horizon | None = None


@dataclass(frozen=True, slots=True)
class Fund:
    """One of several sums of a task, with the heading of its column."""

    label: str
    amount: Amount


@dataclass(frozen=True, slots=True)
class Task:
    """One row of 年度重点工作任务 / 年度主要任务."""

    name: str
    content: str | None
    amount: Amount | None
    funds: tuple[Fund, ...] = ()
    expected: str | None = None


@dataclass(frozen=True, slots=True)
class Printed:
    """What the paper says for an indicator's row; null where it says nothing."""

    level1: str | None = None
    level2: str | None = None
    name: str | None = None
    sign: str | None = None
    value: str | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator. A target is null where the form has no such column; levels are normalised labels or null."""

    level1: str | None
    level2: str | None
    name: str
    period_value: Target | None
    annual_value: Target | None
    printed: Printed
    weight: Decimal | None = None
    direction: str | None = None
    activity: str | None = None
    scoring: str | None = None
    note: str | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Extra:
    """Labelled content that has no field of its own; `personal` marks names and telephones."""

    label: str
    text: str
    personal: bool = False


@dataclass(frozen=True, slots=True)
class Repair:
    """What a cleaner changed: `before` as on the paper, `after` as read, and why. `path` is a JSON pointer."""

    cleaner: str
    path: str | None
    place: Place | None
    before: str | None
    after: str | None
    why: str


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence in both languages."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Issue:
    """Something a user should know; every code is explained in docs/issues.md. `path` is a JSON pointer."""

    code: str
    severity: Severity
    path: str | None
    message: Message


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a value was read: the place, the text that stands there, who read it and how surely."""

    place: Place
    text: str
    reader: str
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """Visible characters of a form (white space apart) by where they ended; `hidden` ones are not among `visible`."""

    visible: int = 0
    fields: int = 0
    labels: int = 0
    extra: int = 0
    leftover: int = 0
    hidden: int = 0


@dataclass(frozen=True, slots=True)
class Declaration:
    """One declaration. `evidence` maps JSON pointers into this declaration to the places they were read from."""

    table: int
    pages: tuple[int, ...]
    form: Form
    basics: dict[str, Decimal | str | None] = field(default_factory=dict)
    budget: tuple[BudgetLine, ...] = ()
    goals: tuple[Goal, ...] = ()
    tasks: tuple[Task, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    extra: tuple[Extra, ...] = ()
    repairs: tuple[Repair, ...] = ()
    issues: tuple[Issue, ...] = ()
    evidence: dict[str, tuple[Evidence, ...]] = field(default_factory=dict)
    status: Status = "ok"


@dataclass(frozen=True, slots=True)
class FormTable:
    """A form as it stands on the paper: a flat list is one table of many declarations; 合计 rows are its totals."""

    pages: tuple[int, ...]
    title: str | None
    family: str
    declarations: tuple[int, ...]
    coverage: Coverage
    totals: tuple[BudgetLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """All that was found in one document, ready to be written as JSON."""

    tables: tuple[FormTable, ...]
    declarations: tuple[Declaration, ...]
    issues: tuple[Issue, ...]
