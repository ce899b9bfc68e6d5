"""综合信息 / 教师信息 / 社会兼职."""

from zhijiao.filing.declare import (
    Code,
    Date,
    Declaration,
    Flag,
    LongText,
    Lookup,
    Record,
    Ref,
    RequiredIf,
    RowCheck,
    Text,
)
from zhijiao.modules.general import judgements

PUBLIC_OFFICE, SOCIETY = "1", "2"


class TeacherSocialPost(Record):
    """综合信息 / 教师信息 / 社会兼职: offices held outside the school (JY/T 1002 JCJG0301, JCJG0302)."""

    teacher = Ref(
        "教师",
        "general.Teacher",
        note="填工号；每项兼职填一条，连任的修改终止日期",
        example="js002",
        source="JY/T 1005-2012 ZZJG0101 GH",
    )
    department = Lookup(
        "所属机构", "teacher.department", note="读取“教师工作信息”，在那里修改", source="填报指南 第三部分"
    )
    kind = Code(
        "兼职类别",
        "social_post_kind",
        note="人大、政协、党派、群团选第一类；学会、协会选“学术团体职务”；到其他学校授课的不填",
        example="学术团体职务",
        source="JY/T 1002-2012 JCJG0301",
    )
    organisation = Text(
        "兼职单位",
        max_length=60,
        search=True,
        note="团体、委员会或企业的全称，分会写到分会",
        example="云岭省职业技术教育学会信息技术专业委员会",
        source="JY/T 1002-2012 JCJG0302 XSTTMC",
    )
    post = Text(
        "兼任职务",
        max_length=40,
        note="聘书或任职文件上的职务，如理事、秘书长、专家组成员",
        example="常务理事",
        source="JY/T 1002-2012 JCJG0302 XSJZZW",
    )
    public_office = Code(
        "社会兼职名称",
        "social_post",
        blank=True,
        note="兼职类别为人大、政协、党派、群团职务时填写，县级以上的才填",
        source="JY/T 1002-2012 JCJG0301 SHJZM",
    )
    society_level = Code(
        "学术团体级别",
        "society_level",
        blank=True,
        note="兼职类别为学术团体职务时填写，按登记管理机关的级别选择",
        example="省市、部委级学术团体",
        source="JY/T 1002-2012 JCJG0302 XSTTJBM",
    )
    superior = Text(
        "隶属或主管单位",
        max_length=60,
        blank=True,
        note="团体登记证书上的业务主管单位，企业没有主管单位的不填",
        example="云岭省教育厅",
        source="JY/T 1002-2012 JCJG0302 XXTTLSHZGDW",
    )
    started = Date(
        "兼职起始日期",
        before="today",
        note="聘书或任职文件的批准日期",
        example="2018-11-10",
        source="JY/T 1002-2012 JCJG0302 XSJZQSRQ",
    )
    ended = Date(
        "兼职终止日期",
        blank=True,
        after="started",
        note="任期届满或实际离任的日期，没有任期的不填",
        source="JY/T 1002-2012 JCJG0302 XSJZZZRQ",
    )
    current = Flag(
        "是否在任",
        note="现在仍担任的选“是”，届满未换届的选“是”",
        example="是",
        source="项目扩展",
    )
    end_reason = Code(
        "辞去职务原因",
        "post_end_reason",
        blank=True,
        note="不再担任的填写，以文件写明的原因为准",
        source="JY/T 1002-2012 JCJG0302 XSJZCZYYM",
    )
    approved = Flag(
        "是否经学校批准",
        note="按干部和教师兼职管理规定报学校（主管部门）同意并备案的选“是”",
        example="是",
        source="人社部规〔2017〕4号",
    )
    paid = Flag(
        "是否领取报酬",
        note="领取工资、津贴或劳务费的选“是”，只报销差旅费的选“否”",
        example="否",
        source="人社部规〔2017〕4号",
    )
    duties = LongText(
        "主要工作",
        blank=True,
        note="承担的工作和对学校教学的帮助，一两句话",
        example="参与省级网络技术专业教学标准修订和技能竞赛命题",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "社会兼职"

    class Filing(Declaration):
        key = ["teacher", "organisation", "post"]
        listing = ["teacher", "department", "kind", "organisation", "post", "started", "current"]
        filters = ["teacher", "department", "kind", "organisation", "society_level", "started", "current"]
        ordering = ["teacher", "-started"]
        sections = {
            "兼职": "teacher",
            "任期": "started",
            "管理": "approved",
        }
        checks = [
            RequiredIf("public_office", "kind", equals=PUBLIC_OFFICE),
            RequiredIf("society_level", "kind", equals=SOCIETY),
            RequiredIf("ended", "end_reason"),
            RowCheck(
                ["ended", "current"],
                judgements.ended_is_not_current,
                "兼职已终止一年以上，不应选“是”",
                "请选“否”并填写辞去职务原因，或核对终止日期",
            ),
        ]
