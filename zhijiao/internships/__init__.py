"""Where students are outside the school, and how far an internship is: two views that no declaration can say.

The records are those of 学生实习去向 and the forms around it; they are read through the one gate and written elsewhere.
"""
