"""The only room that knows the database.

Takes: model values, an open session.
Gives: model values, filtered by what the actor may see.
May import: model, errors, settings.
Never: lets a table row out; shows a row without an actor's filter.
"""
