"""Rows of 学校基本信息 and 企业信息."""

from typing import Any

from zhijiao.demo.facts import facts
from zhijiao.demo.people import People, counties
from zhijiao.demo.premises import SITE_SHARES, students
from zhijiao.demo.randomness import Chance
from zhijiao.demo.school_plan import SchoolPlan
from zhijiao.kit.credit import make_credit_code

SCHOOL_TYPES = {"continuing": "361", "resumed": "361", "attached": "415", "other": "514"}
BODY_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
ENTERPRISES = 32


def profile(plan: SchoolPlan, authority: str) -> dict[str, Any]:
    """学校基本信息, run by the authority of that name."""
    chance, people, row = plan.chance, plan.people, plan.row
    independent = row["school_type"] != "attached"
    names = [member.person.name for member in plan.staff[:3]] or [people.name("1", 1970) for _ in range(3)]
    level, runner = _running(row["authority"])
    founded = chance.between(1956, 1998)
    return {
        "school_code": row["code"],
        "name": row["name"],
        "school_type": SCHOOL_TYPES[row["school_type"]],
        "nature": "公办",
        "running_level": level,
        "runner": runner,
        "authority": runner,
        "authority_name": authority,
        "founded": f"{founded}-09",
        "evaluation": "国家级重点" if row["filled"] == "complete" else "其他",
        "legal_status": independent,
        "credit_code": _credit_code(chance, "12", row["region"]) if independent else None,
        "legal_certificate": f"事证第1{row['region']}{chance.digits(5)}号" if independent else None,
        "legal_person": names[0],
        "principal": names[0],
        "principal_since": "2018-07",
        "principal_phone": people.mobile(),
        "party_secretary": names[1],
        "contact": names[2],
        "contact_phone": people.mobile(),
        "region": row["region"],
        "urban_rural": "镇中心区" if row["city"].endswith("县") else "主城区",
        "address": f"{row['city']}{row['road']}",
        "postcode": f"53{plan.city[2]}0{plan.city[3]}0",
        "phone": f"077{plan.city[3]}-555{row['code'][-4:]}",
        "email": f"office@s{row['code']}.example.cn",
        "website": f"https://www.s{row['code']}.example.cn",
        "campus_count": len(SITE_SHARES[len(plan.groups) > 40]),
        "approved_scale": students(plan) // 100 * 100 + 300,
        "approved_posts": len(plan.staff) or 60,
        "has_boarding": True,
        "is_minority": "民族" in row["name"],
        "founding": f"为满足本地产业发展对技能人才的需要，于{founded}年经批准设立",
    }


def _running(authority: str) -> tuple[str, str]:
    """隶属层级 and kind of runner by the authority's code."""
    if authority.endswith("0000"):
        return "省属", "省级教育部门"
    return ("市属", "地级教育部门") if authority.endswith("00") else ("县（区）属", "县级教育部门")


def enterprises(plan: SchoolPlan) -> list[dict[str, Any]]:
    """企业信息: companies of the trades that the school teaches."""
    trades = plan.row["trades"].split()
    kinds = [kind for kind in facts("enterprises") if kind["trade"] in trades]
    return [_enterprise(plan.chance, plan.people, n, kinds[n % len(kinds)]) for n in range(ENTERPRISES)]


def _enterprise(chance: Chance, people: People, n: int, kind: dict[str, str]) -> dict[str, Any]:
    region = chance.pick(counties("45"))
    place = chance.pick(("云州", "云岭", "龙江", "桂岭"))
    word = chance.pick("华盛恒鼎泰远宏瑞") + chance.pick("信达通丰源泽")
    employees = chance.pick((18, 46, 90, 160, 280, 420, 860, 1500))
    return {
        "number": f"20{chance.between(14, 20)}0901{n + 1:04d}",
        "name": f"{place}{word}{kind['word']}有限公司",
        "code": _credit_code(chance, "91", region),
        "nature": chance.pick(("民营（私营）企业", "民营（私营）企业", "国有企业", "其他企业")),
        "economic_type": "私营有限责任（公司）",
        "industry": kind["industry"],
        "scale": "4" if employees < 20 else "3" if employees < 300 else "2" if employees < 1000 else "1",
        "legal_person": people.name("1", 1970),
        "founded": f"{chance.between(1996, 2013)}-{chance.between(1, 12):02d}",
        "registered_capital": chance.pick((100, 300, 500, 1000, 3000, 8000)),
        "employees": employees,
        "business": kind["business"],
        "region": region,
        "address": f"工业园区{chance.pick(('创新路', '科园大道', '振兴路'))}{chance.between(1, 99)}号",
        "contact": people.name(chance.pick("12"), 1985),
        "contact_post": chance.pick(("人力资源部经理", "综合部主管", "生产部主管")),
        "contact_phone": people.mobile(),
        "since": f"{chance.between(2014, 2020)}-05",
        "above_scale": employees >= 280,
        "integration_pilot": chance.percent(10),
        "listed": False,
        "in_group": chance.percent(25),
        "blacklisted": False,
        "checked_on": "2021-02-24",
        "labour_agency": False,
        "entertainment": False,
    }


def _credit_code(chance: Chance, kind: str, region: str) -> str:
    """A formally good unified social credit code."""
    return make_credit_code(kind, region, "".join(chance.pick(BODY_ALPHABET) for _ in range(8)))
