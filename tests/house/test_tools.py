"""The tools of the test suite themselves: the PostgreSQL chooser and the browser."""

import psycopg
import pytest
import python_calamine
import xlsxwriter

from tests import axe, office, postgres


@pytest.mark.slow
@pytest.mark.parametrize("kind", [postgres.private, postgres.from_wheel])
def test_a_private_server_starts_answers_and_goes(kind):
    try:
        with kind() as (address, _), psycopg.connect(address) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
    except postgres.Unavailable as reason:
        pytest.skip(str(reason))
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(address, connect_timeout=1)


@pytest.mark.browser
def test_axe_finds_a_picture_without_text(page):
    page.set_content("<html lang=zh-Hans><title>一</title><main><h1>一</h1><img src='data:,'></main></html>")
    assert [rule["id"] for rule in axe.violations(page)] == ["image-alt"]
    with pytest.raises(AssertionError, match="image-alt"):
        axe.assert_no_violations(page)


@pytest.mark.slow
@pytest.mark.needs_soffice
def test_libreoffice_keeps_the_cells_of_a_workbook(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        book.add_worksheet("数据").write_row(0, 0, ["王丽", "001", 12.5])
    copy = office.resave(tmp_path / "a.xlsx", tmp_path / "saved")
    sheet = python_calamine.load_workbook(str(copy)).get_sheet_by_name("数据")
    assert sheet.to_python() == [["王丽", "001", 12.5]]
