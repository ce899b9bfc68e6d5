"""Rules over 集团化办学: who leads enters members, and their number is the group's."""

from collections.abc import Iterator
from typing import Any

from zhijiao.quality.declare import EXPERIENCE, HINT, LOGIC, F, Hit, QuerySet, RuleData, rule

GROUP, MEMBER = "industry.EducationGroup", "industry.EducationGroupMember"
COOPERATION, ENTERPRISE = "industry.EducationGroupCooperation", "industry.Enterprise"
LEADS, COMPANY = "1", "4"
GROUPS = "《教育部关于深入推进职业教育集团化办学的意见》（教职成〔2015〕4号）"
GUIDE = "填报指南 第三部分 产教融合"


@rule(
    "不是牵头单位却填了成员",
    LOGIC,
    form=MEMBER,
    column="group",
    office="产教融合",
    reads=[GROUP],
    source=GUIDE,
    message="“{name}”所在的集团由其他单位牵头，成员单位不用填成员信息",
    remedy="请删除该成员；本校牵头的，更正“职教集团基本信息”的本校角色",
)
def member_of_a_group_led_by_others(data: RuleData) -> QuerySet:
    """Members are entered by the school that leads."""
    return data.rows(MEMBER).exclude(group__role=LEADS)


def _differs(data: RuleData, item: str, **where: Any) -> Iterator[Hit]:
    """Groups led by the school whose number is not that of the members in force."""
    found = data.tally(MEMBER, "group", active=True, **where)
    rows = data.rows(GROUP).filter(role=LEADS, active=True)
    for school, pk, name, said in rows.values_list("school_id", "pk", "name", item):
        number = found.get((school, pk), 0)
        if said is not None and said != number:
            yield Hit(school, pk, {"name": name, "said": said, "found": number})


@rule(
    "成员单位总数与成员信息不一致",
    LOGIC,
    form=GROUP,
    column="members",
    office="产教融合",
    reads=[MEMBER],
    source=GUIDE,
    message="“{name}”成员单位总数 {said} 个，“成员信息”中有效的成员 {found} 个",
    remedy="请补录成员，或更正成员单位总数；已退出的成员改为无效",
)
def members_of_group(data: RuleData) -> Iterator[Hit]:
    """The number of members is that of the members entered."""
    return _differs(data, "members")


@rule(
    "企业成员数与成员信息不一致",
    LOGIC,
    form=GROUP,
    column="companies",
    office="产教融合",
    reads=[MEMBER],
    source=GUIDE,
    message="“{name}”企业成员数 {said} 个，“成员信息”中有效的企业 {found} 个",
    remedy="请核对成员类别，或更正企业成员数",
)
def companies_of_group(data: RuleData) -> Iterator[Hit]:
    """The number of companies is that of the companies entered."""
    return _differs(data, "companies", kind=COMPANY)


@rule(
    "成员代码与企业信息不一致",
    LOGIC,
    form=MEMBER,
    column="code",
    office="产教融合",
    reads=[ENTERPRISE],
    source="GB 32100-2015",
    message="“{name}”的代码 {code}，所对应的合作单位在“企业信息”中的代码 {enterprise__code}",
    remedy="请核对是否为同一单位，更正代码或对应的合作单位",
)
def member_is_its_enterprise(data: RuleData) -> QuerySet:
    """One company has one code."""
    return data.rows(MEMBER).filter(enterprise__code__isnull=False).exclude(code=F("enterprise__code"))


@rule(
    "集团合作企业数多于企业成员数",
    EXPERIENCE,
    form=COOPERATION,
    column="companies",
    office="产教融合",
    reads=[GROUP],
    source=GROUPS,
    message="“{group__name}”本学年合作企业 {companies} 家，集团的企业成员 {group__companies} 家",
    remedy="请核对合作企业数；包含成员以外企业的请说明",
)
def companies_that_cooperate(data: RuleData) -> QuerySet:
    """Companies that cooperate in a group are its members."""
    return data.of_year(COOPERATION).filter(companies__gt=F("group__companies"))


@rule(
    "企业登记为集团成员，没有职教集团",
    HINT,
    form=GROUP,
    column="name",
    office="产教融合",
    reads=[ENTERPRISE],
    source=GROUPS,
    message="“企业信息”中有 {enterprises} 家是职教集团成员，“职教集团基本信息”没有记录",
    remedy="请登记本校牵头或参加的职教集团，或更正企业的是否职教集团成员",
)
def enterprises_in_a_group(data: RuleData) -> Iterator[Hit]:
    """Members of a group belong to one that is entered."""
    groups = data.tally(GROUP)
    for school, number in data.tally(ENTERPRISE, in_group=True).items():
        if not groups.get(school):
            yield Hit(school, 0, {"enterprises": number})
