"""Runs over files without the service: read, check, compare, print.

Takes: paths, or one guarded child's arguments.
Gives: the objects of the contract, in input order.
May import: intake, parse, language, extract, check, rubric, office, model.
Never: touches the store.
"""
