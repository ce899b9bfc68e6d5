"""本校无此项 in one round, whatever the school had in another."""

import pytest
from django.utils import timezone

from tests.accounts.places import person
from zhijiao.catalogue.matrix import filing_round
from zhijiao.filing.models import FilingCount
from zhijiao.filing.schema import registry
from zhijiao.identity.rights import actor_for
from zhijiao.rounds.completeness import progress
from zhijiao.rounds.services import NotDeclarable, declare_nil


def test_what_there_was_in_another_year_does_not_stand_against_it(tree, first, opened):
    clerk = actor_for(person(tree.school, "yewu", "school_clerk"))
    form, later = registry.get("aid_given"), filing_round(opened.key)
    FilingCount.objects.create(
        school=tree.school, form=form.key, year=first.academic_year, rows=3, updated_at=timezone.now()
    )
    assert progress(tree.school, later).of(form).count.rows == 0
    declare_nil(clerk, tree.school, form, later)
    assert progress(tree.school, later).of(form).state == "done"
    with pytest.raises(NotDeclarable, match="已有数据"):
        declare_nil(clerk, tree.school, form, first)
