"""Run a command and print what it took, as JSON: `python -S launch.py COMMAND…`.

Imports next to nothing: on Linux the peak memory of a child counts from the size of the
process that starts it.
"""

import json
import os
import subprocess
import sys
from time import perf_counter


def main() -> int:
    """Run the command of the arguments; its own output is dropped, its faults are not."""
    start = perf_counter()
    child = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    took = (perf_counter() - start) * 1000
    child.returncode = os.waitstatus_to_exitcode(status)
    unit = 1_000_000 if sys.platform == "darwin" else 1000  # bytes there, kilobytes elsewhere
    print(json.dumps({"ms": took, "mb": used.ru_maxrss / unit}))
    return child.returncode


if __name__ == "__main__":
    sys.exit(main())
