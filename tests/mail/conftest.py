"""GMime, which reads what was written here: one process for all tests."""

from __future__ import annotations

import json
import subprocess
from base64 import b64encode
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

SYSTEM_PYTHON = "/usr/bin/python3"  # Debian's packages are for this one alone
READER = Path(__file__).with_name("gmime_reader.py")
_NEEDED = "import gi; gi.require_version('GMime', '3.0'); from gi.repository import GMime"

Read = Callable[[bytes], dict[str, Any]]


@pytest.fixture(scope="session")
def gmime() -> Iterator[Read]:
    """Give a function that reads a message with GMime."""
    if (
        not Path(SYSTEM_PYTHON).is_file()
        or subprocess.run(
            [SYSTEM_PYTHON, "-c", _NEEDED], capture_output=True, check=False
        ).returncode
    ):
        pytest.skip("GMime is missing (Debian: python3-gi gir1.2-gmime-3.0)")
    with subprocess.Popen(
        [SYSTEM_PYTHON, str(READER)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin and process.stdout

        def read(content: bytes) -> dict[str, Any]:
            assert process.stdin and process.stdout
            process.stdin.write(b64encode(content) + b"\n")
            process.stdin.flush()
            found: dict[str, Any] = json.loads(process.stdout.readline())
            return found

        yield read
        process.stdin.close()
