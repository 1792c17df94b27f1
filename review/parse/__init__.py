"""From an accepted file to one immutable Document.

Takes: an accepted file's bytes.
Gives: Document: blocks with stable ids, pages, what was not read.
May import: office, model, errors, settings.
Never: interprets the words; calls unread text absent.
"""
