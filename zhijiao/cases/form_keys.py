"""Forms whose records are cases, and the items of them that the workflow reads."""

CASE_FORMS = ("moral_case", "industry_case", "publicity_case")
PATTERN = "|".join(CASE_FORMS)
TYPICAL = {"moral_case": "moral_typical_case", "industry_case": "industry_typical_case"}
TYPICAL["publicity_case"] = "publicity_typical_case"
LETTERS = {"moral_case": "DY", "industry_case": "CJ", "publicity_case": "XC"}
"""What the numbers of cases say of their form."""

TEXTS = ("background", "practice", "results", "experience")
FILES = ("pictures", "attachments")
STATUS = "status"
PUBLISHED = ("kind", "keywords", "started", *TEXTS)
"""Items that schools elsewhere read of a selected case; its pictures besides."""
