"""The data of distributed Maps: what an ItemReader reads and a ResultWriter writes.

Everything here computes: bytes of a `Bucket` in, rows out; results in, bytes out. Which files, folders or services stand
behind a bucket is the host's. Rows are made as they are asked for, and read again where they are needed again, so that
neither items nor results are ever all in memory.

Source of every rule: AWS guide, "ItemReader", "ResultWriter"; what is recorded is said where it stands.
"""

from __future__ import annotations
