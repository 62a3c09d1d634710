"""The table of prices: read from its data, checked, and asked for one region.

The built-in data is `prices.json`, beside this module; `asl.hosts.price_files` reads it and the file that a user puts over
it, for this package opens none. Such a file has the same shape and names only what differs:

    {"read": "2027-01", "express": {"regions": {"eu-west-1": "us-east-1"}}}

A region's entry may be the name of another region of the same table: whoever writes it says that both have one price.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, Final, NamedTuple

from asl.errors import UsageError
from asl.jsonvalue import JSON, kind

MILLION: Final = 1_000_000
ARCHITECTURES: Final = ("x86_64", "arm64")


class Source(NamedTuple):
    """Where a price is from. read: when, as YYYY-MM."""

    title: str
    page: str
    read: str
    note: str = ""

    def __str__(self) -> str:
        return f"{self.title}, {self.page}, read {self.read}"


class Tier(NamedTuple):
    """GB-hours of a month up to `up_to` (None: all others), and what each of them costs."""

    up_to: int | None
    per_gb_hour: Decimal


class ExpressPrice(NamedTuple):
    """What Express executions cost in one region."""

    per_request: Decimal
    tiers: tuple[Tier, ...]


class LambdaPrice(NamedTuple):
    """What functions cost in one region. first_tier_gb_seconds: a month's use up to which the price holds."""

    per_request: Decimal
    per_gb_second: Mapping[str, Decimal]
    first_tier_gb_seconds: int
    free_requests: int
    free_gb_seconds: int


class Prices(NamedTuple):
    """The prices of one region, in dollars. None: the table has no price for that region.

    others: engines that are no AWS service, as the table has them. sources: by part (standard, express, lambda).
    """

    region: str
    per_transition: Decimal
    free_transitions: int
    express: ExpressPrice | None
    lambda_: LambdaPrice | None
    others: Mapping[str, Any]
    sources: Mapping[str, Source]

    def missing(self, part: str) -> str:
        """Why there is no figure, and what helps. part: "express" or "lambda"."""
        return (
            f'the price table has no {part} price for "{self.region}"; --prices FILE adds one, such as '
            f'{{"{part}": {{"regions": {{"{self.region}": "us-east-1"}}}}}} for that of us-east-1'
        )


class PriceTable:
    """All prices.

    Args:
        value: the data: prices.json, or that with a user's file over it (`over`).
        name: of the file, for messages.

    Raises:
        UsageError: a part is missing or is not what it should be; the message has its pointer.
    """

    def __init__(self, value: JSON, name: str = "prices") -> None:
        self._name = name
        _check(value, _SHAPE, "", name)
        for key, source in value["sources"].items():
            _check(source, _SOURCE, f"/sources/{key}", name)
        self._value = value
        self.read: str = value["read"]
        for region in self.regions:  # whatever is wrong is said now, and not when a month is over
            self.region(region)
        for engine, facts in value["others"].items():
            self.source_of(engine)
            for at, text in _texts(facts, f"/others/{engine}"):
                self._amount(text, at)

    @property
    def regions(self) -> list[str]:
        """Regions that have a price of transitions."""
        return sorted(self._value["standard"]["per_1000_transitions"])

    def region(self, region: str) -> Prices:
        """The prices of one region.

        Raises:
            UsageError: the table does not have it; the message lists those that it has.
        """
        standard = self._value["standard"]
        by_region = standard["per_1000_transitions"]
        if region not in by_region:
            from asl.check.diagnostic import nearest

            close = nearest(region, self.regions)
            advice = f'did you mean "{close}"? ' if close else ""
            raise UsageError(
                f'{self._name} has no price for the region "{region}": {advice}It has '
                f"{', '.join(self.regions)}. --prices FILE adds others"
            )
        at = "/standard/per_1000_transitions"
        return Prices(
            region,
            self._amount(self._of(by_region, region, at), f"{at}/{region}") / 1000,
            standard["free_transitions"],
            self._express(region),
            self._lambda(region),
            self._value["others"],
            {part: self._source(part) for part in ("standard", "express", "lambda")},
        )

    def source_of(self, engine: str) -> Source:
        """Where the facts of another engine are from."""
        return self._source_named(self._value["others"][engine]["source"], f"/others/{engine}")

    def _source(self, part: str) -> Source:
        return self._source_named(self._value[part]["source"], f"/{part}")

    def _source_named(self, key: str, at: str) -> Source:
        found = self._value["sources"].get(key)
        if found is None:
            raise UsageError(f'{self._name}: {at}/source: "{key}" is not among the sources')
        return Source(
            found["title"], found["page"], found.get("read", self.read), found.get("note", "")
        )

    def _of(self, by_region: Mapping[str, JSON], region: str, at: str) -> JSON:
        """A region's entry, or that of the region whose name stands there."""
        found = by_region.get(region)
        if isinstance(found, str) and found in by_region:
            other = by_region[found]
            if isinstance(other, str) and other in by_region:
                raise UsageError(
                    f'{self._name}: {at}/{region}: "{found}" is itself another region\'s name'
                )
            return other
        return found

    def _express(self, region: str) -> ExpressPrice | None:
        at = "/express/regions"
        found = self._of(self._value["express"]["regions"], region, at)
        if found is None:
            return None
        _check(found, _EXPRESS, f"{at}/{region}", self._name)
        for place, tier in enumerate(found["gb_hour_tiers"]):
            _check(tier, _TIER, f"{at}/{region}/gb_hour_tiers/{place}", self._name)
        tiers = [
            Tier(tier["up_to"], self._amount(tier["per_gb_hour"], f"{at}/{region}/gb_hour_tiers"))
            for tier in found["gb_hour_tiers"]
        ]
        bounds = [tier.up_to for tier in tiers]
        rising = [bound for bound in bounds[:-1] if bound is not None]
        if (
            not tiers
            or bounds[-1] is not None
            or rising != sorted(set(rising))
            or (len(rising) != len(tiers) - 1)
        ):
            raise UsageError(
                f"{self._name}: {at}/{region}/gb_hour_tiers: up_to has to rise, and to be null in the last tier only"
            )
        requests = self._amount(found["per_million_requests"], f"{at}/{region}")
        return ExpressPrice(requests / MILLION, tuple(tiers))

    def _lambda(self, region: str) -> LambdaPrice | None:
        part, at = self._value["lambda"], "/lambda/regions"
        found = self._of(part["regions"], region, at)
        if found is None:
            return None
        _check(found, _LAMBDA, f"{at}/{region}", self._name)
        return LambdaPrice(
            self._amount(found["per_million_requests"], f"{at}/{region}") / MILLION,
            {
                architecture: self._amount(price, f"{at}/{region}/per_gb_second/{architecture}")
                for architecture, price in found["per_gb_second"].items()
            },
            found["first_tier_gb_seconds"],
            part["free_requests"],
            part["free_gb_seconds"],
        )

    def _amount(self, text: JSON, at: str) -> Decimal:
        try:
            amount = Decimal(text) if isinstance(text, str | int) else None
        except InvalidOperation:
            amount = None
        if amount is None or not amount.is_finite() or amount < 0:
            raise UsageError(
                f'{self._name}: {at}: {text!r} is no price; write dollars as text, such as "0.0250"'
            )
        return amount


_TIER: Final = {"up_to": (int, type(None)), "per_gb_hour": str}
_SOURCE: Final = {"title": str, "page": str}
_OPTIONAL: Final = {"note": str, "read": str, "unconfirmed": bool}  # anywhere
_EXPRESS: Final = {"per_million_requests": str, "gb_hour_tiers": list}
_LAMBDA: Final = {
    "per_million_requests": str,
    "per_gb_second": dict,
    "first_tier_gb_seconds": int,
}
_SHAPE: Final[dict[str, Any]] = {
    "read": str,
    "currency": str,
    "sources": dict,
    "standard": {"source": str, "free_transitions": int, "per_1000_transitions": dict},
    "express": {"source": str, "regions": dict},
    "lambda": {"source": str, "free_requests": int, "free_gb_seconds": int, "regions": dict},
    "others": {
        "temporal-cloud": {
            "source": str,
            "per_million_actions": {"most": str, "least": str},
            "monthly_minimum": str,
        },
        "durable-functions": {
            "source": str,
            "per_million_executions": str,
            "per_gb_second": str,
            "free_executions": int,
            "free_gb_seconds": int,
        },
    },
}


def _check(value: JSON, shape: Mapping[str, Any], at: str, name: str) -> None:
    """Exactly the members of `shape`, each of its type. Bounded by the depth of the shape."""
    if not isinstance(value, dict):
        raise UsageError(f"{name}: {at or '/'}: an object is wanted here, not {kind(value)}")
    for key, wanted in shape.items():
        if key not in value:
            raise UsageError(f'{name}: {at or "/"}: "{key}" is missing')
        found = value[key]
        if isinstance(wanted, dict):
            _check(found, wanted, f"{at}/{key}", name)
        elif not isinstance(found, wanted) or isinstance(found, bool):
            said = kind(wanted()) if wanted in (str, list, dict) else "a whole number"
            raise UsageError(f"{name}: {at}/{key}: {said} is wanted here, not {kind(found)}")
    unknown(value, shape, at, name)


def unknown(value: Mapping[str, JSON], known: Mapping[str, Any], at: str, name: str) -> None:
    """Raises UsageError where `value` has a member that is not known."""
    for key, member in value.items():
        if key not in known and not isinstance(member, _OPTIONAL.get(key, ())):
            from asl.check.diagnostic import did_you_mean

            advice = did_you_mean(key, known) or f"known are {', '.join(known)}"
            raise UsageError(f'{name}: {at or "/"}: "{key}" means nothing here; {advice}')


def _texts(facts: Mapping[str, Any], at: str) -> list[tuple[str, str]]:
    """The prices among the facts of an engine, with their pointers."""
    inner = facts.get("per_million_actions", {})
    found = [(f"{at}/per_million_actions/{key}", text) for key, text in inner.items()]
    found += [(f"{at}/{key}", text) for key, text in facts.items() if isinstance(text, str)]
    return [
        (where, text) for where, text in found if not where.endswith(("/source", "/note", "/read"))
    ]


def over(base: JSON, given: JSON, name: str) -> JSON:
    """The table `base` with the members of `given` in it: objects member by member, all else as a whole.

    Raises:
        UsageError: `given` is no object, or has at its top what no table has.
    """
    if not isinstance(given, dict):
        raise UsageError(f"{name}: prices are an object, not {kind(given)}")
    unknown(given, _SHAPE, "", name)
    made = {**base}
    pending = [(made, given)]
    while pending:  # no recursion over what a user wrote
        into, members = pending.pop()
        for key, value in members.items():
            there = into.get(key)
            if isinstance(there, dict) and isinstance(value, dict):
                into[key] = copied = {**there}
                pending.append((copied, value))
            else:
                into[key] = value
    return made
