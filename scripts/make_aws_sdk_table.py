"""Write `asl/resources/sdk_table.py`: every AWS service and action as Step Functions spells them.

Run it with a botocore installed (`python scripts/make_aws_sdk_table.py`) after botocore has learnt of new services, and
commit what it writes. Services that the new botocore has dropped keep the lines they had: a state machine that names
one is a reader's question, not ours to forget.

How the names follow from botocore's models (AWS guide, "AWS SDK integrations"; the guide's own table of services is in
`tests/unit/test_resources_sdk.py`):

- The exception prefix is the class name of the Java client, made from the model's `serviceId`: words capitalised, runs
  of capitals folded ("DynamoDB" → `DynamoDb`), a last word "Service" dropped.
- The name in a Resource is the prefix in lower case: `aws-sdk:dynamodb:…`.
- The action is the operation's name with a small first letter: `describeDBInstances`.
"""

from __future__ import annotations

import re
import sys
import textwrap
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import botocore
from botocore.loaders import Loader

from asl.resources.sdk import action_name, read_actions

TARGET = Path(__file__).parent.parent / "asl" / "resources" / "sdk_table.py"

# The guide's spelling where the rule gives another one.
PREFIXES = {"MemoryDB": "MemoryDB"}

HEADER = '''\
"""Every AWS service and action in Step Functions' spelling. Written by `scripts/make_aws_sdk_table.py`: do not edit.

A service is `=NAME PREFIX CLIENT[,CLIENT]` (in a Resource, in error names, in botocore) followed by its actions, those
with one first word together: `query put[Item]` is `query` and `putItem`. A `!` marks an event stream.
"""

from typing import Final

'''


class Service(NamedTuple):
    """One service's line. Actions carry their `!`."""

    name: str
    prefix: str
    clients: tuple[str, ...]
    actions: frozenset[str]


def exception_prefix(service_id: str) -> str:
    """`serviceId` → the prefix of the service's error names: "IoT Events" → "IotEvents"."""
    if service_id in PREFIXES:
        return PREFIXES[service_id]
    words = re.sub(r"[^A-Za-z0-9]+", " ", service_id.removesuffix(" Service"))
    words = re.sub(r"([^a-z]{2,})v([0-9]+)", r"\1 v\2 ", words)
    words = re.sub(r"([^A-Z]{2,})V([0-9]+)", r"\1 V\2 ", words)
    words = re.sub(r"(?<=[a-z])(?=[A-Z][A-Za-z0-9])", " ", words)
    words = re.sub(r"([A-Z]+)([A-Z][a-z])", r"\1 \2", words)
    words = re.sub(r"([0-9])([A-Za-z])", r"\1 \2", words)
    return "".join(word[:1].upper() + word[1:].lower() for word in words.split())


def is_event_stream(model: Mapping[str, Any], operation: Mapping[str, Any]) -> bool:
    """Whether a request or an answer is a stream of events, which no state input or result can be."""
    shapes = model["shapes"]
    for side in ("input", "output"):
        if side in operation:
            members = shapes[operation[side]["shape"]].get("members", {})
            if any(shapes[member["shape"]].get("eventstream") for member in members.values()):
                return True
    return False


def installed_services() -> dict[str, Service]:
    """What the installed botocore knows, by name in a Resource."""
    loader = Loader()
    services: dict[str, Service] = {}
    for client in loader.list_available_services("service-2"):
        model = loader.load_service_model(client, "service-2")
        metadata = model["metadata"]
        prefix = exception_prefix(metadata["serviceId"])
        name = prefix.lower()
        actions = frozenset(
            action_name(operation) + ("!" if is_event_stream(model, shape) else "")
            for operation, shape in model["operations"].items()
        )
        other = services.get(name)
        services[name] = Service(
            name,
            prefix,
            (*other.clients, client) if other else (client,),
            actions | other.actions if other else actions,
        )
    return services


def written_services(table: str) -> Iterator[Service]:
    """Read a table back."""
    for entry in table.split("\n=")[1:]:
        head, _, body = entry.partition("\n")
        name, prefix, clients = head.split(" ")
        yield Service(name, prefix, tuple(clients.split(",")), frozenset(read_actions(body)))


def lines_of(service: Service) -> str:
    """One service as text."""
    groups: dict[str, list[str]] = {}
    for action in sorted(service.actions):
        verb = re.match(r"[a-z]*", action)
        assert verb is not None
        groups.setdefault(verb[0], []).append(action[verb.end() :])
    parts = []
    for verb_text, rests in groups.items():
        parts += [verb_text + rest for rest in rests if rest in ("", "!")]
        named = [rest for rest in rests if rest not in ("", "!")]
        if named:
            parts.append(f"{verb_text}[{' '.join(named)}]")
    body = textwrap.fill(
        " ".join(parts), 99, initial_indent=" ", subsequent_indent=" ",
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip
    return f"={service.name} {service.prefix} {','.join(service.clients)}\n{body}"


def main() -> int:
    services = installed_services()
    if TARGET.exists():
        from asl.resources.sdk_table import TABLE

        for old in written_services(TABLE):
            services.setdefault(old.name, old)
    text = "\n".join(lines_of(services[name]) for name in sorted(services))
    assert not {'"', "\\"} & set(text)
    version = f'BOTOCORE: Final = "{botocore.__version__}"'
    TARGET.write_text(f'{HEADER}{version}\n\nTABLE: Final = """\n{text}\n"""\n', "utf-8")
    actions = sum(len(service.actions) for service in services.values())
    size = TARGET.stat().st_size
    sys.stdout.write(f"{len(services)} services, {actions} actions, {size:,} bytes\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
