"""Rows of 办学场地 and 经费收入: parts that add up, in proportion to the students."""

from typing import Any

from zhijiao.demo.sketch import YEAR, Sketch

SITE_SHARES = {False: (100,), True: (72, 28)}
"""Percent of the site on each campus, of small and of big schools."""

LEAST_STUDENTS = 240


def students(sketch: Sketch) -> int:
    """Students that the school is built for."""
    return max(LEAST_STUDENTS, len(sketch.learners))


def site_area(sketch: Sketch) -> int:
    """Square metres of the school's own land, a multiple of a hundred."""
    return students(sketch) * 33 // 100 * 100


def premises(sketch: Sketch) -> dict[str, Any]:
    """办学场地 of the school year."""
    number, site = students(sketch), site_area(sketch)
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


def income(sketch: Sketch) -> dict[str, Any]:
    """经费收入 of the calendar year, in 万元."""
    number = students(sketch)
    budget = {
        "operating": number * 12 // 10,
        "construction": number // 10,
        "surcharge": number // 15,
        "research": number // 300,
        "other_budget": number // 75,
    }
    business = {
        "tuition": number // 20,
        "lodging": number * 7 // 100,
        "training": number * 6 // 100,
        "other_business": number // 75,
    }
    public, earned = sum(budget.values()), sum(business.values())
    state = public + number // 100 + number // 150
    others = {"organiser": 0, "donation": number // 150, "business": earned, "other": number // 75}
    return {
        "year": YEAR,
        "total": state + sum(others.values()),
        "state": state,
        "public_budget": public,
        **budget,
        "fund_budget": number // 100,
        "enterprise_grant": 0,
        "school_industry": number // 150,
        "other_state": 0,
        **others,
        **business,
        "per_student": number // 5,
        "tuition_relief": number // 7,
        "student_grants": number // 16,
        "central_projects": number // 9,
        "local_projects": number // 12,
        "carried_over": number // 10,
        "loans": 0,
        "prepared_by": sketch.staff[-1].person.name,
    }
