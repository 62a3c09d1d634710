"""AWS services behind a machine on the virtual clock: moto, in this process.

    def test_the_order_is_stored(asl_machine, asl_services):
        asl_services.client("dynamodb").create_table(TableName="orders", …)
        asl_machine("order.asl.json", services=asl_services).run({"id": "7"})
        assert asl_services.client("dynamodb").scan(TableName="orders")["Count"] == 1

It answers the tasks that call an API and that the test does not mock; Lambda, nested executions, HTTP and activities are not
its own. No time passes in a call. Inside `mock_aws` the test's own clients see the same tables and queues.
"""

from __future__ import annotations

from collections.abc import Awaitable
from typing import Any, Final

from asl.errors import UsageError
from asl.hosts.answers import Answer, TaskCall
from emulator.integrations.aws import Aws
from emulator.integrations.config import Config
from emulator.integrations.protocol import Context
from emulator.integrations.routes import Routes
from emulator.integrations.threads import Threads
from emulator.services import moto
from emulator.services.clients import Clients
from emulator.testing import tenants

_THREADS: Final = 2


class Services:
    """Answers calls of AWS APIs; `asl_machine(…, services=…)` asks it last."""

    def __init__(self, *, account: str = "123456789012", region: str = "us-east-1") -> None:
        self._clients = Clients(account, region)
        self._threads = Threads("services", _THREADS)
        tenants.enter(self)
        self._aws = Aws(self._clients, Routes(Config()), self._threads)

    def answer(self, call: TaskCall) -> Answer | Awaitable[Answer] | None:
        """What the service answers; None if the call is nobody's here.

        Raises:
            UsageError: moto has no such operation, or the task waits for a job's end.
        """
        if not self._aws.takes(call):
            return None
        lacks = self._aws.lacks(call)
        if lacks is not None:
            raise UsageError(lacks.cause)
        if call.resource.pattern == "sync":
            raise UsageError(
                f'the task "{call.state}" waits for a job of {call.resource.service}, whose end only a server looks after:'
                " mock the state, or run the machine on asl_endpoint"
            )
        home, _, name = call.execution_arn.partition(":execution:")
        context = Context(
            execution_arn=call.execution_arn,
            machine_arn=f"{home}:stateMachine:{name.partition(':')[0]}",
            role_arn="",
            task_role_arn=None,
            timeout_s=None,
        )
        return self._aws.refusal(call) or self._aws.call(call, context)

    def client(self, service: str) -> Any:
        """The boto3 client of a service, for setting up and looking at what was done."""
        return self._clients.client(service)

    def reset(self) -> None:
        """Forget every table, queue and bucket."""
        moto.reset()

    async def _closed(self) -> None:
        await self._aws.close()

    def close(self) -> None:
        """Forget everything, and let the threads end."""
        from asl.hosts.awaiting import settled

        settled(self._closed())
        self._threads.close()
        tenants.leave(self)

    def __repr__(self) -> str:
        return "<asl_services>"
