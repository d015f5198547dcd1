"""The command line: one file a verb. stdout holds data only; progress and messages go to stderr, Chinese first.

Exit codes: 0 done; 1 a document failed or something differs; 2 wrong usage; 3 the output cannot be written.
"""

from __future__ import annotations

import click

from shenbao import __version__
from shenbao.cli.common import prepare_streams
from shenbao.cli.compare import compare_command
from shenbao.cli.convert import convert_command
from shenbao.cli.dataset import dataset_command, dataset_diff_command
from shenbao.cli.doctor import doctor_command
from shenbao.cli.evaluate import evaluate_command
from shenbao.cli.golden import golden_group
from shenbao.cli.schema import schema_command
from shenbao.cli.show import show_command


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="shenbao")
def main() -> None:
    """绩效目标申报表 → 可核对的数据。

    Published performance-target declarations as data that can be trusted.

    退出码 exit codes: 0 完成 done · 1 有文件失败或有差异 a document failed or something differs · 2 用法错误 wrong
    usage · 3 无法写入 cannot write.
    """
    prepare_streams()


for command in (
    convert_command,
    show_command,
    dataset_command,
    compare_command,
    dataset_diff_command,
    golden_group,
    evaluate_command,
    schema_command,
    doctor_command,
):
    main.add_command(command)
