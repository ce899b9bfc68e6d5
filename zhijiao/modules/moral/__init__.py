"""Module 德育工作."""
