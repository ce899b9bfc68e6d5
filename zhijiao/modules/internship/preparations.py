"""The nine states of the guide that 实习项目 requires, in its order and words."""

from zhijiao.filing.declare import Exists, OuterRef, Preparation, Q, QuerySet, Reader

MAJOR, SCHOOL_CLASS, TRAINING_BASE = "general.Major", "general.SchoolClass", "general.TrainingBase"
BASE = "internship.InternshipBase"
COURSE, TERM, SCHEDULE = "teaching.Course", "teaching.TermSettings", "teaching.TeachingSchedule"
IN_SCHOOL = "1"
WITH_PRACTICE = ("B", "C")


def _classes(reader: Reader) -> QuerySet:
    """Classes that are in school."""
    return reader.rows(SCHOOL_CLASS).filter(status=IN_SCHOOL)


def _scheduled(reader: Reader) -> QuerySet:
    """Courses of classes in the year."""
    return reader.rows(SCHEDULE).filter(year=reader.year)


def _practical(reader: Reader) -> QuerySet:
    """Courses taught that have practice."""
    return reader.rows(COURSE).filter(abc__in=WITH_PRACTICE, in_use=True)


def _majors_without_schedule(reader: Reader) -> QuerySet:
    """Majors with classes in school, none of which has a course."""
    own = _classes(reader).filter(major=OuterRef("pk"))
    scheduled = _scheduled(reader).filter(school_class__major=OuterRef("pk"))
    return reader.rows(MAJOR).filter(Exists(own), ~Exists(scheduled))


def _classes_without_courses(reader: Reader) -> QuerySet:
    """Classes in school without a course."""
    return _classes(reader).filter(~Exists(_scheduled(reader).filter(school_class=OuterRef("pk"))))


BEFORE_AN_INTERNSHIP = [
    Preparation(
        "专业已录入系统",
        MAJOR,
        lambda reader: reader.rows(MAJOR),
        "请先录入开设的专业",
    ),
    Preparation(
        "班级已录入系统（班级状态为在校，建班年月格式需正确）",
        SCHOOL_CLASS,
        _classes,
        "请录入班级，把在读班级的状态选为“在校”，并补齐建班年月",
        lambda reader: _classes(reader).filter(formed__isnull=True),
    ),
    Preparation(
        "校内实习实训基地已录入系统",
        TRAINING_BASE,
        lambda reader: reader.rows(TRAINING_BASE),
        "请录入校内实训基地",
    ),
    Preparation(
        "校外实习实训基地已录入系统",
        BASE,
        lambda reader: reader.rows(BASE),
        "请先在“企业信息”中录入依托单位，再录入校外基地",
    ),
    Preparation(
        "课程已录入系统",
        COURSE,
        lambda reader: reader.rows(COURSE),
        "请录入人才培养方案中的课程",
    ),
    Preparation(
        "B类、C类课程的实践项目编辑完成",
        COURSE,
        _practical,
        "请给有实践的课程选B类或C类，并逐门填写“实践项目”",
        lambda reader: _practical(reader).filter(Q(projects__isnull=True) | Q(projects="")),
    ),
    Preparation(
        "学年、学期编辑完成",
        TERM,
        lambda reader: reader.rows(TERM).filter(year=reader.year),
        "请录入所选学年的学期起止和周数",
    ),
    Preparation(
        "班级所属专业教学进程编辑完成",
        SCHEDULE,
        _scheduled,
        "有的专业所有在校班级都还没有教学进程，请按人才培养方案录入",
        _majors_without_schedule,
    ),
    Preparation(
        "班级所有课程添加完成",
        SCHEDULE,
        _scheduled,
        "有的在校班级还没有课程，请在教学进程总体安排中为每个班级设置课程",
        _classes_without_courses,
    ),
]
