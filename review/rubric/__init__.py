"""Reads and validates rubrics/*.toml.

Takes: folders of TOML files.
Gives: Profile and Rubric values; BadRubric with file, entry, key and line.
May import: model, errors, settings.
Never: accepts an edition whose content changed after it was frozen.
"""
