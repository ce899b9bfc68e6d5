"""A small tree with people in it, for the tests of accounts."""

from dataclasses import dataclass

from zhijiao.identity import privacy_confirmations
from zhijiao.identity.models import Role, User
from zhijiao.kit.school_code import make_school_code
from zhijiao.orgs.models import Level, Org
from zhijiao.orgs.services import create_org
from zhijiao.signin import captcha
from zhijiao.users.services import create_user

PASSWORD = "Taoli-2026"


@dataclass
class Tree:
    """Ministry, province, city, county, a school of the city, another of the province, one of another province."""

    ministry: Org
    province: Org
    city: Org
    county: Org
    school: Org
    sister: Org
    elsewhere: Org
    foreign: Org


def plant() -> Tree:
    ministry = create_org(None, Level.MINISTRY, "教育部", "000000")
    province = create_org(ministry, Level.PROVINCE, "云岭省教育厅", "450000", region="450000")
    city = create_org(province, Level.CITY, "云州市教育局", "450100", region="450100")
    county = create_org(city, Level.COUNTY, "云河县教育局", "450123", region="450123")
    elsewhere = create_org(ministry, Level.PROVINCE, "海东省教育厅", "460000", region="460000")
    school = create_org(city, Level.SCHOOL, "云州市工业学校", make_school_code("45", 1), "continuing")
    sister = create_org(province, Level.SCHOOL, "云岭省商业学校", make_school_code("45", 2), "continuing")
    foreign = create_org(elsewhere, Level.SCHOOL, "海东省水产学校", make_school_code("46", 1), "resumed")
    return Tree(ministry, province, city, county, school, sister, elsewhere, foreign)


def role(key: str) -> Role:
    return Role.objects.get(org=None, key=key)


def person(org: Org, username: str, *keys: str, real_name: str = "韦朗朗", **facts) -> User:
    facts.setdefault("must_change_password", False)
    roles = [role(key) for key in keys]
    made = create_user(org, username, real_name, roles, password=PASSWORD, **facts)[0]
    return confirmed(made)


def confirmed(user: User) -> User:
    """The account with its privacy roles confirmed, as the department above does."""
    if user.roles.exclude(privacy="none").exists():
        privacy_confirmations.confirm_all(user, by="主管部门")
    return user


def answer_captcha(client) -> dict[str, str]:
    """Fetch a picture as the page does and read its digits on the server."""
    name = captcha.new_name()
    assert client.get(f"/captcha/{name}.png").status_code == 200
    return {"captcha_name": name, "captcha": captcha.digits_of(name)}


def sign_in(client, username: str, password: str = PASSWORD, portal: str = "business", **more):
    address = "/manage/login/" if portal == "manage" else "/login/"
    posted = {"username": username, "password": password, **answer_captcha(client), **more}
    return client.post(address, posted)
