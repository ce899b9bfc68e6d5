"""办学条件: what the standards ask of a school, reckoned from its forms; of an area, added up from its schools.

Indicators are data (`book`) over amounts that the forms hold (`amounts`), judged by figures of documents (`limits`).
The page of a school reckons live; pages of areas read what a job has stored (`storing`).
"""
