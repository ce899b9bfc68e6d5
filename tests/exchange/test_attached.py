"""Files that records hold arrive as they are, under names that only the receiver reads, and go once."""

from tests import sample
from tests.attachments.samples import hold
from tests.exchange import forging
from tests.exchange import installations as two
from zhijiao.attachments import keeping
from zhijiao.attachments.models import Attachment
from zhijiao.exchange import making
from zhijiao.exchange.models import Part, PassedItem
from zhijiao.filing.schema import registry
from zhijiao.orgs.models import Org

NAME = "韦朗朗的批文.jpg"


def held(province):
    """A record that holds a picture: what is known of it there."""
    with province.at():
        school = sample.school()
        (pk,) = sample.fill(school, "joint_programme", 1)
        row = hold(school, "joint_programme", pk, "approval_file", NAME)
        return row.number, row.digest, keeping.content_of(row), school.code


def test_a_file_arrives_as_it_was_and_its_name_is_sealed(both):
    ministry, province = both
    number, digest, content, code = held(province)
    file = two.made(province)
    assert NAME.encode() not in file
    assert content[:200] not in file
    assert not any("韦朗朗" in line for line in forging.lines_of(province, "lots/00001.ndjson.z"))
    package = two.taken(ministry, file)
    assert package.state == "applied", package.message
    with ministry.at():
        school = Org.objects.get(code=code)
        (row,) = Attachment.objects.filter(school_id=school.pk)
        assert (row.number, row.digest) == (number, digest)
        assert (keeping.name_of(row), keeping.content_of(row)) == (NAME, content)
        record = registry.get("joint_programme").model.unscoped.get(school_id=school.pk)
        assert number in record.approval_file
        assert NAME not in row.name


def test_a_file_goes_once_and_again_in_a_full_package_without_being_doubled(both):
    ministry, province = both
    number, *_ = held(province)
    two.sent(ministry, province)
    with province.at():
        assert PassedItem.objects.filter(way="out", remote=number).exists()
        school = Org.objects.get(level="school")
        sample.fill(school, "joint_programme", 1, first=1)
    two.sent(ministry, province, "increment")
    with province.at():
        assert Part.objects.filter(kind="file").count() == 1
    package = two.sent(ministry, province)
    assert "摘要一致" in package.message
    with ministry.at():
        assert Attachment.objects.count() == 1


def test_a_file_that_is_lost_here_is_told_and_stops_nothing(both):
    ministry, province = both
    held(province)
    two.forget_folder(province)
    package = two.sent(ministry, province)
    with province.at():
        from zhijiao.exchange.models import LogLine

        assert "附件" in LogLine.objects.get(bad=True).text
    with ministry.at():
        assert not Attachment.objects.exists()
        assert package.progress["created"] > 0


def test_a_file_with_other_bytes_than_its_digest_says_is_refused(both):
    ministry, province = both
    held(province)
    two.made(province)
    with province.at():
        part = Part.objects.select_related("package").get(kind="file")
        package = part.package
        from zhijiao.exchange import envelope, store

        secrets = making.secrets_of(package)
        data = envelope.open_part(secrets, package.number, part.name, store.read(part))
        wrong = envelope.seal_part(secrets, package.number, part.name, data[:-1] + bytes([data[-1] ^ 1]))
    package = two.taken(ministry, forging.resealed(province, part.name, wrong))
    assert (package.state, "损坏" in package.message) == ("refused", True)
    with ministry.at():
        assert not Attachment.objects.exists()
