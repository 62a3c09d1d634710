"""Coverage of state machines: which states, transitions, rules, retriers, catchers and clocks runs have reached.

`points` says what there is to cover, `collect` reads it from a run's records, `totals` counts over runs; `data` is the form
in files; `report`, `html`, `cobertura` and `lcov` are what people and tools read. All of it computes: no file is opened here.
"""

from asl.observe.coverage.points import GROUPS, Key, Point, points_of
from asl.observe.coverage.totals import Count, Coverage, Covered, Miss

__all__ = ["GROUPS", "Count", "Coverage", "Covered", "Key", "Miss", "Point", "points_of"]
