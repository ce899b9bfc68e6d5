"""Rules over the forms of 实习实训, most of them 实习合规: what 职业学校学生实习管理规定 asks of an internship.

Articles are named where their text was seen; the rules of 2021 were read in excerpts. Figures are in
``quality/thresholds.csv``, those of 2016 and of 2021.
"""

from zhijiao.modules.internship.rules import before, hosts, students, work

__all__ = ["before", "hosts", "students", "work"]
