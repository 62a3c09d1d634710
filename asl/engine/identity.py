"""Who an execution is: names and ARNs, fixed before it starts."""

from __future__ import annotations

from typing import NamedTuple


class Identity(NamedTuple):
    """The names of one execution. Region and account are those of its machine's ARN."""

    execution_arn: str
    name: str
    machine_arn: str  # unqualified
    machine_name: str
    role_arn: str  # "": none was given, which only TestState allows
    version_arn: str | None = None
    alias_arn: str | None = None
    map_run_arn: str | None = None  # of the Map Run that this is a child of

    @property
    def region(self) -> str:
        return self.machine_arn.split(":")[3]

    @property
    def account(self) -> str:
        return self.machine_arn.split(":")[4]

    @property
    def partition(self) -> str:
        return self.machine_arn.split(":")[1]


def make_identity(
    *,
    machine_name: str,
    name: str,
    express_id: str | None = None,
    account: str = "123456789012",
    region: str = "us-east-1",
    partition: str = "aws",
    role_arn: str | None = None,
) -> Identity:
    """The identity of a run of a machine. express_id: the UUID at the end of an Express execution's ARN."""
    home = f"arn:{partition}:states:{region}:{account}"
    tail = f"{machine_name}:{name}"
    return Identity(
        execution_arn=f"{home}:execution:{tail}"
        if express_id is None
        else f"{home}:express:{tail}:{express_id}",
        name=name,
        machine_arn=f"{home}:stateMachine:{machine_name}",
        machine_name=machine_name,
        role_arn=role_arn or f"arn:{partition}:iam::{account}:role/{machine_name}",
    )
