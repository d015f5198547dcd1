"""How the report is to be read and where its limits are, in words."""

from __future__ import annotations

from shenbao.report.html.documents import Documents
from shenbao.report.html.grids import MOST_LINES, MOST_ROWS
from shenbao.report.html.places import QUOTA, Places
from shenbao.report.html.values import Say


def method(places: Places, say: Say) -> tuple[tuple[str, str], ...]:
    """Term and explanation, in order."""
    documents = places.documents
    return (
        (
            say("同一项承诺", "One promise"),
            say(
                "指标的名称整理后（括号、标点、全半角、地名、同义词）比对，数值要能换算到同一单位。相似但不够确定的不合并，列在“相近而未合并的指标”里，附匹配分和依据。",
                "Names of indicators are tidied (brackets, marks, widths, places, synonyms) and matched; values must go on one "
                "scale. What is alike and not sure is not merged; it is listed under near names, with its score and why.",
            ),
        ),
        (
            say("最低、中位、最高", "Lowest, median, highest"),
            say(
                "换算到同一单位以后的数；≥95% 记为 95%，区间记下限。“≥”“≤”表示方向不同，数大不一定更好；名次 1 只是中位值最大。",
                "Of numbers on one scale; ≥95% counts as 95%, a range by its lower end. ≥ and ≤ point in different directions: "
                "more is not always better, and rank 1 is only the highest median.",
            ),
        ),
        (
            say("金额", "Money"),
            say(
                "照申报表印出的数，以元为单位，不四舍五入，不补算。主题按项目和任务名称里的词归类，依据的词列在明细中；名称里没有这些词的归入其他。",
                "As printed on the forms, in 元, not rounded, nothing added. Themes go by words in the names of projects and tasks; "
                "the word is in the list of lines.",
            ),
        ),
        (
            say("出处", "Where it stands"),
            say(
                "页码从 1 起；括号里的四个数是该处在页面上的位置（左、上、右、下，单位为点，从页面左上角量起）。"
                f"截图给最能说明问题的数：最低、中位、最高，有疑问的，改动和雷同的，最多 {sum(QUOTA.values())} 张；其余写明文件、页码和位置。"
                "截图里的姓名和电话已涂黑。",
                "Pages count from 1; the four numbers in brackets are the place on the page (left, top, right, bottom, in points "
                f"from its top left corner). Pictures are made of what stands out (lowest, median, highest, in doubt, changed, "
                f"copied), {sum(QUOTA.values())} at most; all others name file, page and place. Names and telephone numbers are "
                "blacked out.",
            ),
        ),
        (say("原始文件", "The documents"), _found(documents, say)),
        (
            say("列出多少", "How much is listed"),
            say(
                f"明细表最多列 {MOST_LINES} 行，其他表最多列 {MOST_ROWS} 行，没有列出的在表下注明行数；"
                "全部内容用 shenbao compare 的 --csv 或 --xlsx 取得。",
                f"Tables of lines hold {MOST_LINES} rows at most, others {MOST_ROWS}; how many are left out stands below each. All "
                "of it: shenbao compare with --csv or --xlsx.",
            ),
        ),
        (
            say("没有做的", "What it does not do"),
            say(
                "不判断目标该不该这样定，也不给单位打分。数据由程序从公布的文件里读出，可能有错；引用前请打开出处核对。",
                "It does not say whether a target is right, and it grades nobody. The figures were read by a program from published "
                "documents and may be wrong: open the place before you quote one.",
            ),
        ),
    )


def _found(documents: Documents, say: Say) -> str:
    total, found = len(documents.by_id), len(documents.found)
    if not found:
        return say(
            f"数据集有 {total:,} 份文件。制作报告时没有给出原始文件的文件夹（--documents），所以没有链接和截图。",
            f"The dataset is made of {total:,} documents. No folder of documents was given (--documents) or none was found in it: "
            "there are no links and no pictures.",
        )
    return say(
        f"数据集有 {total:,} 份文件，按内容（SHA-256）找到 {found:,} 份。链接指向本机上的文件：报告移动时要连同文件一起移动。",
        f"The dataset is made of {total:,} documents; {found:,} were found by their content (SHA-256). Links lead to files on this "
        "disk: move them together with the report.",
    )
