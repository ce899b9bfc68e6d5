"""Oversight: how far the schools of an area are, as figures per school, form, area and day, and as boards."""
