"""产教融合 / 集团化办学 / 职教集团基本信息."""

from zhijiao.filing.declare import (
    Code,
    Count,
    Date,
    Declaration,
    Flag,
    LongText,
    Month,
    PersonName,
    Phone,
    Record,
    Ref,
    RequiredIf,
    Text,
)


class EducationGroup(Record):
    """产教融合 / 集团化办学 / 职教集团基本信息: groups (职教集团) that the school leads or belongs to.

    The role decides what else is asked for: members by the leading school alone, figures of the whole group or of the
    school (guide). Kinds and roles are cited from knowledge of 教职成〔2015〕4号.
    """

    number = Text(
        "集团编号",
        max_length=20,
        note="学校自编，不重复",
        example="JT01",
        source="项目扩展",
    )
    name = Text(
        "集团名称",
        max_length=100,
        search=True,
        note="批准或备案文件上的全称；参加几个集团的分行填报",
        example="云岭装备制造职业教育集团",
        source="教职成〔2015〕4号",
    )
    kind = Code(
        "集团类型",
        "group_kind",
        note="以行业、区域为主线的选相应类型，兼有的选“复合型”",
        example="行业型",
        source="教职成〔2015〕4号",
    )
    role = Code(
        "本校角色",
        "group_role",
        note="以章程或现任理事会名单为准；选牵头单位的另填“成员信息”，两张学年表填整个集团的情况，其他角色填本校的情况",
        example="牵头单位（理事长单位）",
        source="教职成〔2015〕4号",
    )
    leader = Text(
        "牵头单位名称",
        max_length=100,
        note="法人证书上的全称；本校牵头的写本校全称",
        example="云州市工业职业技术学校",
        source="教职成〔2015〕4号",
    )
    level = Code(
        "集团级别",
        "recognition_level",
        note="按批准成立或认定文件的级别选择",
        example="省级",
        source="教职成〔2015〕4号",
    )
    demonstration = Code(
        "示范性职教集团级别",
        "group_demonstration",
        note="以教育部或省级公布的示范性职业教育集团（联盟）名单为准，不在名单上的选“否”",
        example="省级示范性职教集团",
        source="国发〔2019〕4号",
    )
    industry = Code(
        "主要服务行业",
        "industries",
        note="选到门类或大类，区域型集团选当地主导产业",
        example="通用设备制造业",
        source="教职成〔2015〕4号",
    )
    majors = Text(
        "服务的主要专业群名称",
        max_length=120,
        blank=True,
        note="集团主要面向的专业名称，用顿号分隔",
        example="数控技术应用、机电技术应用",
        source="项目扩展",
    )
    founded = Date(
        "成立日期",
        before="today",
        note="批准文件或成立大会的日期",
        example="2014-11-20",
        source="项目扩展",
    )
    approver = Text(
        "批准或备案部门",
        max_length=100,
        blank=True,
        note="批准成立的主管部门全称，没有批准手续的不填",
        example="云岭省教育厅",
        source="教职成〔2015〕4号",
    )
    approval = Text(
        "批准文号",
        max_length=40,
        blank=True,
        note="主管部门同意成立或备案的文件上的文号，没有的不填",
        example="云教职成〔2014〕36号",
        source="项目扩展",
    )
    joined = Month(
        "本校加入年月",
        after="founded",
        note="以入会批复或签约为准；由本校牵头成立的填集团成立的年月",
        example="2014-11",
        source="项目扩展",
    )
    operation = Code(
        "运行方式",
        "group_operation",
        note="登记为法人的选相应类型，没有登记的选“非法人联合体”",
        example="非法人联合体",
        source="教职成〔2015〕4号",
    )
    statute = Flag(
        "是否有章程",
        note="经成员大会或理事会通过的章程",
        example="是",
        source="教职成〔2015〕4号",
    )
    members = Count(
        "成员单位总数",
        unit="个",
        min=2,
        note="应等于“成员信息”中有效成员数；成员单位填牵头单位公布的数",
        example=36,
        source="教职成〔2015〕4号",
    )
    companies = Count(
        "其中企业成员数",
        unit="个",
        note="成员单位中的企业，没有的填0；牵头单位应与“成员信息”一致",
        example=21,
        source="教职成〔2015〕4号",
    )
    chair = PersonName(
        "理事长姓名",
        blank=True,
        note="现任理事长或董事长的姓名，换届后更新",
        example="韦朗朗",
        source="项目扩展",
    )
    department = Ref(
        "秘书处所在机构",
        "general.Department",
        blank=True,
        note="本校牵头时填承担秘书处工作的校内机构号，不是牵头单位的不填",
        example="09",
        source="项目扩展",
    )
    contact = PersonName(
        "联系人",
        note="集团秘书处日常联系人",
        example="谭红霞",
        source="项目扩展",
    )
    phone = Phone(
        "联系电话",
        exact=False,
        note="秘书处能随时接通的手机或带区号的座机",
        example="13800000002",
        source="项目扩展",
    )
    active = Flag(
        "是否有效",
        note="已解散或本校已退出的选“否”，记录保留",
        example="是",
        source="项目扩展",
    )
    left = Month(
        "退出或解散年月",
        blank=True,
        after="joined",
        note="是否有效为“否”时必填，以退出函或解散决定的年月为准",
        source="项目扩展",
    )
    remarks = LongText(
        "备注",
        blank=True,
        note="更名、合并、退出等情况",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "职教集团基本信息"

    class Filing(Declaration):
        key = ["number"]
        title = ["name"]
        listing = ["number", "name", "kind", "role", "level", "founded", "members", "active"]
        filters = ["name", "kind", "role", "level", "demonstration", "active"]
        sections = {
            "集团": "number",
            "成立": "founded",
            "运行": "operation",
            "联系": "contact",
            "状态": "active",
        }
        checks = [
            RequiredIf("left", "active", equals=False),
        ]
