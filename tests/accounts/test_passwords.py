import pytest
from django.core.management import CommandError, call_command

from tests.accounts.places import PASSWORD, person, sign_in
from zhijiao.identity import passwords
from zhijiao.identity.models import User

pytestmark = [pytest.mark.once, pytest.mark.django_db]

NEW = "Shuren-2027"


def change(client, old=PASSWORD, new=NEW, again=None, address="/password/"):
    return client.post(address, {"old": old, "new": new, "again": new if again is None else again})


@pytest.mark.parametrize(
    ("password", "word"),
    [
        ("Ab-3", "至少需要 8 位"),
        ("abcdefgh1", "至少 3 类"),
        ("12345678", "至少 3 类"),
        ("Zhangming-1", "用户名或姓名"),
        ("1-张明-Abcd", "用户名或姓名"),
        ("P@ssw0rd", "过于常见"),
        ("Aa1" + "x" * 126, "超过 128 位"),
    ],
)
def test_weak_passwords_are_named(password, word):
    assert any(word in reason for reason in passwords.problems(password, "zhangming", "张明"))


@pytest.mark.parametrize("password", [NEW, "正道是沧桑Ab1", "x Y 3 long enough"])
def test_good_passwords_pass(password):
    assert passwords.problems(password, "zhangming", "张明") == []


def test_initial_passwords_are_good_and_differ():
    made = {passwords.initial_password() for _ in range(50)}
    assert len(made) == 50
    assert not any(passwords.problems(password) for password in made)


@pytest.mark.parametrize(("portal", "home"), [("business", "/"), ("manage", "/manage/")])
def test_the_first_sign_in_forces_a_new_password(client, tree, portal, home):
    key = {"business": "school_clerk", "manage": "school_admin"}[portal]
    person(tree.school, "fresh", key, must_change_password=True)
    address = {"business": "/password/", "manage": "/manage/password/"}[portal]
    assert sign_in(client, "fresh", portal=portal).headers["Location"] == address
    page = client.get(address).content.decode()
    assert "请先修改初始密码" in page
    assert client.get("/manage/").headers["Location"] == "/manage/password/"
    assert client.get("/no-role/").headers["Location"] == home
    assert change(client, address=address).headers["Location"] == home
    user = User.objects.get(username="fresh")
    assert user.check_password(NEW)
    assert not user.must_change_password
    assert "_auth_user_id" in client.session


def test_the_same_password_is_no_change(client, tree):
    person(tree.school, "fresh", "school_clerk", must_change_password=True)
    sign_in(client, "fresh")
    response = change(client, new=PASSWORD)
    assert response.status_code == 422
    assert "与原密码相同" in response.content.decode()
    assert User.objects.get(username="fresh").must_change_password


def test_wrong_things_are_said_beside_the_box(client, clerk):
    client.force_login(clerk)
    assert "原密码不正确" in change(client, old="Wrong-2026").content.decode()
    assert "不一致" in change(client, again="Shuren-2028").content.decode()
    assert "至少需要 8 位" in change(client, new="Ab-3").content.decode()
    blank = client.post("/password/", {}).content.decode()
    assert "请填写原密码。" in blank
    assert "请填写新密码。" in blank
    clerk.refresh_from_db()
    assert clerk.check_password(PASSWORD)


def test_nothing_secret_is_sent_back(client, clerk):
    client.force_login(clerk)
    page = change(client, old="Wrong-2026", new="Other-2026").content.decode()
    assert "Wrong-2026" not in page
    assert "Other-2026" not in page


def test_guessing_the_old_password_is_slowed_down(client, clerk):
    client.force_login(clerk)
    for _ in range(5):
        change(client, old="Wrong-2026")
    assert "15 分钟后再试" in change(client).content.decode()


def test_a_change_ends_all_other_sessions(client, clerk):
    other = client.__class__()
    sign_in(other, "wei")
    assert other.get("/password/").status_code == 200
    client.force_login(clerk)
    change(client)
    assert client.get("/password/").status_code == 200
    assert other.get("/password/").headers["Location"].startswith("/login/")


def test_the_first_administrator_comes_from_the_command(client, db, capsys):
    call_command("firstadmin", "root", "韦朗朗")
    password = capsys.readouterr().out.strip()
    assert sign_in(client, "root", password, portal="manage").headers["Location"] == "/manage/password/"
    with pytest.raises(CommandError, match="已被使用"):
        call_command("firstadmin", "root", "韦朗朗")


def test_the_last_five_passwords_are_not_taken_again(client, clerk):
    client.force_login(clerk)
    used = [PASSWORD, *(f"Shuren-202{number}" for number in range(1, 7))]
    for old, new in zip(used, used[1:], strict=False):
        assert change(client, old, new).status_code == 302
    for former in used[1:6]:
        assert "最近 5 次" in change(client, used[6], former).content.decode(), former
    assert change(client, used[6], PASSWORD).status_code == 302
    assert clerk.former_passwords.count() == 5
    assert not any(former in row.password for row in clerk.former_passwords.all() for former in used)
