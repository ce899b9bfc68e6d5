"""Module 教学管理."""
