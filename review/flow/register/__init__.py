"""The register of the territory: schools, cards, people, years, signing in.

Takes: an actor and a form.
Gives: cards, people, seasons; audit lines.
May import: store, exchange, model.
Never: shows a row outside the actor's territory.
"""
