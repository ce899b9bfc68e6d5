"""月报表: what each province reports of the building of the system by the 5th of a month, and the plan's milestones.

What the system knows is filled in (`figures`) and frozen when the report is submitted; the rest is written by the
province. The items are rows that the ministry can change (`items`).
"""
