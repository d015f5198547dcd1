"""What the report says, part by part: a sentence or two, plots, tables."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from shenbao.comparing.result import Comparison, Promise, Standing
from shenbao.report.html import charts, promise_charts
from shenbao.report.html.grids import Grid, grid
from shenbao.report.html.names import names_of
from shenbao.report.html.places import Places
from shenbao.report.html.plot import Figure
from shenbao.report.html.values import Say, number, share, visible


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the report: its anchor, title, the words before its plots, the plots, the tables."""

    id: str
    title: str
    nav: str
    lead: tuple[str, ...]
    figures: tuple[Figure, ...] = ()
    grids: tuple[Grid, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """One large number of the overview."""

    value: str
    label: str


@dataclass(slots=True)
class Writer:
    """Writes the sections of one comparison."""

    comparison: Comparison
    places: Places
    say: Say

    def facts(self) -> tuple[Fact, ...]:
        """The numbers at the top."""
        say, groups = self.say, self.comparison.groups
        what = {"town": say("地区", "places"), "department": say("部门类型", "types of department")}
        pairs = (
            (len(groups), what.get(self.comparison.by, say("年度", "years"))),
            (sum(row.documents for row in groups), say("份文件", "documents")),
            (sum(row.declarations for row in groups), say("份申报表", "declarations")),
            (sum(row.indicators for row in groups), say("项指标", "indicators")),
            (sum(1 for row in self.comparison.promises if row.groups > 1), say("项可比承诺", "promises in common")),
            (sum(row.needs_review for row in groups), say("份需核对", "need review")),
        )
        return tuple(Fact(f"{value:,}", label) for value, label in pairs)

    def sections(self) -> tuple[Section, ...]:
        """All parts, those without content too: that there is nothing is a result."""
        return (
            self._overview(),
            self._promises(),
            self._money(),
            self._quality(),
            self._changes(),
            self._missing(),
        )

    def _grid(self, name: str, folded: bool = False) -> tuple[Grid, ...]:
        has = bool(self.comparison.rows(name))
        return (grid(self.comparison, name, self.places, self.say, folded),) if has else ()

    def _overview(self) -> Section:
        say = self.say
        return Section(
            "overview",
            say("概览", "Overview"),
            say("概览", "Overview"),
            (
                say(
                    "这里把各处公布的绩效目标申报表放在一起看：同样的事承诺到什么标准，钱用在哪里，目标编得怎样。",
                    "Published performance-target declarations side by side: the same promise at what standard, where the money "
                    "goes, how good the goals are.",
                ),
                say(
                    "每项承诺、每笔金额、每处情况都注明出自哪份文件、第几页；带“图”字的可以看原页截图。“需核对”的申报表有读数或纸面上的疑点，引用前请对照原件。",
                    "Each promise, amount and case names its document and page; those marked Fig. open a picture of the page. Declarations that "
                    "need review hold a doubt: compare with the paper before you quote them.",
                ),
            ),
            grids=self._grid("groups"),
        )

    def _promises(self) -> Section:
        say, found = self.say, self.comparison
        shared = [row for row in found.promises if row.groups > 1]
        lead = [
            say(
                f"名称相合、数值能换算到同一单位的指标并为一项承诺，共有 {len(shared):,} 项在两处以上出现。",
                f"Indicators whose names agree and whose values go on one scale are one promise; {len(shared):,} stand in two "
                "groups or more.",
            )
        ]
        widest = _widest(shared, found.standings)
        if widest:
            promise, low, high = widest
            names = names_of(found)
            name, unit = visible(promise.name), visible(promise.unit)
            lead.append(
                say(
                    f"{self._most()}共有的标准里，“{name}”差得最远：{names[low.group]}的中位值是 {number(low.median)}{unit}，"
                    f"{names[high.group]}是 {number(high.median)}{unit}。",
                    f"Of the standards that the most have, “{name}” differs most: {names[low.group]} has a median of "
                    f"{number(low.median)} {unit}, {names[high.group]} {number(high.median)} {unit}.",
                )
            )
        if found.near_names:
            lead.append(
                say(
                    f"另有 {len(found.near_names):,} 个相近的名称没有合并，列在下面，由读者判断。",
                    f"{len(found.near_names):,} near names were not merged; they are listed below for you to judge.",
                )
            )
        figures = (promise_charts.spread(found, say), promise_charts.standing(found, say))
        return Section(
            "promises",
            say("同样的承诺，什么标准", "The same promise, at what standard"),
            say("承诺", "Promises"),
            tuple(lead) if found.promises else (say("没有在两处以上出现的指标。", "No indicator was found twice."),),
            tuple(figure for figure in figures if figure),
            self._grid("promises")
            + self._grid("standings", folded=True)
            + self._grid("promise_values", folded=True)
            + self._grid("near_names", folded=True),
        )

    def _most(self) -> str:
        return {"town": "最多地区", "department": "最多部门类型"}.get(self.comparison.by, "最多年度")

    def _money(self) -> Section:
        say, found = self.say, self.comparison
        names = names_of(found)
        lead = [
            say(
                "金额是申报表上印出的数，单位元；表上没有印的留空，不是零。",
                "Amounts are those printed on the forms, in 元; what is not printed is blank, not zero.",
            )
        ]
        shares = sorted((row.basic_share, names[row.group]) for row in found.money if row.basic_share is not None)
        if len(shares) > 1:
            (least, low), (most, high) = shares[0], shares[-1]
            lead.append(
                say(
                    f"基本支出占支出总额的比例，从 {share(least)}（{low}）到 {share(most)}（{high}）。",
                    f"Basic expenditure is between {share(least)} ({low}) and {share(most)} ({high}) of the total.",
                )
            )
        figures = (charts.money(found, say), charts.themes(found, say))
        return Section(
            "money",
            say("钱用在哪里", "Where the money goes"),
            say("资金", "Money"),
            tuple(lead),
            tuple(figure for figure in figures if figure),
            self._grid("money")
            + self._grid("themes", folded=bool(figures[1]))
            + self._grid("money_lines", folded=True)
            + self._grid("theme_lines", folded=True),
        )

    def _quality(self) -> Section:
        say, found = self.say, self.comparison
        lead = [
            say(
                "数的是申报表上的情况：几处、占几成。不打分，不排名；每一处都能在下面查到。",
                "What is so of the declarations, as counts and shares. No grades and no ranks; each case is listed below.",
            )
        ]
        figure = charts.quality(found, say)
        return Section(
            "quality",
            say("目标编得怎样", "How good the goals are"),
            say("质量", "Quality"),
            tuple(lead),
            (figure,) if figure else (),
            self._grid("quality") + self._grid("findings", folded=True),
        )

    def _changes(self) -> Section:
        say, found = self.say, self.comparison
        count = Counter(row.change for row in found.changes)
        if found.changes:
            lead = [
                say(
                    f"同一单位（项目）前后两个年度相比：{count['changed']:,} 处改动，"
                    f"{count['added']:,} 处新增，{count['removed']:,} 处不再有；没有变的不列。",
                    f"One unit (and project) in two years: {count['changed']:,} changed, "
                    f"{count['added']:,} came, {count['removed']:,} went; what stayed is not listed.",
                )
            ]
        else:
            lead = [say("没有同一单位两个年度的申报表可比。", "No unit has declarations of two years to compare.")]
        if found.copies:
            between = sum(1 for row in found.copies if row.scope == "units")
            lead.append(
                say(
                    f"雷同内容 {len(found.copies):,} 对，其中 {between:,} 对在不同单位之间。上级统一规定的文字也会雷同，不一定是照抄。",
                    f"{len(found.copies):,} pairs are (nearly) the same words, {between:,} of them between units. Words that a "
                    "superior prescribes are alike, too: alike is not always copied.",
                )
            )
        figure = charts.changes(found, say)
        return Section(
            "changes",
            say("什么变了，什么是照搬", "What changed, what was copied"),
            say("变化与雷同", "Changes"),
            tuple(lead),
            (figure,) if figure else (),
            self._grid("changes") + self._grid("copies"),
        )

    def _missing(self) -> Section:
        say, register = self.say, self.comparison.register
        count = Counter(row.status for row in register)
        if register:
            lead = say(
                f"名册有 {len(register):,} 个单位，{count['declared']:,} 个有申报表，{count['missing']:,} 个没有找到，"
                f"{count['doubtful']:,} 个只有名称相近的。没有找到不等于没有公布：也可能没有收进这批文件。",
                f"Of {len(register):,} units in the register {count['declared']:,} have a declaration, {count['missing']:,} have "
                f"none here, for {count['doubtful']:,} only a similar name has. None here does not mean none published.",
            )
        else:
            lead = say(
                "没有给出单位名册（--register），所以看不出缺了谁。",
                "No register of units was given (--register), so nobody can be missed.",
            )
        title = say("谁没有申报", "Who is missing")
        return Section("missing", title, say("缺漏", "Missing"), (lead,), (), self._grid("register"))


def _widest(promises: list[Promise], standings: tuple[Standing, ...]) -> tuple[Promise, Standing, Standing] | None:
    """Of the promises that the most groups have, the one whose medians lie furthest apart, with its two ends."""
    most = max((row.groups for row in promises if row.about == "standard"), default=0)
    best: tuple[float, Promise, Standing, Standing] | None = None
    for promise in promises:
        if promise.groups < most or promise.about != "standard":
            continue
        mine = sorted((row for row in standings if row.promise == promise.promise), key=lambda row: row.median)
        if len(mine) > 1 and mine[0].median > 0:
            times = mine[-1].median / mine[0].median
            if times > 1 and (best is None or times > best[0]):
                best = (times, promise, mine[0], mine[-1])
    return best[1:] if best else None
