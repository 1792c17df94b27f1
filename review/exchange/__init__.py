"""Spreadsheets in and out.

Takes: XLSX bytes or rows.
Gives: rows with their line numbers, or XLSX bytes with the faults written beside.
May import: model, errors, settings.
Never: writes a formula from somebody's text; touches the store.
"""
