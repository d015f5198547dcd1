"""Every issue code: how severe it is and what it says, in Chinese and English. docs/issues.md explains each."""

from __future__ import annotations

from shenbao_cleaners.declaration import Issue, Message, Severity

CATALOGUE: dict[str, tuple[Severity, str, str]] = {
    # the document
    "no_form": ("info", "文件中没有绩效目标表：{why_zh}", "no performance-target form in this document: {why_en}"),
    "goal_list": ("info", "第{pages}页是项目清单，只列目标、没有指标，不是申报表，未读取", "pages {pages} list projects with goals but without indicators, which is no declaration and was not read"),
    "indicators_not_read": ("warning", "第{pages}页有绩效指标的栏目（一级、二级、三级指标，或数量、质量等指标各占一栏），但表格无法辨认（没有框线，或表式未见过），未读取", "pages {pages} show the headings of indicators, but their table could not be made out (no rulings, or a layout not known) and was not read"),
    "self_evaluation": ("info", "第{pages}页是绩效自评表，不是申报表，未作为申报读取", "pages {pages} hold a self-evaluation, which is no declaration and was not read as one"),
    "unreadable_page": ("error", "第{page}页无法读取（{error}）", "page {page} cannot be read ({error})"),
    "poor_print": ("warning", "第{page}页字迹太小或太模糊，识别结果都不可靠，请对照原件", "the print of page {page} is too small or blurred: nothing read there can be trusted; compare it with the paper"),
    "creased_paper": ("warning", "第{page}页的纸面不平（起皱、折叠），框线不直，各栏可能错位，请对照原件", "the paper of page {page} does not lie flat: its rulings are not straight and cells may be confused; compare everything read there with the paper"),
    "dark_streak": ("warning", "第{page}页有扫描仪留下的深色竖线穿过表格，已去除，被它盖住的笔画可能丢失，请对照原件", "a dark line of the scanner runs through a table of page {page}; it was taken out, and strokes of print under it may be lost: compare what it crosses with the paper"),
    "white_streak": ("warning", "第{page}页有扫描仪留下的白色竖线穿过表格，线上的小数点、笔画可能丢失，请对照原件", "a white line of the scanner runs through a table of page {page}; points and strokes on it may be lost: compare what it crosses with the paper"),
    "double_image": ("warning", "第{page}页有重影（同一页错开叠印了两次），小数点和笔画可能混在一起，请对照原件", "page {page} shows its print twice, one paler and a little aside: points and strokes may have run together; compare everything read there with the paper"),
    "table_off_page": ("warning", "第{page}页的表超出了扫描件的左边或右边，边上的数字、文字可能缺失，请对照原件", "a table of page {page} runs off the left or right edge of the scan: figures and words there may be lost; compare them with the paper"),
    "table_not_read": ("warning", "第{pages}页紧接申报表，页上的表有指标或指标值，却不能归入任何申报表，未读取", "the tables on pages {pages}, beside a form, hold indicators or target values but belong to no form and were not read"),
    "page_not_read": ("warning", "第{pages}页是图片（扫描件或图形），没有文字层，未读取", "pages {pages} are pictures (scans or drawings) without a text layer and were not read"),
    "ocr_missing": ("warning", "没有安装文字识别引擎，图片页未读取（{advice}）", "no engine for text recognition is installed, and pages that are pictures were not read ({advice})"),
    "hidden_text": ("info", "第{page}页有{count}个字符在页面上看不见，未读取", "{count} characters of page {page} do not show on the page and were not read"),
    "doubled_text": ("info", "第{page}页有{count}个字符重复绘制，只取一次", "{count} characters of page {page} are drawn twice and were taken once"),
    "unmapped_characters": ("error", "第{page}页有{count}个字符的字体没有文字编码，文字不可信", "{count} characters of page {page} have a font without a Unicode map: the text cannot be trusted"),
    "garbled_text": ("error", "第{page}页的文字层是乱码，与页面所见不符", "the text layer of page {page} is nonsense and not what the page shows"),
    "ink_without_text": ("warning", "第{page}页有{count}个单元格印有内容却没有文字（图片、印章或描边文字），未读取", "{count} cells of page {page} show something that is no text (a picture, a seal, outlined characters) and were not read"),
    "outlined_text": ("warning", "第{page}页有{count}处字是用线条画成的，没有文字，未读取", "{count} places of page {page} show characters drawn as outlines, which are no text and were not read"),
    "hidden_cells": ("info", "第{page}页有{count}个有内容的单元格被隐藏，未读取", "{count} cells with content on page {page} are hidden and were not read"),
    "hidden_sheets": ("info", "工作表{sheets}被隐藏（{count}个有内容的单元格），未读取", "the sheets {sheets} are hidden ({count} cells with content) and were not read"),
    "formula_without_value": ("warning", "工作表“{sheet}”有{count}个公式没有保存结果（{cells}），按空白读取", "{count} formulas of sheet '{sheet}' have no stored value ({cells}) and were read as blank"),
    "number_format_unknown": ("warning", "工作表“{sheet}”有{count}个单元格的数字格式无法识别（{cells}），按存储值读取", "{count} cells of sheet '{sheet}' have a number format that is not known ({cells}): the stored value was read"),
    "sheet_too_large": ("warning", "工作表“{sheet}”过大，只读取了前面的部分", "sheet '{sheet}' is too large: only its first part was read"),
    "table_too_large": ("warning", "第{page}页的表格过大，只读取了前面的部分", "a table on page {page} is too large: only its first part was read"),
    "html_page": ("warning", "这是一个网页，其中没有绩效目标表；多半是下载时存成了网页", "this is a web page and holds no form: a download probably saved the page in place of the file"),
    "html_links": ("info", "网页链接了可能含有绩效目标表的附件：{links}", "the page links to files that may hold the forms: {links}"),
    "converted_by_libreoffice": ("info", "旧版 Office 文件经 LibreOffice 转换后读取，位置以转换后的文件为准", "a legacy Office file, read after conversion by LibreOffice: places are those of the converted file"),
    # the form
    "may_go_on": ("warning", "第{pages}页的表紧接本表却未能归入，本表可能缺少其中的内容，请对照原件", "the tables of pages {pages}, beside this form, could not be joined to it, and it may lack what stands there: compare it with the paper"),
    "unknown_family": ("warning", "未见过的表式，按结构读取，请对照原件", "an unknown layout, read by its structure: compare it with the paper"),
    "leftover": ("warning", "第{pages}页的表中有{count}个字符未能归入任何栏目：{text}", "{count} characters of the form (page {pages}) found no place: {text}"),
    "missing_title": ("warning", "没有找到表的标题", "no title found"),
    "missing_year": ("info", "表上没有印年度", "no year is printed on the form"),
    "missing_unit": ("info", "表上没有印部门或单位名称", "no department or unit is printed on the form"),
    "project_named_twice": ("warning", "表头有两个不同的项目名称：取“{taken}”，另一个是“{other}”，请对照原件", "the form's head names two projects: '{taken}' was taken, the other one is '{other}'; compare it with the paper"),
    "missing_block": ("warning", "没有找到“{block_zh}”部分", "no {block_en} found"),
    "unreadable_characters": ("error", "文字含无法识别的字符：{text}", "the text holds unreadable characters: {text}"),
    "clipped_text": ("warning", "文字似乎被截断：“…{text}”", "the text seems to be cut off: '…{text}'"),
    "goal_doubtful": ("warning", "“{text}”不像绩效目标", "'{text}' does not look like a goal"),
    # scans
    "conflicting_readings": ("warning", "两次识别不一致：{readings}，取“{taken}”，请对照原件", "the readings differ: {readings}; '{taken}' was taken, compare it with the paper"),
    "reading_settled": ("info", "两次识别不一致：{readings}，由{by_zh}确定为“{taken}”", "the readings differ: {readings}; {by_en} settles it as '{taken}'"),
    "unsure_figure": ("warning", "数字识别把握不大：“{text}”，请对照原件", "the figure was read with little confidence: '{text}'; compare it with the paper"),
    "unsure_text": ("info", "文字识别把握不大：“{text}”", "the text was read with little confidence: '{text}'"),
    "unsure_mark": ("info", "字太小，标点看不清，按字距补上：“{text}”", "the print is too small for its marks; they were put in where the gaps between characters tell of them: '{text}'"),
    "runaway_text": ("warning", "识别结果反复出现同一片段：“{text}”，多半有误", "the recognised text repeats itself: '{text}', probably in error"),
    # money
    "amount_format": ("warning", "金额“{raw}”的写法有误，未换算", "the amount '{raw}' is not well formed and was not converted"),
    "amount_not_understood": ("warning", "金额栏中的“{raw}”不是金额", "'{raw}' in a money column is no amount"),
    "money_blank": ("info", "这个项目没有印金额", "no amount is printed for this project"),
    "unit_missing": ("warning", "金额“{raw}”没有印单位（元或万元）", "no unit (元 or 万元) is printed for the amount '{raw}'"),
    "figure_joined": ("warning", "“{before}”被分页切成两截，合读为“{after}”，请对照原件", "a page break parts '{before}', read as one figure '{after}': compare it with the paper"),
    "figure_may_be_cut": ("warning", "“{above}”在一页末尾，“{below}”在下一页开头，可能是被分页切断的一个数，未合读，请对照原件", "'{above}' ends a page and '{below}' begins the next: they may be one figure, and were not joined; compare them with the paper"),
    "sum_mismatch": ("warning", "{total_label} {total} 不等于各项之和 {parts}", "{total_label} {total} is not the sum of its parts {parts}"),
    "tasks_exceed_budget": ("warning", "任务金额合计 {tasks} 元超过项目支出 {budget} 元", "the tasks' sum {tasks} yuan exceeds the project expenditure {budget} yuan"),
    # indicators
    "name_missing": ("warning", "指标没有名称", "the indicator has no name"),
    "unknown_label": ("warning", "“{label}”不是已知的{level_zh}级指标", "'{label}' is no known level-{level_en} label"),
    "label_misplaced": ("warning", "“{level2}”印在“{level1}”之下，通常属于“{parent}”，按原表保留", "'{level2}' is printed under '{level1}' where it usually belongs to '{parent}'; kept as printed"),
    "label_missing": ("warning", "该行没有印{level_zh}级指标，也无法推知", "no level-{level_en} label is printed for the row and none can be known"),
    "value_blank": ("warning", "指标值空白", "the target value is blank"),
    "value_missing": ("warning", "没有找到指标值栏", "no column of target values was found"),
    "indicators_in_text": ("warning", "“{label}”旁的文字中有指标未能读取：“{text}”", "the text beside '{label}' holds indicators that were not read: '{text}'"),
    "sign_unknown": ("warning", "指标性质栏中的“{sign}”不是比较符号", "'{sign}' in the column of signs is no comparator"),
    "value_placeholder": ("warning", "指标值“{raw}”是未填写的占位符", "the target value '{raw}' is a placeholder left unfilled"),
    "several_values": ("info", "一个指标值中有多个数值：“{raw}”", "several values stand in one cell: '{raw}'"),
    "indicators_twice": ("warning", "有{count}个指标名称在同样的级别下各出现两次、指标值不同，多半是实施期与年度两套指标，未能区分", "{count} names stand twice under the same labels with other values: probably two sets, the period's and the year's, that could not be told apart"),
    "several_indicators": ("warning", "一格里编号写了{count}项指标，与指标值不能逐项对应，按一项读取", "one cell numbers {count} indicators that could not be matched with their values: read as one"),
    "month_or_months": ("info", "“{raw}”既可以是月份，也可以是月数，按月数读取", "'{raw}' may name a month or count months; read as a count"),
    "percent_over_100": ("info", "百分比超过 100%：“{raw}”", "a percentage over 100 %: '{raw}'"),
    "duplicate_indicator": ("info", "与第{other}个指标完全相同", "identical to indicator {other}"),
    "values_differ": ("info", "实施周期指标值与年度指标值的数字不同", "the period's and the year's values differ"),
    "weight_sum": ("warning", "权重合计为 {sum}，不是 100 或 90", "the weights sum to {sum}, not 100 or 90"),
    "no_quantity_indicator": ("info", "没有数量指标", "no quantity indicator (数量指标)"),
    "no_quality_indicator": ("info", "没有质量指标", "no quality indicator (质量指标)"),
    "date_outside_year": ("info", "日期“{raw}”不在预算年度 {year} 之内", "the date '{raw}' is outside the budget year {year}"),
}  # fmt: skip


def issue(code: str, path: str | None = None, **facts: object) -> Issue:
    """The issue of a code, its message filled with facts. Raises KeyError for a code that is not in the catalogue."""
    severity, zh, en = CATALOGUE[code]
    return Issue(code, severity, path, Message(zh.format(**facts), en.format(**facts)))
