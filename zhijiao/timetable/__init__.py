"""学期课程表 as a week, and 实际授课情况 filled from it: views of two forms that no declaration can say.

The records are those of the forms; they are read through the one gate and written by the one validator and writer.
"""
