"""Labels of forms, codes and sources that several files of rules name."""

TEACHER, POST = "general.Teacher", "general.TeacherEmployment"
STUDENT, ENROLMENT, ROOM = "general.Student", "general.StudentEnrolment", "general.SchoolClass"
MAJOR = "general.Major"

ENROLLED = "01"
"""在读 (student_status)."""

PRESENT = "1"
"""在校 (class_status)."""

AT_WORK = ("04", "11", "12")
"""返聘, 在职, 延聘 (teacher_status)."""

FULL_TIME = "11"
"""专任教师 (teacher_category)."""

STATISTICS = "教育事业统计报表制度（中等职业教育）"
ROLLS = "《中等职业学校学生学籍管理办法》（教职成〔2010〕7号）"
STANDARDS = "《中等职业学校设置标准》（教职成〔2010〕12号）；《职业学校办学条件达标工程实施方案》（2022）"
