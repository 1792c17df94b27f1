"""Official papers: drafts, numbers, files, verification.

Takes: decided documents or plain facts.
Gives: registered papers; the number and the paper in one transaction.
May import: issue, store, submission, model.
Never: gives out a number without a paper.
"""
