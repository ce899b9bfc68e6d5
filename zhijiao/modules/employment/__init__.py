"""Module 就业创业."""
