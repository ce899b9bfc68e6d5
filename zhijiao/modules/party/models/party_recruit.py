"""党建工作 / 发展新党员."""

from zhijiao.filing.declare import (
    Code,
    Date,
    Declaration,
    Flag,
    LongText,
    OneOf,
    Record,
    Ref,
    RequiredIf,
    RowCheck,
    Text,
    Whole,
)
from zhijiao.modules.party import judgements

FROM_ACTIVIST = ("2", "3", "4", "5")
FROM_CANDIDATE = ("3", "4", "5")
FROM_ADMITTED = ("4", "5")
FULL = "5"


class PartyRecruit(Record):
    """党建工作 / 发展新党员: one row per person on the way from applicant to full member.

    Stages, dates and their least distances are those of 中国共产党发展党员工作细则 (中办发〔2014〕33号), cited from
    knowledge. Name, sex and birth are read in 教师信息 and 学生信息, and are not typed again.
    """

    number = Text(
        "登记编号",
        max_length=20,
        note="学校自编，一人一号，从申请到转正不变",
        example="FZ2019003",
        source="项目扩展",
    )
    teacher = Ref(
        "教职工",
        "general.Teacher",
        blank=True,
        note="发展对象是教职工的填工号；学生不填",
        example="js002",
        source="发展党员工作细则（2014年）",
    )
    student = Ref(
        "学生",
        "general.Student",
        blank=True,
        note="发展对象是学生的填学号，须年满18周岁；教职工不填",
        source="发展党员工作细则（2014年）",
    )
    organisation = Ref(
        "所在党支部",
        "party.PartyOrganisation",
        note="接受入党申请、负责培养的党支部，填党组织编号",
        example="DZ01",
        source="发展党员工作细则（2014年）",
    )
    stage = Code(
        "发展阶段",
        "party_stage",
        note="目前所处的最高阶段；进入下一阶段时先补全相应日期再改本项",
        example="预备党员",
        source="发展党员工作细则（2014年）",
    )
    applied = Date(
        "递交申请书日期",
        before="today",
        note="入党申请书落款日期，有多份的填党组织接收的一份",
        example="2018-10-08",
        source="发展党员工作细则（2014年）",
    )
    talked = Date(
        "谈话日期",
        blank=True,
        after="applied",
        before="today",
        note="党组织收到申请后派人谈话的日期，应在一个月内",
        example="2018-10-25",
        source="发展党员工作细则（2014年）",
    )
    activist = Date(
        "确定积极分子日期",
        blank=True,
        after="applied",
        before="today",
        note="支委会（不设支委会的由支部大会）研究决定的日期",
        example="2019-04-12",
        source="发展党员工作细则（2014年）",
    )
    first_contact = Ref(
        "培养联系人一",
        "general.Teacher",
        blank=True,
        note="支部指定的正式党员，填工号；列为积极分子后必填",
        example="js002",
        source="发展党员工作细则（2014年）",
    )
    second_contact = Text(
        "培养联系人二",
        max_length=36,
        blank=True,
        note="第二名培养联系人的姓名，只指定一名的不填",
        example="卢华兴",
        source="发展党员工作细则（2014年）",
    )
    candidate = Date(
        "确定发展对象日期",
        blank=True,
        after="activist",
        before="today",
        note="报上级党委备案后列为发展对象的日期，距列为积极分子不少于一年",
        example="2020-05-20",
        source="发展党员工作细则（2014年）",
    )
    political_review = Date(
        "政治审查完成日期",
        blank=True,
        after="activist",
        before="today",
        note="形成结论性政治审查材料的日期",
        example="2020-09-15",
        source="发展党员工作细则（2014年）",
    )
    training_hours = Whole(
        "集中培训学时",
        min=0,
        max=500,
        unit="学时",
        blank=True,
        note="发展对象短期集中培训的学时，一般不少于24学时，未培训的填0",
        example=24,
        source="发展党员工作细则（2014年）",
    )
    training_passed = Flag(
        "集中培训是否合格",
        blank=True,
        note="未经培训或培训不合格的，除个别特殊情况外不能发展入党",
        example="是",
        source="发展党员工作细则（2014年）",
    )
    application_number = Text(
        "入党志愿书编号",
        max_length=30,
        blank=True,
        pattern=(r"[0-9A-Za-z-]+", "志愿书编号只由数字、字母和短横组成，请按志愿书封面填写"),
        note="志愿书封面的编号，由县级以上组织部门统一编制",
        example="450100202000123",
        source="发展党员工作细则（2014年）",
    )
    first_introducer = Ref(
        "入党介绍人一",
        "general.Teacher",
        blank=True,
        note="正式党员，填工号，一般由培养联系人担任；接收为预备党员时必填",
        example="js002",
        source="发展党员工作细则（2014年）",
    )
    second_introducer = Text(
        "入党介绍人二",
        max_length=36,
        blank=True,
        note="第二名介绍人的姓名，应与介绍人一不是同一人",
        example="卢华兴",
        source="发展党员工作细则（2014年）",
    )
    admitted = Date(
        "接收为预备党员日期",
        blank=True,
        after="candidate",
        before="today",
        note="支部大会通过接收的日期，预备期从这一天算起",
        example="2020-11-20",
        source="发展党员工作细则（2014年）",
    )
    approved = Date(
        "上级党委审批日期",
        blank=True,
        after="admitted",
        before="today",
        note="上级党委批准接收为预备党员的日期，一般在三个月内",
        example="2020-12-18",
        source="发展党员工作细则（2014年）",
    )
    oath = Date(
        "入党宣誓日期",
        blank=True,
        after="admitted",
        before="today",
        note="面向党旗宣誓的日期，尚未宣誓的不填",
        example="2021-07-01",
        source="发展党员工作细则（2014年）",
    )
    extended = Flag(
        "是否延长预备期",
        blank=True,
        note="支部大会决定延长一次、不超过一年的选“是”",
        example="否",
        source="发展党员工作细则（2014年）",
    )
    full = Date(
        "转为正式党员日期",
        blank=True,
        after="admitted",
        before="today",
        note="支部大会通过转正的日期，距接收为预备党员不少于一年",
        source="发展党员工作细则（2014年）",
    )
    stopped = Flag(
        "是否终止培养",
        note="本人撤回申请、调离、毕业转出或取消资格的选“是”，并在备注写明原因和日期",
        example="否",
        source="项目扩展",
    )
    remarks = LongText(
        "备注",
        blank=True,
        note="终止培养、转入转出、延长预备期的原因",
        example="2019年由云岭师范大学转入培养材料",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "发展新党员"

    class Filing(Declaration):
        key = ["number"]
        title = ["number"]
        listing = ["number", "teacher", "student", "organisation", "stage", "applied", "admitted", "full"]
        filters = ["number", "teacher", "student", "organisation", "stage", "admitted"]
        sections = {
            "登记": "number",
            "申请与培养": "applied",
            "确定为发展对象": "candidate",
            "接收与转正": "application_number",
            "其他": "stopped",
        }
        checks = [
            OneOf("teacher", "student"),
            RowCheck(
                ["teacher", "student"],
                judgements.not_both,
                "教职工与学生只能填一项",
                "一人一条，请清空不属于本人的一项",
            ),
            *(
                RequiredIf(name, "stage", equals=FROM_ACTIVIST)
                for name in ("talked", "activist", "first_contact")
            ),
            *(
                RequiredIf(name, "stage", equals=FROM_CANDIDATE)
                for name in ("candidate", "political_review", "training_hours", "training_passed")
            ),
            *(
                RequiredIf(name, "stage", equals=FROM_ADMITTED)
                for name in (
                    "application_number",
                    "first_introducer",
                    "second_introducer",
                    "admitted",
                    "approved",
                    "extended",
                )
            ),
            RequiredIf("full", "stage", equals=FULL),
            RequiredIf("remarks", "stopped", equals=True),
            RowCheck(
                ["activist", "candidate"],
                judgements.a_year_as_activist,
                "距确定为积极分子不足一年",
                "积极分子须经过一年以上培养教育，请核对两个日期",
            ),
            RowCheck(
                ["admitted", "full"],
                judgements.a_year_on_probation,
                "距接收为预备党员不足一年",
                "预备期为一年，请核对两个日期",
            ),
        ]
