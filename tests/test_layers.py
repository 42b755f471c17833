"""Who may import whom: the tree keeps to the table, and the check can fail."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.layers import modules, violations

ROOT = Path(__file__).parents[1]


def test_every_module_keeps_to_the_table() -> None:
    package = ROOT / "briefgen"
    assert {module.name for module in modules(package)} >= {"errors", "document", "writers"}
    assert violations(package) == []


def tree(folder: Path, files: dict[str, str]) -> Path:
    """Make a package of the given files, beside rooms that break nothing."""
    sound = {
        "__init__.py": "from briefgen.cli import main\n",
        "errors.py": "import dataclasses\n",
        "document.py": "from briefgen.errors import Location\n",
        "theme.py": "from briefgen.document import Align\n",
        "load.py": "from . import errors\nfrom .document import Text\n",
        "view.py": "import briefgen.errors\n",
        "writers/__init__.py": "TABLE = {'pdf': 'briefgen.writers.pdf'}\n",
        "writers/docx/__init__.py": "import docx\nfrom lxml import etree\n",
        "writers/pdf/__init__.py": "from reportlab.platypus import Table\nfrom ..widths import w\n",
        "writers/widths.py": "from briefgen.theme import Theme\n",
        "cli/__init__.py": "import typer\nfrom briefgen import __version__\nfrom .build import x\n",
        "cli/build.py": "from briefgen import load\n",
    }
    for name, source in (sound | files).items():
        path = folder / "briefgen" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source, encoding="utf-8")
    return folder / "briefgen"


def test_a_sound_tree_has_no_violation(tmp_path: Path) -> None:
    assert violations(tree(tmp_path, {})) == []


@pytest.mark.parametrize(
    ("name", "source", "expected"),
    [
        pytest.param(
            "errors.py",
            "import os\nfrom briefgen.document import Text\n",
            "errors.py:2: imports document, a room of a higher row",
            id="higher row",
        ),
        pytest.param(
            "load.py",
            "from briefgen import view\n",
            "load.py:1: imports view, a room of its own row",
            id="same row",
        ),
        pytest.param(
            "load.py",
            "from .view import cut\n",
            "load.py:1: imports view, a room of its own row",
            id="relative",
        ),
        pytest.param(
            "writers/pdf/__init__.py",
            "from ...cli.build import x\n",
            "writers/pdf/__init__.py:1: imports cli, a room of a higher row",
            id="relative from deep down",
        ),
        pytest.param(
            "theme.py",
            "def late():\n    from briefgen import cli\n",
            "theme.py:2: imports cli, a room of a higher row",
            id="inside a function",
        ),
        pytest.param(
            "theme.py",
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import briefgen.load\n",
            "theme.py:3: imports load, a room of a higher row",
            id="for types alone",
        ),
        pytest.param(
            "theme.py",
            "import importlib\nimportlib.import_module('briefgen.load')\n",
            "theme.py:2: imports load, a room of a higher row",
            id="by name",
        ),
        pytest.param(
            "theme.py",
            "ROOMS = {'load': 'briefgen.load'}\n",
            "theme.py:1: imports load, a room of a higher row",
            id="by a table of names",
        ),
        pytest.param(
            "theme.py",
            "from importlib import import_module as i\nimport importlib\n"
            "importlib.import_module(f'briefgen.{1}')\n",
            "theme.py:3: imports a module by a name made up on the way",
            id="by a computed name",
        ),
        pytest.param(
            "view.py",
            "from briefgen import build\n",
            "view.py:1: imports briefgen itself, and so every room",
            id="the public names",
        ),
        pytest.param(
            "view.py",
            "import jinja2\n",
            "view.py:1: imports jinja2, whose home is render",
            id="somebody else's home",
        ),
        pytest.param(
            "writers/widths.py",
            "from reportlab.lib import colors\n",
            "writers/widths.py:1: imports reportlab, whose home is writers.pdf",
            id="beside the home",
        ),
        pytest.param(
            "load.py",
            "import smtplib\n",
            "load.py:1: imports smtplib, whose home is mail",
            id="a standard library with a home",
        ),
        pytest.param(
            "load.py",
            "def late():\n    import requests.sessions\n",
            "load.py:2: imports requests, which has no home",
            id="no home",
        ),
        pytest.param(
            "load.py",
            "from importlib import import_module\nimport_module('docx')\n",
            "load.py:2: imports docx, whose home is writers.docx",
            id="a library by name",
        ),
        pytest.param(
            "writers/pdf/table.py",
            "from briefgen.writers.docx import xml\n",
            "writers/pdf/table.py:1: imports writers.docx, from which it is kept apart",
            id="between the writers",
        ),
        pytest.param(
            "writers/docx/table.py",
            "from ..pdf import fonts\n",
            "writers/docx/table.py:1: imports writers.pdf, from which it is kept apart",
            id="between the writers, the other way",
        ),
        pytest.param(
            "utils.py",
            "import os\n",
            "utils.py:1: no row of the table has the room utils",
            id="a room that the table lacks",
        ),
        pytest.param(
            "utils/text.py",
            "import os\n",
            "utils/text.py:1: no row of the table has the room utils",
            id="a package that the table lacks",
        ),
    ],
)
def test_a_violation_is_found(tmp_path: Path, name: str, source: str, expected: str) -> None:
    assert violations(tree(tmp_path, {name: source})) == [expected]
