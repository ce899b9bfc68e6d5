from pathlib import Path

import pytest

from tests.security.attacker.other_systems import OtherSystems
from tests.security.attacker.scene import FORMS, Scene
from tests.undone import undone
from zhijiao.intake import dependency_order


@pytest.fixture(scope="package")
def built(django_db_setup, django_db_blocker):
    with undone(django_db_blocker, Scene) as made:
        yield made


@pytest.fixture
def scene(built, db, monkeypatch):
    """The school; its workbook of all forms holds those about people, the others say nothing of anybody."""
    every = dependency_order.sequence
    monkeypatch.setattr(
        dependency_order, "sequence", lambda forms: [form for form in every(forms) if form.key in FORMS]
    )
    return built


@pytest.fixture
def systems(scene, settings, tmp_path):
    settings.EXCHANGE_NODE, settings.MEDIA_ROOT = "ministry", str(tmp_path)
    settings.SIGN_IN_PROVIDERS_FILE = str(Path(__file__).parents[2] / "sso" / "providers.toml")
    return OtherSystems(scene)
