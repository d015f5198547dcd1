"""shenbao schema: the JSON Schema of the output."""

from __future__ import annotations

import click


@click.command("schema")
def schema_command() -> None:
    """输出 JSON 的格式说明（JSON Schema）。Print the JSON Schema of the output."""
    from shenbao.output import dumps
    from shenbao.schema import json_schema

    click.echo(dumps(json_schema()), nl=False)
