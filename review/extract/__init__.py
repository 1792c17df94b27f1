"""From a Document to the programme's facts.

Takes: Document, profile, a Language.
Gives: Facts: kind, school, period, approvals, passport, goals, indicators, plan rows, risks.
May import: model, errors, settings.
Never: judges; imports a language library.
"""
