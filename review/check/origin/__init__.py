"""Whose document it is: school, approval, own words."""
