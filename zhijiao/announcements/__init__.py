"""通知公告: what each authority tells those below it, and a school its own staff.

An announcement is kept once, with rules that say whom it is addressed to, however many thousand schools those are;
who has read it is a row per reader.
"""
