"""The stage of the public pages."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.pages import Stage


@pytest.fixture
def stage(db: None) -> "Stage":
    """Published claims, a retracted one and a draft."""
    from tests.pages import set_stage

    return set_stage()
