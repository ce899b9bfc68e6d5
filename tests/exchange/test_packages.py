"""A package from the province to the ministry: everything arrives, increments cost what changed, twice is once."""

import pytest

from tests import sample
from tests.exchange import installations as two
from zhijiao.exchange import applying, receiving
from zhijiao.exchange.models import Package, Part, Partner, Standing
from zhijiao.filing.models import Change, FilingCount
from zhijiao.filing.records import writer
from zhijiao.filing.records.period_locks import PeriodLocked
from zhijiao.filing.records.validation import validate
from zhijiao.filing.schema import registry
from zhijiao.identity.actor import Actor
from zhijiao.orgs.models import Org
from zhijiao.private import blind_index
from zhijiao.search import finder
from zhijiao.search.models import BlindEntry


def test_every_form_arrives_as_it_was(both):
    ministry, province = both
    forms = registry.registry().records
    with province.at():
        school = sample.school()
        sample.fill_all(school, 3)
        expected = {form.key: two.of_school(form, school.code) for form in forms}
        counts = sorted(FilingCount.objects.values_list("form", "year", "term", "rows", "gaps"))
    package = two.sent(ministry, province)
    with ministry.at():
        assert {form.key: two.of_school(form, school.code) for form in forms} == expected
        assert sorted(FilingCount.objects.values_list("form", "year", "term", "rows", "gaps")) == counts
        assert applying.prove(package.partner) == []
        total = applying.total_of(package.partner)
    with province.at():
        ours = Partner.objects.get()
        assert applying.prove(ours) == []
        assert (ours.sent, applying.total_of(ours)) == (1, total)


def test_private_values_and_names_are_found_at_the_ministry(both):
    ministry, province = both
    with province.at():
        school = sample.school()
        sample.fill(school, "student", 2)
        number = sample.row("student", 1)["id_number"]
        name = sample.row("student", 1)["name"]
    two.sent(ministry, province)
    with ministry.at():
        here = Org.objects.get(code=school.code)
        (found,) = BlindEntry.objects.filter(form="student", blind=blind_index.index("id", number))
        record = registry.get("student").model.unscoped.get(pk=found.record_id)
        assert found.school_id == here.pk == record.school_id
        assert finder.search(here.path, name, ["student"])


def test_an_increment_brings_changes_and_deletions_alone(both):
    ministry, province = both
    form = registry.get("student")
    with province.at():
        school = sample.school()
        ids = sample.fill(school, form, 6)
    two.sent(ministry, province)
    with province.at():
        system = Actor.system(school)
        made = validate(form, school, sample.raw(form, 1, 0, name="韦改名"), ids=[ids[0]])
        assert made.clean, made.problems
        writer.write(system, school, made)
        writer.delete(system, school, form, [ids[5]])
        sample.fill(school, form, 1, first=7)
        expected = two.of_school(form, school.code)
    package = two.sent(ministry, province, "increment")
    assert (package.rows, package.gone) == (2, 1)
    with ministry.at():
        assert two.of_school(form, school.code) == expected
        assert FilingCount.objects.get(form="student").rows == 6
        assert applying.prove(package.partner) == []
        actions = list(Change.objects.filter(form="student").order_by("pk").values_list("action", flat=True))
        assert sorted(actions) == sorted(["add"] * 7 + ["change", "delete"])


def test_twice_is_once(both):
    ministry, province = both
    with province.at():
        sample.fill(sample.school(), "student", 4)
    file = two.made(province)
    first = two.taken(ministry, file)
    with ministry.at():
        before = Change.objects.count()
    again = two.taken(ministry, file)
    with ministry.at():
        assert (again.pk, again.receipt) == (first.pk, first.receipt)
        assert Change.objects.count() == before


def test_a_full_package_upon_the_same_changes_nothing(both):
    ministry, province = both
    with province.at():
        sample.fill(sample.school(), "student", 4)
    two.sent(ministry, province)
    with ministry.at():
        before = Change.objects.count()
    package = two.sent(ministry, province)
    assert package.progress["same"] > 0
    assert "摘要一致" in package.message
    with ministry.at():
        assert Change.objects.count() == before


def test_what_the_province_keeps_is_not_changed_here(both):
    ministry, province = both
    with province.at():
        school = sample.school()
        sample.fill(school, "student", 1)
    two.sent(ministry, province)
    with ministry.at():
        here = Org.objects.get(code=school.code)
        with pytest.raises(PeriodLocked, match="只能查看"):
            sample.fill(here, "campus", 1)
        record = registry.get("student").model.unscoped.get()
        with pytest.raises(PeriodLocked):
            writer.delete(Actor.system(here), here, registry.get("student"), [record.pk])


def test_own_records_go_on_with_their_own_numbers(both):
    ministry, province = both
    with province.at():
        sample.fill(sample.school(), "campus", 2)
    two.sent(ministry, province)
    with ministry.at():
        other = sample.school(serial=77, name="部直属学校", under=Org.objects.get(parent=None))
        assert max(sample.fill(other, "campus", 1)) < 2**44


def test_a_school_that_is_renamed_and_closed_follows(both):
    from zhijiao.orgs import services

    ministry, province = both
    with province.at():
        school = sample.school()
        sample.fill(school, "campus", 1)
    two.sent(ministry, province)
    with province.at():
        services.rename_org(school, services.By(), name="改名学校")
        services.close_org(Org.objects.get(pk=school.pk), services.By())
    two.sent(ministry, province, "increment")
    with ministry.at():
        here = Org.objects.get(code=school.code)
        assert (here.name, here.status) == ("改名学校", "closed")


def test_a_later_package_waits_for_the_one_it_is_based_on(both):
    ministry, province = both
    with province.at():
        school = sample.school()
        sample.fill(school, "campus", 1)
    two.sent(ministry, province)
    with province.at():
        sample.fill(school, "department", 1)
    second = two.made(province, "increment")
    with province.at():  # acknowledged by hand, as if its receipt had come
        Partner.objects.update(sent=2)
    third = two.made(province, "increment")
    package = two.taken(ministry, third)
    assert package.state == "waiting"
    assert "缺少第 2 号包" in package.message
    two.taken(ministry, second)
    with ministry.at():
        package.refresh_from_db()
        assert package.state == "applied"


def test_parts_come_in_any_order_and_again(both):
    ministry, province = both
    with province.at():
        sample.fill_all(sample.school(), 1)
    two.made(province)
    with province.at():
        from zhijiao.exchange import manifest, store

        envelope = manifest.signed_of(Package.objects.get())
        parts = {part.n: store.read(part) for part in Part.objects.select_related("package")}
    with ministry.at():
        package = receiving.offer(Partner.objects.get(), envelope, "测试")
        for n in sorted(parts, reverse=True):
            data, half = parts[n], len(parts[n]) // 2
            assert receiving.put(package, n, half, data[half:]) == (0 if half else len(data))
            receiving.put(package, n, 0, data[:half])
            receiving.put(package, n, 0, data[:half])
            assert receiving.put(package, n, half, data[half:]) == len(data)
        assert receiving.missing(package) == []
        assert two.applied(receiving.finish(package)).state == "applied"
        assert Standing.objects.exists()
