"""教学管理 / 教学质量与评价."""

from zhijiao.filing.declare import (
    Code,
    Count,
    Date,
    Declaration,
    File,
    LongText,
    NotLess,
    Number,
    Ref,
    RequiredIf,
    RowCheck,
    TermRecord,
    Text,
)
from zhijiao.modules.teaching import judgements


class TeachingQuality(TermRecord):
    """教学管理 / 教学质量与评价: evaluations of teaching in a term, one row an evaluation.

    Results of persons are not asked for: no marks of single students.
    """

    number = Text(
        "评价编号",
        max_length=20,
        note="学校自编，本学期内不重复",
        example="PJ001",
        source="项目扩展",
    )
    name = Text(
        "评价名称",
        max_length=80,
        search=True,
        note="如“2020级期末学业水平测试”“秋季学期学生评教”",
        example="2020年秋季学期学生评教",
        source="项目扩展",
    )
    kind = Code(
        "评价类型",
        "quality_kind",
        note="按组织方式选一项",
        example="学生评教",
        source="教职成厅〔2015〕2号",
    )
    object = Code(
        "评价对象类型",
        "quality_object",
        note="教师、课程、专业、班级或学校",
        example="教师",
        source="项目扩展",
    )
    teacher = Ref(
        "评价教师",
        "general.Teacher",
        blank=True,
        note="评价对象类型为教师的必填，填工号",
        example="js002",
        source="项目扩展",
    )
    course = Ref(
        "评价课程",
        "teaching.Course",
        blank=True,
        note="评价对象类型为课程的必填，填课程号",
        source="项目扩展",
    )
    major = Ref(
        "评价专业",
        "general.Major",
        blank=True,
        note="评价对象类型为专业的必填，填本校专业编号",
        source="项目扩展",
    )
    school_class = Ref(
        "评价班级",
        "general.SchoolClass",
        blank=True,
        note="评价对象类型为班级的必填，填班号",
        source="项目扩展",
    )
    department = Ref(
        "组织部门",
        "general.Department",
        note="填机构号；组织评价并保存材料的处室",
        example="03",
        source="项目扩展",
    )
    held = Date(
        "评价日期",
        before="today",
        note="评价活动结束的日期，须在所填学年内",
        example="2021-01-08",
        source="项目扩展",
    )
    expected = Count(
        "应参评人数",
        unit="人",
        min=1,
        note="应参加评价的学生、教师、企业人员合计",
        example=48,
        source="项目扩展",
    )
    raters = Count(
        "参评人数",
        unit="人",
        note="实际参加评价的学生、教师、企业人员合计，不多于应参评人数",
        example=46,
        source="项目扩展",
    )
    score = Number(
        "评价得分",
        digits=6,
        places=1,
        min=0,
        unit="分",
        max=100,
        blank=True,
        note="百分制，等级制的不填",
        example=92.5,
        source="项目扩展",
    )
    grade = Code(
        "评价等级",
        "assessment_grade",
        note="优秀、良好、合格、不合格",
        example="优秀",
        source="项目扩展",
    )
    pass_rate = Number(
        "合格率",
        digits=6,
        places=1,
        min=0,
        max=100,
        unit="%",
        blank=True,
        note="技能抽测、学业水平测试必填，合格人数占参加人数的百分比",
        source="教职成厅函〔2016〕2号",
    )
    problems = LongText(
        "主要问题",
        blank=True,
        note="评价报告列出的、需要整改的问题；评价等级为不合格的必填，没有问题的不填",
        source="项目扩展",
    )
    measures = LongText(
        "改进措施",
        blank=True,
        note="整改措施和完成时间；有主要问题的须填写",
        source="教职成厅〔2015〕2号",
    )
    done = Date(
        "整改完成日期",
        blank=True,
        after="held",
        note="全部整改措施完成的日期，尚未完成的先不填",
        source="教职成厅〔2015〕2号",
    )

    report = File(
        "评价报告",
        accepts=("pdf", "docx"),
        most=1,
        blank=True,
        note="评价报告全文，不含学生个人成绩和教师个人评分",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "教学质量与评价"

    class Filing(Declaration):
        key = ["number"]
        title = ["name"]
        listing = ["year", "term", "number", "name", "kind", "object", "grade", "score", "held"]
        filters = ["name", "kind", "object", "teacher", "course", "major", "grade"]
        needs = ["teaching.TermSettings"]
        sections = {
            "评价": "number",
            "评价对象": "object",
            "组织": "department",
            "结果": "score",
            "改进": "problems",
        }
        checks = [
            RequiredIf("teacher", "object", equals="1"),
            RequiredIf("course", "object", equals="2"),
            RequiredIf("major", "object", equals="3"),
            RequiredIf("school_class", "object", equals="4"),
            RequiredIf("measures", "problems"),
            NotLess("expected", "raters"),
            RequiredIf("problems", "grade", equals="4"),
            RequiredIf("pass_rate", "kind", equals=("06", "07")),
            RowCheck(
                ["score", "grade"],
                judgements.failed_below_sixty,
                "60分以下与“不合格”不一致",
                "请核对评价得分与评价等级",
            ),
        ]
