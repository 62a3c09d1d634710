"""What EventBridge and SNS deliver to this server's own functions and state machines.

moto delivers to its own services only: a rule whose target is a function or a state machine makes PutEvents fail in it, and a
topic's subscribed function is one of moto's. So rules and subscriptions are given a method of ours when they have been made:
it delivers what goes to functions and machines, and leaves the rest to moto. It is the objects that are changed and no class
of moto's: backends that never were asked through this server stay as they are.

Subscribed URLs are posted to where they name this machine. Others are not: a test run sends nothing to anybody.

A delivery is not waited for, as on AWS. One that fails is in the log; AWS would try it again for a day.

Source: EventBridge guide, "Event structure", "Input transformation"; Lambda guide, "Using Lambda with Amazon SNS".
"""

from __future__ import annotations

import base64
import ipaddress
import json
import logging
import threading
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from types import MethodType
from typing import Any, Final, TypeAlias
from urllib.parse import urlsplit

log = logging.getLogger(__name__)

Sink: TypeAlias = Callable[[str, str], None]
"""(ARN, JSON text) → delivered sometime. Called in any thread, must not block."""

SINKS: Final[dict[str, Sink]] = {}  # "lambda", "states": by the service in a target's ARN
_OURS: Final = "_delivers_to_the_server"


def equip(service: str) -> None:
    """Let what a service of moto's has made deliver to the sinks. Called while nobody else is in the service."""
    if not SINKS or service not in _EQUIPPED:
        return
    from moto import backends

    get: Any = backends.get_backend  # it is typed by name
    for regions in get(service).values():
        for backend in regions.values():
            _EQUIPPED[service](backend)


def _rules(backend: Any) -> None:
    for bus in backend.event_buses.values():
        for rule in bus.rules.values():
            _give(rule, "send_to_targets", _send_to_targets)


def _subscriptions(backend: Any) -> None:
    for subscription in backend.subscriptions.values():
        method = _BY_PROTOCOL.get(subscription.protocol)
        if method is not None:
            _give(subscription, "publish", method)


_EQUIPPED: Final[Mapping[str, Callable[[Any], None]]] = {"events": _rules, "sns": _subscriptions}


def _give(made: Any, name: str, method: Callable[..., None]) -> None:
    if not hasattr(made, _OURS):
        setattr(made, _OURS, getattr(made, name))
        setattr(made, name, MethodType(method, made))


def _deliver(arn: str, text: str) -> None:
    sink = SINKS.get(_service_of(arn))
    if sink is None:
        log.warning("nothing here takes what is delivered to %s", arn)
    else:
        sink(arn, text)


def _service_of(arn: str) -> str:
    parts = arn.split(":")
    return parts[2] if len(parts) > 5 else ""


# -------------------------------------------------------------------- EventBridge


def _send_to_targets(rule: Any, event: Any, transform_input: bool = True) -> None:
    """In the place of moto's: first the targets that are ours, then its own."""
    if rule.state != "ENABLED":
        return
    targets = list(rule.targets)
    theirs = [target for target in targets if _service_of(target["Arn"]) not in SINKS]
    if len(theirs) != len(targets) and rule.event_pattern.matches_event(event):
        for target in targets:
            if target not in theirs:
                _deliver(target["Arn"], _input_of(target, event))
    rule.targets = theirs
    try:
        getattr(rule, _OURS)(event, transform_input)
    finally:
        rule.targets = targets


def _input_of(target: Mapping[str, Any], event: Mapping[str, Any]) -> str:
    """What a target gets of an event: a text of its own, a part of the event, a template filled from it, or all of it."""
    if target.get("Input") is not None:
        return str(target["Input"])
    shown = _shown(event)
    transformer = target.get("InputTransformer")
    if transformer:
        from moto.events.utils import EventTemplateParser

        paths = transformer.get("InputPathsMap", {})
        given: Any = {**shown, "ingestion-time": event["ingestion-time"]}
        made: Any = EventTemplateParser.parse(transformer.get("InputTemplate"), paths, given)
        return json.dumps(made)
    path = target.get("InputPath")
    if path and path != "$":
        return json.dumps(_at(path, shown))
    return json.dumps(shown)


def _shown(event: Mapping[str, Any]) -> Any:
    """An event as EventBridge sends it."""
    moment = event["time"]
    if not isinstance(moment, str):
        moment = datetime.fromtimestamp(float(moment), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    members = ("detail-type", "source", "account", "region", "resources", "detail")
    named = {name: event[name] for name in members}
    ordered = ("version", "id", "detail-type", "source", "account", "time", "region", "resources", "detail")  # fmt: skip
    whole = {"version": "0", "id": event["id"], "time": moment, **named}
    return {name: whole[name] for name in ordered}


def _at(path: str, event: Any) -> Any:
    """A part of an event by an InputPath, `$.detail.order`; null where there is none."""
    found = event
    for name in path.removeprefix("$").lstrip(".").split("."):
        if not isinstance(found, dict) or name not in found:
            return None
        found = found[name]
    return found


# -------------------------------------------------------------------- SNS


def _wanted(
    subscription: Any, message: str, attributes: Any, others: Mapping[str, Any]
) -> str | None:
    """The message as the subscription gets it; None if its filter does not let it through."""
    matcher = getattr(subscription, "_filter_policy_matcher", None)
    if matcher is not None and not matcher.matches(attributes, message):
        return None
    if others.get("message_structure") == "json":
        message = subscription._parse_message_structure(message, subscription.protocol)
    return message


def _publish(
    subscription: Any,
    message: str,
    message_id: str,
    subject: str | None = None,
    message_attributes: Mapping[str, Any] | None = None,
    *rest: Any,
    **others: Any,
) -> None:
    """In the place of moto's, for a subscribed function."""
    wanted = _wanted(subscription, message, message_attributes, others)
    if wanted is None:
        return
    notification = {
        "Type": "Notification",
        "MessageId": message_id,
        "TopicArn": subscription.topic.arn,
        "Subject": subject,
        "Message": wanted,
        "Timestamp": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z",
        "SignatureVersion": "1",
        "Signature": "EXAMPLE",
        "SigningCertUrl": "EXAMPLE",
        "UnsubscribeUrl": "EXAMPLE",
        "MessageAttributes": {
            name: {key: _text(value) for key, value in attribute.items()}
            for name, attribute in (message_attributes or {}).items()
        },
    }
    record = {
        "EventSource": "aws:sns",
        "EventVersion": "1.0",
        "EventSubscriptionArn": subscription.arn,
        "Sns": notification,
    }
    _deliver(subscription.endpoint, json.dumps({"Records": [record]}))


def _text(value: Any) -> Any:
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value


def _post(
    subscription: Any,
    message: str,
    message_id: str,
    subject: str | None = None,
    message_attributes: Mapping[str, Any] | None = None,
    *rest: Any,
    **others: Any,
) -> None:
    """In the place of moto's, for a subscribed URL."""
    wanted = _wanted(subscription, message, message_attributes, others)
    if wanted is None:
        return
    if not _is_here(subscription.endpoint):
        log.warning("%s is not on this machine: nothing is posted there", subscription.endpoint)
        return
    given = (subscription, wanted, message_id, subject, message_attributes)

    def send() -> None:
        from emulator.services.posting import post

        post(*given)

    threading.Thread(target=send, daemon=True).start()


def _is_here(url: str) -> bool:
    """Whether a URL names this machine."""
    host = urlsplit(url).hostname or ""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


_BY_PROTOCOL: Final[Mapping[str, Callable[..., None]]] = {
    "lambda": _publish,
    "http": _post,
    "https": _post,
}
