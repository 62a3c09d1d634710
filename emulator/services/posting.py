"""Notifications of SNS over HTTP, signed as moto signs them.

Nothing but the URL itself is asked: no proxy, no redirect, which could lead anywhere.

Source: SNS guide, "Parsing Amazon SNS message formats", "Amazon SNS message delivery retries" (a message is sent once here).
"""

from __future__ import annotations

import base64
import json
import logging
import urllib.request
from collections.abc import Mapping
from typing import Any, Final

log = logging.getLogger(__name__)


def post(
    subscription: Any,
    message: str,
    message_id: str,
    subject: str | None,
    attributes: Mapping[str, Any] | None,
) -> None:
    """Post a message to the URL of a subscription of moto's; what goes wrong is in the log. For a thread."""
    headers = {
        "Content-Type": "text/plain; charset=UTF-8",
        "x-amz-sns-message-type": "Notification",
        "x-amz-sns-message-id": message_id,
        "x-amz-sns-topic-arn": subscription.topic.arn,
        "x-amz-sns-subscription-arn": subscription.arn,
    }
    if str(subscription.attributes.get("RawMessageDelivery")).lower() == "true":
        body, headers["x-amz-sns-rawdelivery"] = message, "true"
    else:
        told = subscription.get_post_data(message, message_id, subject, attributes)
        body = json.dumps(told, default=_text)
    request = urllib.request.Request(subscription.endpoint, body.encode(), headers)
    try:
        with _DIRECT.open(request, timeout=_POST_S):
            pass
    except (OSError, ValueError) as e:  # an HTTP status that says no is an OSError
        log.warning("a message was not delivered to %s: %s", subscription.endpoint, e)


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any) -> None:
        """None: a redirect is an answer, and could lead anywhere."""


_DIRECT: Final = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirects)
_POST_S: Final = 15  # SNS guide: how long an endpoint has to answer


def _text(value: Any) -> Any:
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value
