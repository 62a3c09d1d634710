"""Functions in this process: `asl.hosts.imported`, under the name that the server has for it."""

from __future__ import annotations

from asl.hosts.imported import ImportedHandler as InProcess

__all__ = ["InProcess"]
