"""Documents from upload to examined, and their pages.

Takes: files, an actor, a job.
Gives: documents with their text, facts and findings.
May import: store, intake, runs, check, model.
Never: loses a file that was taken.
"""
