"""源头平台: base data of schools, people, majors and classes that comes from the national source systems."""
