"""Module 职业培训."""
