"""Who is told what: notices in the service, letters through the outbox, deadlines in a calendar, saved views.

Takes: an act that was written into the journal, or a day that has come.
Gives: notices to those whom it concerns, letters that wait to be read and sent.
May import: store, exchange, model.
Never: names a school to an expert who may not know it; sends an official letter nobody has read.
"""
