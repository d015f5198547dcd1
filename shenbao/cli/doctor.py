"""shenbao doctor: is everything there that shenbao needs?"""

from __future__ import annotations

import click

from shenbao.cli.common import FAILED, say


@click.command("doctor")
def doctor_command() -> None:
    """检查运行环境。Check that everything shenbao needs is there."""
    from shenbao.health import doctor

    findings = doctor()
    for finding in findings:
        click.echo(f"{'✓' if finding.good else '✗'} {finding.what}: {finding.found}")
        if not finding.good and finding.advice:
            click.echo(f"    → {finding.advice}")
    bad = sum(not finding.good for finding in findings)
    say(f"{bad} 项需要处理。{bad} to put right." if bad else "一切正常。All is well.")
    if bad:
        raise click.exceptions.Exit(FAILED)
