"""From facts to official papers.

Takes: a template edition and plain facts.
Gives: DOCX bytes that are the same for the same facts; PDF through office.
May import: office, model, errors, settings.
Never: takes a number by itself; loses a character of the facts.
"""
