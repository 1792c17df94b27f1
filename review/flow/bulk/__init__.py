"""One act for many documents: looked at as a change-set, then carried out exactly so.

Takes: an actor, an act by name, the documents ticked in a list, what the act asks for.
Gives: a change-set with what hinders each line; when it is applied, what was done and what was not.
May import: flow's other sub-rooms, store, model.
Never: does more than was looked at; leaves a line out in silence.
"""
