"""The forms that the boards read, and the codes in them that they ask for."""

PROJECT, PLACEMENT = "internship_project", "internship_placement"
PROGRESS, REPORT, RESULT = "internship_progress", "internship_report", "internship_result"
ENROLMENT = "student_enrolment"

ON_THE_JOB = "2"
"""岗位实习, which wants an agreement of three and a consent; 认识实习 does not."""
ENROLLED = "01"
DRAFT, READ = "1", "3"
"""实习报告 that are not handed in, and those a teacher has read."""
