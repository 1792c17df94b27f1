"""Regions, municipalities, schools with their cards, people, years, a region's criteria."""
