"""Module 职教宣传."""
