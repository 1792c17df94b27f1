"""What the operator does: init, backup, restore, doctor, the demo, the journal.

Takes: settings.
Gives: reports.
May import: store, the other sub-rooms.
Never: changes data it was asked to examine.
"""
