"""产教融合 / 集团化办学 / 成员信息."""

from zhijiao.filing.declare import (
    Code,
    Declaration,
    Flag,
    LongText,
    Month,
    PersonName,
    Phone,
    Record,
    Ref,
    Region,
    RequiredIf,
    Text,
    check_credit_code,
)

LEADS = "1"
"""Role of the school in a group that it leads (group_role)."""


class EducationGroupMember(Record):
    """产教融合 / 集团化办学 / 成员信息: members of a group that the school leads.

    A school that does not lead enters none; a rule names members under a group led by somebody else.
    """

    group = Ref(
        "集团",
        "industry.EducationGroup",
        note="填集团编号；本校角色是牵头单位的集团才填成员，其他集团不用填",
        example="JT01",
        source="填报指南 第三部分",
    )
    name = Text(
        "成员单位名称",
        max_length=100,
        search=True,
        note="营业执照或法人证书上的全称",
        example="云州机电设备有限公司",
        source="教职成〔2015〕4号",
    )
    code = Text(
        "统一社会信用代码",
        max_length=18,
        check=check_credit_code,
        note="18位代码；政府部门填统一社会信用代码证书上的代码",
        example="91450100M000100Y4R",
        source="GB 32100-2015",
    )
    kind = Code(
        "成员类别",
        "group_member_kind",
        note="按单位性质选择，行业协会、学会选“行业组织”",
        example="企业",
        source="教职成〔2015〕4号",
    )
    region = Region(
        "所在地行政区划",
        note="选到县（市、区）一级",
        example="450107",
        source="GB/T 2260",
    )
    enterprise = Ref(
        "对应合作单位",
        "industry.Enterprise",
        blank=True,
        note="该成员也是本校合作企业的填合作单位编号，名称和代码应与“企业信息”一致",
        example="202201090001",
        source="项目扩展",
    )
    industry = Code(
        "所属行业",
        "industries",
        blank=True,
        note="成员类别为企业时必填，按主营业务选到大类",
        example="通用设备制造业",
        source="GB/T 4754-2017",
    )
    above_scale = Flag(
        "是否规模以上企业",
        blank=True,
        note="成员类别为企业时必填，以统计部门名录为准",
        example="是",
        source="项目扩展",
    )
    role = Code(
        "集团内职务",
        "group_role",
        note="以现任理事会名单为准",
        example="副理事长单位",
        source="教职成〔2015〕4号",
    )
    joined = Month(
        "加入年月",
        note="理事会通过或签约的年月",
        example="2014-11",
        source="项目扩展",
    )
    contact = PersonName(
        "联系人",
        blank=True,
        note="该单位参加集团工作的联系人",
        example="李强",
        source="项目扩展",
    )
    phone = Phone(
        "联系电话",
        exact=False,
        blank=True,
        note="联系人的手机或办公电话",
        example="13800000021",
        source="项目扩展",
    )
    active = Flag(
        "是否有效",
        note="已退出集团或已注销的选“否”，记录保留备查",
        example="是",
        source="项目扩展",
    )
    left = Month(
        "退出年月",
        after="joined",
        blank=True,
        note="是否有效为“否”时填写；以退出函、理事会决定或注销的时间为准",
        source="项目扩展",
    )
    remarks = LongText(
        "备注",
        blank=True,
        note="更名、合并等情况",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "职教集团成员信息"

    class Filing(Declaration):
        key = ["group", "name"]
        title = ["name"]
        listing = ["group", "name", "code", "kind", "role", "region", "joined", "active"]
        filters = ["group", "name", "code", "kind", "role", "region", "active"]
        unique = [["group", "code"]]
        follows = "group"
        follows_where = {"role": LEADS}
        sections = {
            "成员单位": "group",
            "企业": "enterprise",
            "在集团内": "role",
            "状态": "active",
        }
        checks = [
            RequiredIf("industry", "kind", equals="4"),
            RequiredIf("above_scale", "kind", equals="4"),
            RequiredIf("left", "active", equals=False),
        ]
