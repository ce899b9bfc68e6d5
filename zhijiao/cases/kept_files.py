"""Files of versions that were handed in: they are kept as long as the version, whatever becomes of the record."""

from typing import Any

from zhijiao.cases.form_keys import CASE_FORMS
from zhijiao.cases.models import CaseVersion
from zhijiao.filing.records import attached
from zhijiao.kit.rich_text import sanitise


def register() -> None:
    """Tell whoever sweeps files about them."""
    attached.holder(of_school)


def of_school(form: str, school_id: int) -> set[str]:
    """Numbers of all files that versions of a school's cases hold."""
    if form not in CASE_FORMS:
        return set()
    found = CaseVersion.objects.filter(school_id=school_id, case__school_id=school_id, case__form=form)
    return {
        number
        for files, items in found.values_list("files", "items").iterator(chunk_size=100)
        for number in numbers(files, items)
    }


def numbers(files: dict[str, list[dict[str, Any]]], items: list[dict[str, str]]) -> set[str]:
    """Numbers of the files of a version, pictures inside its texts among them."""
    held = {each["number"] for several in files.values() for each in several}
    return held | {number for item in items for number in sanitise.pictures_in(item.get("html"))}
