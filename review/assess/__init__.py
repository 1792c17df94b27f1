"""The expert's form, totals, zones and the decision.

Takes: a rubric, marks, a decision's policy.
Gives: totals, zones, conclusions, grounds.
May import: model, errors, settings.
Never: sets a level by itself.
"""
