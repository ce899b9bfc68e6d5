"""就业创业 / 职业指导 / 职业指导机构."""

from zhijiao.filing.declare import (
    Area,
    Count,
    Declaration,
    Flag,
    LongText,
    Money,
    Month,
    Phone,
    Record,
    Ref,
    RequiredIf,
    RowCheck,
    Text,
)
from zhijiao.modules.employment import judgements


class CareerGuidanceOffice(Record):
    """就业创业 / 职业指导 / 职业指导机构: the office that advises students on careers, its people, rooms and
    courses (教职成〔2018〕4号).
    """

    number = Text(
        "机构编号",
        max_length=20,
        note="学校自编，不重复；职业指导活动用它引用",
        example="ZD01",
        source="项目扩展",
    )
    name = Text(
        "机构名称",
        max_length=60,
        search=True,
        note="与成立文件一致；与招生就业办公室合署的写合署名称",
        example="招生就业与职业指导中心",
        source="教职成〔2018〕4号",
    )
    department = Ref(
        "依托校内机构",
        "general.Department",
        note="填机构号；单独设立的填它自己的机构号",
        example="03",
        source="教职成〔2018〕4号",
    )
    founded = Month(
        "成立年月",
        before="today",
        note="学校成立文件的年月，合署的填首次承担职业指导的年月",
        example="2012-09",
        source="项目扩展",
    )
    head = Ref(
        "机构负责人",
        "general.Teacher",
        note="填工号；主持职业指导工作的人",
        example="js002",
        source="项目扩展",
    )
    full_time = Count(
        "专职职业指导教师数",
        unit="人",
        note="主要工作是职业指导的本校教师，没有的填0",
        example=2,
        source="教职成〔2018〕4号",
    )
    part_time = Count(
        "兼职职业指导教师数",
        unit="人",
        note="班主任、任课教师等兼任的，没有的填0",
        example=6,
        source="教职成〔2018〕4号",
    )
    outside = Count(
        "校外职业指导人员数",
        unit="人",
        note="持学校聘书的企业、人社部门人员和校友，没有的填0",
        example=3,
        source="教职成〔2018〕4号",
    )
    certified = Count(
        "其中持证人数",
        unit="人",
        note="专兼职教师中持职业指导、生涯规划等证书的，没有的填0",
        example=2,
        source="教职成〔2018〕4号",
    )
    trained = Count(
        "本学年受训人数",
        unit="人",
        note="本学年参加过校外职业指导培训的专兼职教师，没有的填0",
        example=4,
        source="教职成〔2018〕4号",
    )
    room_area = Area(
        "职业指导场所面积",
        note="咨询室、洽谈室、测评室等使用面积，没有的填0",
        example=120,
        source="项目扩展",
    )
    budget = Money(
        "年度经费",
        unit="万元",
        note="最近一个自然年的实际支出，没有单列的填0",
        example=3.5,
        source="教职成〔2018〕4号",
    )
    course = Flag(
        "是否开设职业指导课程",
        note="列入人才培养方案的选“是”，只开讲座的选“否”",
        example="是",
        source="教职成〔2018〕4号",
    )
    course_hours = Count(
        "职业指导课程学时",
        unit="学时",
        blank=True,
        note="每届学生应修的学时，开设课程的填写",
        example=36,
        source="教职成〔2018〕4号",
    )
    platform = Text(
        "就业信息平台",
        max_length=100,
        blank=True,
        note="发布岗位信息的网站、公众号名称，没有的不填",
        example="学校就业服务公众号",
        source="教职成〔2018〕4号",
    )
    phone = Phone(
        "对外联系电话",
        private="",
        note="办公电话，带区号，不填个人手机",
        example="0771-5550023",
        source="项目扩展",
    )
    rules = LongText(
        "工作制度",
        blank=True,
        note="已发布的制度名称，用顿号分隔",
        example="职业指导工作办法、毕业生跟踪服务办法",
        source="教职成〔2018〕4号",
    )
    in_use = Flag(
        "是否有效",
        note="仍在运行的选“是”；已撤销的选“否”，记录保留",
        example="是",
        source="项目扩展",
    )
    remarks = LongText(
        "备注",
        blank=True,
        note="合署办公、撤并等情况",
        example="与招生就业办公室合署办公",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "职业指导机构"

    class Filing(Declaration):
        key = ["number"]
        title = ["name"]
        listing = ["number", "name", "department", "head", "full_time", "part_time", "course", "in_use"]
        filters = ["number", "name", "department", "course", "in_use"]
        sections = {
            "机构": "number",
            "人员": "full_time",
            "条件": "room_area",
            "制度": "platform",
        }
        checks = [
            RequiredIf("course_hours", "course", equals=True),
            RowCheck(
                ["full_time", "part_time", "certified"],
                judgements.among_two,
                "多于专职与兼职教师之和",
                "持证人数只计本校专兼职教师，请核对",
            ),
            RowCheck(
                ["full_time", "part_time", "trained"],
                judgements.among_two,
                "多于专职与兼职教师之和",
                "一人多次受训只计一次，请核对",
            ),
        ]
