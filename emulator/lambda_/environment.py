"""What a worker process sees of the world: an environment made from nothing.

Nothing of the server's own environment goes in but where programs and the system's libraries are. So a function cannot
reach real AWS by accident: its credentials are dummies, there is no profile and no metadata service, and every client that
it makes goes to the endpoints given. The other names are Lambda's own.

Source: AWS guide, "Defined runtime environment variables".
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import Final

from emulator.lambda_.code import Code

_PASSED_ON: Final = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT", "SSL_CERT_FILE", "SSL_CERT_DIR")
_EXECUTION: Final = {
    "python": f"AWS_Lambda_python{sys.version_info.major}.{sys.version_info.minor}",
    "node": "AWS_Lambda_nodejs",
    "command": "AWS_Lambda_provided",
}


def environment_of(
    code: Code, *, region: str, endpoints: Mapping[str, str], scratch: str
) -> dict[str, str]:
    """All variables of a worker that runs this code.

    Args:
        endpoints: `AWS_ENDPOINT_URL` and `AWS_ENDPOINT_URL_<SERVICE>`.
        scratch: a folder of its own, for HOME and temporary files.
    """
    group = f"/aws/lambda/{code.name}"
    return {
        **{name: os.environ[name] for name in _PASSED_ON if name in os.environ},
        "HOME": scratch,
        "TMPDIR": scratch,
        "LANG": "en_US.UTF-8",
        "TZ": ":UTC",
        "PYTHONDONTWRITEBYTECODE": "1",  # a function's folder is its author's
        "PYTHONNOUSERSITE": "1",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_SESSION_TOKEN": "test",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_DISABLE_HOST_PREFIX_INJECTION": "true",
        "AWS_REGION": region,
        "AWS_DEFAULT_REGION": region,
        "AWS_EXECUTION_ENV": _EXECUTION[code.runtime],
        "AWS_LAMBDA_FUNCTION_NAME": code.name,
        "AWS_LAMBDA_FUNCTION_VERSION": code.version,
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(code.memory_mb),
        "AWS_LAMBDA_LOG_GROUP_NAME": group,
        "AWS_LAMBDA_LOG_STREAM_NAME": f"[{code.version}]local",
        "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
        "LAMBDA_TASK_ROOT": str(code.folder),
        "_HANDLER": code.handler,
        **endpoints,
        **dict(code.environment),
    }
