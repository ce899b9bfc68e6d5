"""What `zhijiao check` says of the installation as a whole."""

from zhijiao.config import system_checks


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
