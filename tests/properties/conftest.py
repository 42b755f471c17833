"""A workspace in which random issues are built."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from briefgen.workspace import Workspace
from tests.made import workspace

TEMPLATES = Path(__file__).parents[2] / "templates"


@pytest.fixture(scope="package")
def place(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Make a workspace that has words for Spanish documents, if English ones."""
    root = tmp_path_factory.mktemp("workspace")
    words = root / "templates" / "_words"
    words.mkdir(parents=True)
    shutil.copy(TEMPLATES / "_words" / "en.yaml", words / "es.yaml")
    return workspace(root)
