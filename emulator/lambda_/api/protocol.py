"""REST JSON of the Lambda API: one HTTP request in, one answer or one refusal in Lambda's shape out.

Knows HTTP and no operation by name, but how large its body may be. Whatever goes wrong becomes a body with a message and the
header `x-amzn-errortype`, never a traceback or a closed connection.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from typing import Final
from uuid import uuid4

from asl.errors import AslError
from asl.jsonvalue import JSON
from emulator.lambda_.api import errors
from emulator.lambda_.api.errors import LambdaError
from emulator.lambda_.api.model import ROUTES
from emulator.lambda_.api.operations import OPERATIONS
from emulator.lambda_.api.operations.invocation import Reply
from emulator.lambda_.api.service import LambdaService
from emulator.lambda_.api.wire import Request, read, route

log = logging.getLogger(__name__)

# Source: public reports of the refusals that name them; the others are Step Functions' limit.
_MOST: Final = {
    "CreateFunction": 70_167_211,
    "UpdateFunctionCode": 70_167_211,
    "Invoke": 6_291_456,
}
_MOST_OTHERS: Final = 1_048_576
MAX_BODY_BYTES: Final = max(_MOST.values())
# DeleteFunction's status stands in its answer's model as a member; the service sends this one.
_STATUSES: Final = {"DeleteFunction": 204}


async def answer(
    service: LambdaService,
    method: str,
    path: str,
    query: str,
    headers: Mapping[bytes, bytes],
    body: bytes,
) -> Reply:
    """The answer to one request.

    Args:
        path: still percent-encoded. headers: by their names in small letters.
    """
    try:
        request = route(method, path, query, headers)
        most = _MOST.get(request.operation, _MOST_OTHERS)
        if len(body) > most:
            raise errors.too_large(most, request.operation)
        return _reply(await _operate(service, request, body))
    except LambdaError as e:
        return refusal(e)
    except AslError as e:
        return refusal(LambdaError("ServiceException", str(e)))
    except Exception:  # the client gets an answer in Lambda's shape, whatever fails
        log.exception("%s %s failed", method, path[:200])
        return refusal(
            LambdaError("InternalFailure", "A fault in the emulator itself, see its log")
        )


async def _operate(service: LambdaService, request: Request, body: bytes) -> Reply:
    given = read(request, body)
    answered = await OPERATIONS[request.operation](service, given)
    if isinstance(answered, Reply):
        return answered
    status = _STATUSES.get(request.operation, ROUTES[request.operation][2])
    return Reply(status, (), b"" if status == 204 else _json(answered))


def refusal(error: LambdaError) -> Reply:
    """A refusal as it is sent."""
    return Reply(error.status, ((b"x-amzn-errortype", error.code.encode()),), error.body())


def _reply(reply: Reply) -> Reply:
    if any(name == b"x-amzn-requestid" for name, _ in reply.headers):
        return reply
    request_id = str(uuid4()).encode()
    return reply._replace(headers=(*reply.headers, (b"x-amzn-requestid", request_id)))


def _json(value: JSON) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()
