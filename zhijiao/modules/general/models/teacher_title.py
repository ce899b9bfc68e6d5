"""综合信息 / 教师信息 / 专业技术职务."""

from zhijiao.filing.declare import (
    Code,
    Date,
    Declaration,
    Flag,
    Lookup,
    Month,
    Record,
    Ref,
    RequiredIf,
    Text,
)


class TeacherTitle(Record):
    """综合信息 / 教师信息 / 专业技术职务: titles granted to teachers, one row each (JY/T 1002 JCJG0202)."""

    teacher = Ref(
        "教师",
        "general.Teacher",
        note="填工号；一人有几次职称变动就填几条，从最早的填起",
        example="js002",
        source="JY/T 1005-2012 ZZJG0101 GH",
    )
    title = Code(
        "任职资格名称",
        "professional_titles",
        note="按资格证书上的名称选择，非教师系列（如工程师、会计师）也要填写",
        example="讲师（中专）",
        source="JY/T 1002-2012 JCJG0202 RZZGMCM",
    )
    series = Lookup("职称系列", "title.series", note="由任职资格名称带出", source="GB/T 8561-2001")
    level = Lookup(
        "职称级别",
        "title.level_name",
        note="由任职资格名称带出，用于计算高级职称比例",
        source="GB/T 8561-2001",
    )
    granted = Month(
        "评定年月",
        note="资格证书或评审结果文件写明的取得资格年月，不是聘任年月",
        example="2018-12",
        source="JY/T 1002-2012 JCJG0202 PDRQ",
    )
    channel = Code(
        "取得资格途径",
        "title_channel",
        note="经评审委员会评审的选“评审”，全国统一考试取得的选“考试”",
        example="评审",
        source="JY/T 1002-2012 JCJG0202 QDZGTJM",
    )
    reviewer = Text(
        "评审单位",
        max_length=60,
        note="评审委员会名称；考试取得的填发证机关",
        example="云州市中等职业学校教师系列中级职务评审委员会",
        source="JY/T 1002-2012 JCJG0202 PSDW",
    )
    speciality = Text(
        "评审专业",
        max_length=60,
        blank=True,
        note="资格证书上的专业名称，如计算机、机械、德育",
        example="计算机",
        source="项目扩展",
    )
    certificate = Text(
        "资格证书编号",
        max_length=40,
        blank=True,
        note="资格证书上的编号或管理号，电子证书填证书编号",
        example="Z0412018000123",
        source="项目扩展",
    )
    is_highest = Flag(
        "是否现任最高职务",
        note="一名教师只应有一条选“是”，统计职称结构时以它为准",
        example="是",
        source="项目扩展",
    )
    is_appointed = Flag(
        "是否聘任",
        note="学校已按此资格聘任并兑现待遇的选“是”，评上未聘的选“否”",
        example="是",
        source="JY/T 1002-2012 JCJG0202 PRQKM",
    )
    appointed_title = Code(
        "聘任职务",
        "professional_titles",
        blank=True,
        note="聘书上的职务，低聘的按实际聘任职务选择",
        example="讲师（中专）",
        source="JY/T 1002-2012 JCJG0202 PRZWM",
    )
    employer = Text(
        "聘任单位",
        max_length=60,
        blank=True,
        note="签发聘书的单位，一般为本校",
        example="云州市工业职业技术学校",
        source="JY/T 1002-2012 JCJG0202 PRDW",
    )
    appointed_from = Date(
        "聘任起始日期",
        blank=True,
        note="聘书写明的开始日期，续聘的填现任聘期",
        example="2019-01-01",
        source="JY/T 1002-2012 JCJG0202 PRQSRQ",
    )
    appointed_until = Date(
        "聘任终止日期",
        blank=True,
        after="appointed_from",
        note="聘书写明的结束日期，没有写明聘期的不填",
        example="2023-12-31",
        source="JY/T 1002-2012 JCJG0202 PRZZRQ",
    )
    post_grade = Code(
        "聘任岗位等级",
        "professional_post_grade",
        blank=True,
        note="岗位聘用批复中的专业技术岗位等级",
        example="九级",
        source="GB/T 14946.1-2009",
    )
    ended = Date(
        "解聘日期",
        blank=True,
        after="appointed_from",
        note="聘期未满而终止聘任的日期，正常期满的不填",
        source="JY/T 1002-2012 JCJG0202 JPRQ",
    )
    end_reason = Text(
        "解聘原因",
        max_length=80,
        blank=True,
        note="填写了解聘日期的须说明原因",
        source="JY/T 1002-2012 JCJG0202 JPYY",
    )

    class Meta:
        verbose_name = "专业技术职务"

    class Filing(Declaration):
        boards = {"pictures:form": "图表"}
        key = ["teacher", "title", "granted"]
        listing = [
            "teacher",
            "title",
            "level",
            "granted",
            "channel",
            "is_highest",
            "is_appointed",
            "appointed_from",
        ]
        filters = ["teacher", "title", "granted", "is_highest", "is_appointed"]
        ordering = ["teacher", "-granted"]
        sections = {
            "任职资格": "teacher",
            "聘任": "is_appointed",
        }
        checks = [
            RequiredIf("appointed_title", "is_appointed", equals=True),
            RequiredIf("appointed_from", "is_appointed", equals=True),
        ]
