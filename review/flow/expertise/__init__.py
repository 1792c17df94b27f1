"""Experts mark, coordinators decide.

Takes: an actor and a form.
Gives: assessments, decisions, desks, overviews.
May import: store, assess, rubric, model.
Never: sets a level by itself.
"""
