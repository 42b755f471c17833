"""Checkers of other hands, run as their commands are: many files at a time.

Owns how they are called and read. A checker that could not read a file, or ran fewer rules
than it ought to, is no witness: that fails here, and never counts as nothing found.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

Findings = dict[str, dict[str, str]]
"""By the stem of a file: each rule that it breaks, with what was said of it first."""

_TOOLS = Path(sys.executable).parent
_ALWAYS = {"DOC-001", "TXT-001", "TXT-004", "TXT-005"}  # of both layers, whatever a file holds
_IDLE = {"not-applicable", "not-implemented"}
_PDFUA_RULES = 12


def _run(tool: str, *arguments: str, files: Sequence[Path]) -> str:
    command = [str(_TOOLS / tool), *arguments, *map(str, files)]
    run = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    # Both say by their exit code that something was found; what, is read from their reports.
    assert run.stdout, run.stderr
    return run.stdout


def outloud(files: Sequence[Path]) -> Findings:
    """Give the errors and warnings of both layers of outloud."""
    report = json.loads(_run("outloud", "--quiet", "--json", "-", files=files))
    found: Findings = {}
    for result in report["results"]:
        assert result["error"] is None, result["error"]
        ran = {rule["rule"] for rule in result["rules"] if rule["status"] == "ran"}
        assert ran >= _ALWAYS, _ALWAYS - ran
        others = [rule for rule in result["rules"] if rule["status"] not in ("ran", *_IDLE)]
        assert {rule["reason"] for rule in others} <= {"needs --source"}, others
        rules = found.setdefault(Path(result["path"]).stem, {})
        for finding in result["findings"]:
            if finding["severity"] in ("error", "warning"):
                rules.setdefault(finding["rule"], finding["message"])
    return _of_all(found, files)


def pdfua(files: Sequence[Path]) -> Findings:
    """Give what pdfua finds; of what it skips, too, since nobody judged it."""
    rest = _run("pdfua", "check", "--format", "json", files=files)
    found: Findings = {}
    decoder = json.JSONDecoder()
    while rest := rest.lstrip():
        result, end = decoder.raw_decode(rest)
        rest = rest[end:]
        assert result["summary"]["rules_run"] + len(result["skipped"]) == _PDFUA_RULES
        rules = found.setdefault(Path(result["file"]).stem, {})
        for finding in result["findings"]:
            rules.setdefault(finding["rule_id"], finding["message"])
        for skipped in result["skipped"]:
            rules.setdefault(skipped["rule_id"], f"skipped: {skipped}")
    return _of_all(found, files)


def _of_all(found: Findings, files: Sequence[Path]) -> Findings:
    assert set(found) == {path.stem for path in files}
    return found


CHECKERS: dict[str, Callable[[Sequence[Path]], Findings]] = {"outloud": outloud, "pdfua": pdfua}


def judged(folder: Path, contents: dict[str, bytes]) -> dict[str, Findings]:
    """Let every checker look at files that are written into a folder, by their names."""
    files = []
    for name, content in contents.items():
        files.append(path := folder / f"{name}.pdf")
        path.write_bytes(content)
    return {tool: check(files) for tool, check in CHECKERS.items()}
