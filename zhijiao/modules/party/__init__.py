"""Module 党建工作."""
