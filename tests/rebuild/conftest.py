"""The workspace that every test here begins with."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rebuild.made import BRIDGE, SCHOOL, picture, write


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write(tmp_path, "data/bridge.yaml", BRIDGE)
    write(tmp_path, "data/school.yaml", SCHOOL)
    write(tmp_path, "data/costs.csv", "what,cost\nSteel,12\n")
    picture(tmp_path / "data" / "logo.png", "navy")
    return tmp_path
