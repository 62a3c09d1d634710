"""`asl version`: what one puts into a report."""

from __future__ import annotations

import sys

import click

from asl.cli.options import json_option
from asl.cli.terminal import columns, json_result

PARTS = ("jlens", "click", "rich", "PyYAML", "jsonschema", "boto3", "moto")


@click.command()
@json_option()
def command(as_json: bool) -> None:
    """Show the versions of asl, Python and the libraries it stands on."""
    from importlib.metadata import PackageNotFoundError, version

    from asl import __version__

    found = {"asl": __version__, "python": sys.version.split()[0]}
    for part in PARTS:
        try:
            found[part] = version(part)
        except PackageNotFoundError:
            found[part] = "not installed"
    if as_json:
        json_result(found)
    else:
        columns(sys.stdout, found.items())
