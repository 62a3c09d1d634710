"""TestState: one state, run alone, answered as the API of that name answers it.

from asl import teststate

teststate.test_state({"definition": '{"Type": "Pass", "End": true}', "input": '{"a": 1}'})
# {"status": "SUCCEEDED", "output": '{"a": 1}'}
"""

from asl.teststate.refusal import TestStateError
from asl.teststate.run import test_state

__all__ = ["TestStateError", "test_state"]
