"""What `zhijiao check` says of the installation as a whole."""

from types import SimpleNamespace

from zhijiao.config import system_checks
from zhijiao.filing.schema import registry


def test_a_module_that_the_settings_do_not_name_is_told(tmp_path, monkeypatch):
    for name in ("safety", "catering"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "apps.py").touch()
    (tmp_path / "no_module").mkdir()
    monkeypatch.setattr(system_checks, "MODULES", tmp_path)
    (error,) = system_checks.check_modules_are_installed(None)
    assert error.id == "config.E001"
    assert "catering" in error.msg
    assert '"zhijiao.modules.catering"' in error.hint


def test_every_module_that_is_there_is_installed():
    assert system_checks.check_modules_are_installed(None) == []


def test_a_form_that_the_matrix_does_not_name_is_told(monkeypatch):
    stray = SimpleNamespace(key="equipment_loan", module="general", places=[])
    monkeypatch.setattr(registry, "forms", lambda: {"campus": registry.get("campus"), stray.key: stray})
    (error,) = system_checks.check_forms_have_places(None)
    assert error.id == "config.E002"
    assert "equipment_loan" in error.msg
    assert "zhijiao/catalogue/rounds" in error.hint


def test_every_form_and_every_part_of_one_has_a_place():
    assert any(form.host for form in registry.forms().values())
    assert system_checks.check_forms_have_places(None) == []
