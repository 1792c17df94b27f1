"""Profiles and rubric editions: read from the specialists' TOML files and checked strictly.

Takes: folders with `profiles/*.toml` and `<kind>/<edition>.toml`.
Gives: a `Library` of frozen `Profile` and `Rubric` values; BadRubric names file, entry, key and line.
May import: model, errors.
Never: checks, the database, the clock.
"""
