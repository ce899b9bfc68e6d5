"""综合信息 / 教师信息 / 专业能力与资格证书."""

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

TEACHING = "1"


class TeacherQualification(Record):
    """综合信息 / 教师信息 / 专业能力与资格证书: each certificate a teacher holds (JY/T 1005 ZZJG07)."""

    teacher = Ref(
        "教师",
        "general.Teacher",
        note="填工号；每本证书填一条，等级提高后旧证书也保留",
        example="js002",
        source="JY/T 1005-2012 ZZJG0101 GH",
    )
    department = Lookup(
        "所属机构", "teacher.department", note="读取“教师工作信息”，在那里修改", source="填报指南 第三部分"
    )
    kind = Code(
        "证书类别",
        "teacher_certificate_kind",
        note="人社部门或其备案机构按国家职业标准发的选职业资格或技能等级证书；职称证书填“专业技术职务”",
        example="职业技能等级证书",
        source="项目扩展",
    )
    name = Text(
        "证书名称",
        max_length=60,
        search=True,
        note="证书上的职业（工种）或资格全称，不写等级",
        example="网络设备调试员",
        source="JY/T 1005-2012 ZZJG07 ZSMC",
    )
    is_vocational = Flag(
        "是否是职业资格证书",
        note="国家职业资格证书和职业技能等级证书选“是”，教师资格和其他证书选“否”",
        example="是",
        source="JY/T 1005-2012 ZZJG07 SFSZYZGZS",
    )
    level = Code(
        "职业资格等级",
        "vocational_qualification_level",
        blank=True,
        note="职业资格或技能等级证书必填：一级为高级技师，五级为初级工；不分等级的准入类资格不填",
        example="职业资格三级（高级）",
        source="GB/T 14946.1-2009",
    )
    stage = Code(
        "教师资格种类",
        "teacher_qualification_stage",
        blank=True,
        note="教师资格证书必填，以证书上的资格种类为准",
        source="教师资格条例 第四条",
    )
    subject = Text(
        "任教学科或职业方向",
        max_length=60,
        blank=True,
        note="教师资格证书上的任教学科，其他证书写职业方向或考评项目",
        example="网络系统管理",
        source="教师资格条例 第四条",
    )
    number = Text(
        "证书编号",
        max_length=40,
        private="id",
        note="照证书填写，字母大写；旧证书没有编号的填“无号”加发证年份，如 无号1998",
        example="1820000000300123",
        source="JY/T 1005-2012 ZZJG07 ZSBH",
    )
    issuer = Text(
        "证书颁发单位",
        max_length=60,
        note="证书上盖章的单位全称，有多个的填第一个",
        example="云岭省职业技能鉴定指导中心",
        source="JY/T 1005-2012 ZZJG07 ZSBFDW",
    )
    issued = Date(
        "证书颁发日期",
        before="today",
        note="证书的落款日期，只有年月的填当月1日",
        example="2018-06-30",
        source="JY/T 1005-2012 ZZJG07 ZSBFRQ",
    )
    expires = Date(
        "有效期至",
        blank=True,
        after="issued",
        note="证书写明有效期或复审日期的填写，长期有效的不填",
        example="2028-06-29",
        source="项目扩展",
    )
    verified = Flag(
        "是否已核验",
        note="学校已在技能人才评价证书全国联网查询系统等官方渠道核对的选“是”",
        example="是",
        source="项目扩展",
    )
    relevant = Flag(
        "是否与任教专业相关",
        note="证书的职业方向与任教专业对应，可作为双师型教师认定依据的选“是”",
        example="是",
        source="教师厅〔2022〕2号",
    )
    remarks = LongText(
        "证书备注",
        blank=True,
        note="补发、换发、注册变更等情况",
        example="2021年换发电子证书",
        source="JY/T 1005-2012 ZZJG07 ZSBZ",
    )

    class Meta:
        verbose_name = "专业能力与资格证书"

    class Filing(Declaration):
        key = ["teacher", "number"]
        listing = ["teacher", "department", "kind", "name", "level", "issued"]
        title = ["name"]
        filters = ["teacher", "department", "kind", "name", "level", "issued", "relevant"]
        ordering = ["teacher", "-issued"]
        sections = {
            "证书": "teacher",
            "颁发": "number",
            "核验与使用": "verified",
        }
        checks = [
            RequiredIf("level", "kind", equals="3"),
            RequiredIf("stage", "kind", equals=TEACHING),
            RequiredIf("subject", "kind", equals=TEACHING),
            RowCheck(
                ["kind", "is_vocational"],
                judgements.vocational_by_kind,
                "与证书类别不一致",
                "国家职业资格证书和职业技能等级证书选“是”，其他选“否”",
            ),
        ]
