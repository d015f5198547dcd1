"""The JSON contract as typed models, and the JSON Schema (draft 2020-12) made from them: what `shenbao schema` prints.

Only this file knows pydantic, and only the schema needs it: converting does not import it. docs/json.md explains more.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from shenbao_cleaners.declaration import TargetKind

Horizon = Literal["period", "annual"]
Box = Annotated[list[float], Field(min_length=4, max_length=4)]
LinePlace = Annotated[list[int], Field(min_length=2, max_length=2)]
Page = Annotated[int, Field(ge=1)]


class _Closed(BaseModel):
    """An object with exactly the keys named, each described by the text below it."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True, populate_by_name=True)


class Source(_Closed):
    """The file that was read."""

    file: str
    """Name of the file, without its folder."""
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")] | None
    """SHA-256 of the file's bytes; null where the file could not be opened."""
    media_type: str | None
    """Media type found from the content; null where the file could not be read."""
    bytes: int | None
    """Size in bytes; null where the file could not be opened."""
    url: str | None
    """Where the file was fetched from, where that is known."""


class PageInfo(_Closed):
    """One page of the document."""

    number: Page
    """Number of the page, from 1."""
    kind: Literal["text", "scan", "blank"]
    """text: it has a text layer; scan: a picture of text; blank: nothing on it."""
    reader: str
    """The reader that read it (pdf, tsv ...); none where no form can stand on the page."""
    rotation: int
    """Degrees by which the page was turned to read it."""


class Message(_Closed):
    """One sentence in both languages."""

    zh: str
    """In Chinese."""
    en: str
    """In English."""


class Issue(_Closed):
    """Something a user should know; every code is explained in docs/issues.md."""

    code: str
    """Stable code of the issue."""
    severity: Literal["error", "warning", "info"]
    """error or warning: look at the paper; info: good to know."""
    path: str | None
    """JSON pointer into the declaration (into the document for its own issues); null for all of it."""
    message: Message
    """What was found, for a reader who is no programmer."""


class Amount(_Closed):
    """A sum of money."""

    raw: str
    """As printed."""
    value: Decimal | None
    """The exact number in `unit`; null for a blank, never 0."""
    unit: Literal["元", "万元", "亿元"] | None
    """Unit printed with the amount, its column or its form."""
    yuan: Decimal | None
    """The exact number in yuan; null where the unit is not known."""


class BudgetLine(_Closed):
    """One money line of a form."""

    section: str | None
    """Heading of the block or column the line stands in."""
    label: str
    """Label of the row, else the heading of the column."""
    column: str | None
    """Heading of the money column, where a row has several."""
    horizon: Horizon | None
    """Whether the sum is for the whole period or for the year; null where the form does not say."""
    amount: Amount
    """The sum."""


class Coverage(_Closed):
    """Visible characters of a form, white space apart, by where they ended."""

    visible: int
    """All characters that show on the form."""
    fields: int
    """Those in a field."""
    labels: int
    """Those in a recognised label or heading."""
    extra: int
    """Those in `extra`."""
    leftover: int
    """Those in none of these: each is named by an issue."""
    hidden: int
    """Characters of the text layer that do not show (not among `visible`)."""


class FormTable(_Closed):
    """A form as it stands on the paper; a flat list is one table and many declarations."""

    pages: list[Page]
    """Pages it stands on."""
    title: str | None
    """Printed title."""
    family: str
    """Name of the layout family it was read as."""
    totals: list[BudgetLine]
    """Total (合计) and unit rows, which belong to no single declaration."""
    declarations: list[int]
    """Indices into `declarations`."""
    coverage: Coverage
    """What became of its characters."""


class FormPlace(_Closed):
    """The place as far as it is printed on the form."""

    province: str | None
    """省, 自治区, 直辖市."""
    city: str | None
    """市, 州."""
    county: str | None
    """县, 区."""
    town: str | None
    """镇, 乡, 街道."""


class Form(_Closed):
    """The head of a form; all as printed, null where nothing is printed."""

    kind: Literal["department", "project", "transfer"]
    """Whole department (部门整体), one project (项目), or a transfer or special fund (转移支付)."""
    title: str | None
    """Printed title, without the year line."""
    year: int | None
    """Budget year printed on the form; never the date of filing."""
    unit: str | None
    """部门, 单位 or 实施单位."""
    project: str | None
    """项目名称."""
    project_code: str | None
    """Code of the project."""
    supervisor: str | None
    """主管部门."""
    place: FormPlace
    """Place printed on the form."""


class Goal(_Closed):
    """One goal."""

    number: int | None
    """Its number, where the form numbers its goals (目标1：)."""
    horizon: Horizon | None
    """Goal of the whole period or of the year; null where the form does not say."""
    text: str
    """Its words."""


class Fund(_Closed):
    """One of several sums of a task."""

    label: str
    """Heading of its column."""
    amount: Amount
    """The sum."""


class Task(_Closed):
    """One row of 年度重点工作任务 or 年度主要任务."""

    name: str
    """名称."""
    content: str | None
    """主要实施内容."""
    amount: Amount | None
    """Its money; null where the form has no such column."""
    funds: list[Fund]
    """Its money by source, where the form has several columns."""
    expected: str | None
    """期望达到的目标."""


class Target(_Closed):
    """A target value: as printed, and as far as it can be understood."""

    raw: str
    """As printed; sign, value and unit joined where these stand in columns of their own."""
    comparator: Literal[">=", "<=", ">", "<", "=", "range", "about"] | None
    """Printed comparison; null where the value stands alone."""
    low: Decimal | None
    """The number, or the lower end of a range."""
    high: Decimal | None
    """Upper end of a range."""
    unit: str | None
    """Unit of the number."""
    from_: Annotated[str | None, Field(alias="from", description="First day, ISO date.")]
    to: str | None
    """Last day, ISO date."""
    kind: TargetKind
    """What kind of value it is."""


class Printed(_Closed):
    """What the paper says for an indicator's row, a merged cell counting for each row it covers."""

    level1: str | None
    """Label of level 1."""
    level2: str | None
    """Label of level 2."""
    name: str | None
    """Name of the indicator."""
    sign: str | None
    """Comparator, where it stands in a column of its own."""
    value: str | None
    """Target value of the year."""
    unit: str | None
    """Unit, where it stands in a column of its own."""


class Indicator(_Closed):
    """One indicator (三级指标) with its place in the tree."""

    level1: str | None
    """一级指标 with its 指标 suffix; null where the paper gives none and none can be known."""
    level2: str | None
    """二级指标, likewise."""
    name: str
    """三级指标."""
    period_value: Target | None
    """实施周期指标值; null where the form has no such column."""
    annual_value: Target | None
    """年度指标值 or 指标值; null where the form has no such column."""
    weight: Decimal | None
    """权重."""
    direction: str | None
    """指标方向性."""
    activity: str | None
    """The activity (活动) it belongs to."""
    scoring: str | None
    """评分标准."""
    note: str | None
    """备注, 指标解释."""
    place: str | None
    """The town, where each town has a value column of its own."""
    printed: Printed
    """What the paper says."""


class Extra(_Closed):
    """Labelled content that has no field of its own."""

    label: str
    """Its label."""
    text: str
    """Its words."""
    personal: bool
    """True for names and telephone numbers of people."""


class _Place(_Closed):
    """A place in the source: a box on a page, a line and column of a text file, or a cell of a sheet."""

    page: Page
    """Page, from 1."""
    box: Box | None = None
    """[x0, top, x1, bottom] in points from the top left of the page as shown."""
    line: LinePlace | None = None
    """[line of the file, tab-separated column], both from 1."""
    sheet: str | None = None
    """Name of the sheet."""
    cell: str | None = None
    """Address of the cell."""


class Place(_Place):
    """A place in the source."""


class Evidence(_Place):
    """Where a value was read."""

    text: str
    """The text that stands there."""
    reader: str
    """Who read it."""
    confidence: float | None
    """How surely, from 0 to 1; null where the reader does not say."""


class Repair(_Closed):
    """What a cleaner changed."""

    cleaner: str
    """Name of the cleaner, which is the name of the defect."""
    path: str | None
    """JSON pointer into the declaration; null where it concerns no single value."""
    place: Place | None
    """Where it stands."""
    before: str | None
    """As on the paper."""
    after: str | None
    """As read."""
    why: str
    """Which rule made the change and on what ground."""


class Declaration(_Closed):
    """One declaration (绩效目标申报表)."""

    table: int
    """Index into `tables`."""
    pages: list[Page]
    """Pages it stands on."""
    form: Form
    """Its head."""
    basics: dict[str, Decimal | str | None]
    """Basic facts (staff, subunits, period ...)."""
    budget: list[BudgetLine]
    """Its money lines."""
    goals: list[Goal]
    """Its goals."""
    tasks: list[Task]
    """Its tasks."""
    indicators: list[Indicator]
    """Its indicators."""
    extra: list[Extra]
    """Labelled content without a field."""
    repairs: list[Repair]
    """Every repair that was made."""
    issues: list[Issue]
    """Everything a user should know about it."""
    evidence: dict[str, list[Evidence]]
    """JSON pointer into this declaration -> the places that value was read from."""
    status: Literal["blank", "ok", "repaired", "needs_review"]
    """blank: an empty template; needs_review: it has a warning or an error."""


class Output(_Closed):
    """The JSON that shenbao writes for one document."""

    schema_version: Literal["1"]
    """Version of this contract."""
    source: Source
    """The file."""
    pages: list[PageInfo]
    """Its pages."""
    tables: list[FormTable]
    """The forms as they stand on the paper."""
    declarations: list[Declaration]
    """The declarations found, in reading order."""
    issues: list[Issue]
    """Issues of the document as a whole: no form and why, pages not read, a file that cannot be read."""


class _Numbers(GenerateJsonSchema):
    """Decimals are JSON numbers in the contract, never texts."""

    def decimal_schema(self, schema: core_schema.DecimalSchema) -> JsonSchemaValue:
        """A number."""
        return {"type": "number"}


def json_schema() -> dict[str, Any]:
    """The JSON Schema of the output, draft 2020-12."""
    body = Output.model_json_schema(by_alias=True, schema_generator=_Numbers)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema"} | body
