"""Rows of 办学场地 and 经费收入: parts that add up, in proportion to the students."""

from typing import Any

from zhijiao.demo.school_plan import YEAR, SchoolPlan

SITE_SHARES = {False: (100,), True: (72, 28)}
"""Percent of the site on each campus, of small and of big schools."""

LEAST_STUDENTS = 240


def students(plan: SchoolPlan) -> int:
    """Students that the school is built for."""
    return max(LEAST_STUDENTS, len(plan.learners))


def site_area(plan: SchoolPlan) -> int:
    """Square metres of the school's own land, a multiple of a hundred."""
    return -(-students(plan) * 33 // 100) * 100


def premises(plan: SchoolPlan) -> dict[str, Any]:
    """办学场地 of the school year."""
    number, site = students(plan), site_area(plan)
    rooms = {
        "classroom_area": number * 4,
        "training_area": number * 6,
        "library_area": number,
        "gym_area": number // 2,
        "other_teaching_area": number // 4,
    }
    living = {
        "dormitory_area": number * 5,
        "canteen_area": number * 6 // 5,
        "other_living_area": number // 3,
    }
    teaching, lodging, office, other = sum(rooms.values()), sum(living.values()), number * 2, number // 5
    building = teaching + lodging + office + other
    return {
        "year": YEAR,
        "site_area": site,
        "green_area": site * 30 // 100,
        "sports_area": site * 21 // 100,
        "sole_site": 0,
        "shared_site": 0,
        "track_length": 400 if number > 1000 else 200,
        "building_area": building,
        "own_building": building,
        "sole_building": 0,
        "shared_building": 0,
        "lent_building": 0,
        "dangerous_area": 0,
        "new_area": number,
        "under_construction": 0,
        "teaching_area": teaching,
        **rooms,
        "office_area": office,
        "living_area": lodging,
        **living,
        "other_area": other,
        "classrooms": number // 30,
        "network_classrooms": number // 33,
        "dormitory_beds": number,
        "reading_seats": number // 8,
    }


def income(plan: SchoolPlan) -> dict[str, Any]:
    """经费收入 of the calendar year, in 万元."""
    number = students(plan)
    school = {
        "operating": number * 9 // 10,
        "construction": number // 10,
        "surcharge": number // 15,
    }
    budget = {
        "education_budget": sum(school.values()),
        "research": number // 300,
        "social_security": number * 2 // 10,
        "health": number // 20,
        "housing": number // 20,
        "other_budget": number // 75,
    }
    earned = {
        "tuition": number // 20,
        "lodging": number * 7 // 100,
        "training": number * 6 // 100,
        "other_business": number // 75,
    }
    gifts = {"interest": number // 200, "donation": number // 150, "rent": number // 100}
    groups = {
        "public_budget": sum(budget.values()),
        "fund_budget": number // 100,
        "business": sum(earned.values()),
        "trading": number // 150,
        "other": sum(gifts.values()) + number // 150,
        "enterprise_grant": 0,
        "organiser": 0,
    }
    return {
        "year": YEAR,
        "total": sum(groups.values()),
        **(school | budget | earned | gifts | groups),
        "lottery": number // 200,
        "tuition_collected": earned["tuition"],
        "lodging_collected": earned["lodging"],
        "public_expenses": number // 4,
        "per_student": number // 5,
        "tuition_relief": number // 7,
        "student_grants": number // 16,
        "central_projects": number // 9,
        "local_projects": number // 12,
        "carried_over": number // 10,
        "loans": 0,
        "prepared_by": plan.staff[-1].person.name,
    }
