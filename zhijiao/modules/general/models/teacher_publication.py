"""综合信息 / 教师信息 / 论著信息."""

from zhijiao.filing.declare import (
    Code,
    Count,
    Date,
    Declaration,
    Flag,
    Lookup,
    NotLess,
    Record,
    Ref,
    RequiredIf,
    Text,
    Whole,
    check_isbn,
)
from zhijiao.modules.general import documents

PAPERS = ("60", "61", "62")


class TeacherPublication(Record):
    """综合信息 / 教师信息 / 论著信息: papers, books and textbooks of a teacher (JY/T 1005 ZZJG2002, ZZJG2003)."""

    teacher = Ref(
        "教师",
        "general.Teacher",
        note="填工号；几名本校教师合著的，每人填一条",
        example="js002",
        source="JY/T 1005-2012 ZZJG0101 GH",
    )
    department = Lookup(
        "所属机构", "teacher.department", note="读取“教师工作信息”，在那里修改", source="填报指南 第三部分"
    )
    kind = Code(
        "论著类别",
        "publication_kind",
        note="期刊论文选“发表论文”，会议论文集上的选“会议论文”，教材不分公开出版与校本都选“教材”",
        example="发表论文",
        source="JY/T 1005-2012 ZZJG2003 LZLBM",
    )
    title = Text(
        "论著名称",
        max_length=120,
        search=True,
        note="论文或著作的中文名，与版权页或期刊目录一致，不加书名号",
        example="中职网络综合布线课程项目化教学探索",
        source="JY/T 1005-2012 ZZJG2002 FBLWMC",
    )
    english_title = Text(
        "英文名称",
        max_length=200,
        blank=True,
        note="期刊或版权页印有英文名的填写，没有的不填",
        example="Project-based Teaching of Network Cabling",
        source="JY/T 1005-2012 ZZJG2003 ZZYWM",
    )
    authors = Text(
        "作者",
        max_length=120,
        note="按署名顺序写全部作者，用顿号分隔；多于6人的写前6人加“等”",
        example="谭红霞、韦朗",
        source="JY/T 1005-2012 ZZJG2002 FBR",
    )
    author_count = Count(
        "署名人数",
        unit="人",
        min=1,
        max=100,
        note="全部署名作者数，包括校外作者",
        example=2,
        source="项目扩展",
    )
    place = Whole(
        "署名次序",
        min=1,
        max=100,
        unit="位",
        note="本人在全部作者中的次序，第一作者为1",
        example=1,
        source="JY/T 1005-2012 ZZJG2002 SMCX",
    )
    role = Code(
        "本人角色",
        "person_role",
        note="论文选第几作者，教材和著作选主编、副主编或编写者",
        example="第一作者",
        source="JY/T 1005-2012 ZZJG2003 BRJS",
    )
    school_signed = Flag(
        "是否署名本校",
        note="论著上本人的单位写的是本校或本校现用名以前的校名，选“是”",
        example="是",
        source="项目扩展",
    )
    published = Date(
        "发表或出版日期",
        before="today",
        note="期刊的出刊日期或书的出版日期，只有年月的填当月1日",
        example="2020-03-15",
        source="JY/T 1005-2012 ZZJG2002 FBRQ",
    )
    journal = Text(
        "刊物名称",
        max_length=60,
        blank=True,
        note="论文填写：期刊全称，会议论文填论文集名称",
        example="云岭职业教育",
        source="JY/T 1005-2012 ZZJG2002 KWMC",
    )
    journal_level = Code(
        "刊物级别",
        "journal_level",
        blank=True,
        note="期刊论文填写：以主办单位级别和学校认可的刊物目录为准，不以收费、获奖为准",
        example="省级公开发行学术刊物",
        source="JY/T 1005-2012 ZZJG2002 KWDJ",
    )
    serial_number = Text(
        "刊号",
        max_length=20,
        blank=True,
        check=documents.serial_reason,
        note="国内统一连续出版物号（CN）或ISSN，二者有其一，照版权页填写",
        example="CN11-4711/G4",
        source="GB/T 9999-2001",
    )
    issue = Text(
        "卷期与页码",
        max_length=40,
        blank=True,
        note="论文填写：年、卷（期）和起止页码，便于检索核实",
        example="2020年第3期 45-48页",
        source="项目扩展",
    )
    publisher = Text(
        "出版社",
        max_length=60,
        blank=True,
        note="著作和公开出版的教材填写，写全称",
        example="云岭教育出版社",
        source="JY/T 1005-2012 ZZJG2003 CBS",
    )
    publisher_level = Code(
        "出版社级别",
        "publisher_level",
        blank=True,
        note="中央部委主管的选“中央出版社”，省和高校主管的选“地方出版社”",
        example="地方出版社",
        source="JY/T 1001-2012 CBSJB",
    )
    isbn = Text(
        "ISBN号",
        max_length=21,
        blank=True,
        check=check_isbn,
        note="著作和公开出版的教材填写，照版权页写13位书号，连字符可有可无；丛书填本册书号",
        example="978-7-04-021200-6",
        source="JY/T 1005-2012 ZZJG2003 ISBN",
    )
    planned_textbook = Flag(
        "是否国家或省级规划教材",
        blank=True,
        note="教材填写：列入国家或省级规划教材书目的选“是”",
        example="否",
        source="教材〔2019〕3号",
    )
    words = Count(
        "总字数",
        unit="字",
        max=99_999_999,
        note="论文写版面字数，著作写版权页字数（千字须换算为字）",
        example=5200,
        source="JY/T 1005-2012 ZZJG2002 ZS",
    )
    own_words = Count(
        "本人完成字数",
        unit="字",
        max=99_999_999,
        note="前言或编写分工说明中本人负责的部分，独立完成的与总字数相同",
        example=4000,
        source="JY/T 1005-2012 ZZJG2003 BRFZBFZS",
    )
    indexed = Text(
        "收录或转载情况",
        max_length=60,
        blank=True,
        note="被核心期刊目录、人大复印资料等收录或全文转载的写明名称，没有的不填",
        example="人大复印报刊资料《职业技术教育》全文转载",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "论著信息"

    class Filing(Declaration):
        key = ["teacher", "title"]
        listing = ["teacher", "department", "kind", "title", "role", "journal", "publisher", "published"]
        filters = ["teacher", "department", "kind", "title", "journal_level", "published"]
        ordering = ["teacher", "-published"]
        sections = {
            "论著": "teacher",
            "署名": "authors",
            "发表": "published",
            "出版": "publisher",
            "字数与收录": "words",
        }
        checks = [
            NotLess("author_count", "place"),
            NotLess("words", "own_words"),
            RequiredIf("journal", "kind", equals=PAPERS),
            RequiredIf("issue", "kind", equals="61"),
            RequiredIf("journal_level", "kind", equals="61"),
            RequiredIf("serial_number", "kind", equals="61"),
            RequiredIf("isbn", "publisher"),
            RequiredIf("publisher", "kind", equals=("11", "12", "13")),
            RequiredIf("planned_textbook", "kind", equals="14"),
        ]
