"""The data files read the same on every build of PyYAML."""

from pathlib import Path

import pytest
import yaml

from documents.letters import forms, shipped

FILES = sorted(Path(forms.__file__).parent.glob("*.yaml"))


def test_the_forms_and_the_other_data_ship() -> None:
    assert {file.stem for file in FILES} >= {"forms", "profiles", "skeletons"}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_file_says_the_same_with_and_without_libyaml(file: Path) -> None:
    assert shipped.shipped(file) == yaml.safe_load(file.read_text("utf-8"))
