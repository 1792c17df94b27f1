"""Campaigns of selective expertise: windows, groups of experts, samples, seats, progress.

Takes: an actor and a form; previews first, then the same thing applied.
Gives: campaigns, frames and draws, seating plans, the table of a campaign, estimates.
May import: store, assign, assess, rubric, exchange, model.
Never: draws or seats anybody unasked; tells an expert what another one has set.
"""
