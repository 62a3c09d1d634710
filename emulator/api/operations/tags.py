"""Tags of state machines and activities. Source: recorded answers; AWS guide, Quotas, "Tagging"."""

from __future__ import annotations

import re
from typing import Final

from emulator.api.service import Answer, Request, Service
from emulator.arns import Arn, parse_arn
from emulator.errors import ServiceError, resource_not_found, validation

_MAX_TAGS: Final = 50
_TEXT: Final = re.compile(r"[\w\s.:/=+\-@]*")  # letters, digits, white space, _ . : / = + - @
_RESERVED: Final = "aws:"


def tags_of(request: Request) -> dict[str, str]:
    """The tags that a request brings; the last of two with one key wins.

    Raises:
        ServiceError: TooManyTags, ValidationException for a character or prefix that tags cannot have.
    """
    tags: dict[str, str] = {}
    for tag in request.get("tags", ()):
        key, value = tag.get("key", ""), tag.get("value", "")
        if not key or key.lower().startswith(_RESERVED) or not _TEXT.fullmatch(key + value):
            raise validation(f"Invalid tag: '{key}'")
        tags[key] = value
    return tags


def check_room(tags: dict[str, str], arn: str) -> None:
    """Raises ServiceError TooManyTags for more than a resource can have."""
    if len(tags) > _MAX_TAGS:
        raise ServiceError("TooManyTags", f"Too many tags: '{arn}'")


async def tag_resource(service: Service, request: Request) -> Answer:
    """A key that is there gets the new value."""
    arn = _taggable(service, request)
    tags = tags_of(request)
    check_room({**service.catalog.tags.get(arn.text, {}), **tags}, arn.text)
    service.catalog.tag(arn.text, tags)
    await service.runtime.durable()
    return {}


async def untag_resource(service: Service, request: Request) -> Answer:
    """Keys that are not there are nobody's mistake."""
    arn = _taggable(service, request)
    service.catalog.untag(arn.text, request["tagKeys"])
    await service.runtime.durable()
    return {}


def list_tags_for_resource(service: Service, request: Request) -> Answer:
    arn = _taggable(service, request)
    tags = service.catalog.tags.get(arn.text, {})
    return {"tags": [{"key": key, "value": value} for key, value in tags.items()]}


def _taggable(service: Service, request: Request) -> Arn:
    """A machine or an activity, not a version (recorded).

    Raises:
        ServiceError: InvalidArn, ResourceNotFound.
    """
    arn = parse_arn(request["resourceArn"])
    catalog = service.catalog
    if arn.text not in catalog.machines and arn.text not in catalog.activities:
        raise resource_not_found(arn.text)
    return arn
