"""Checks: each looks at one subject and proposes a level for one criterion, with the words it rests on.

Takes: a Subject (document, facts, profile, card, kit, copies), a Rubric, the Language.
Gives: an Examination; one check = one file `<family>/<name>.py` with `Params` and `run`, its path is its id.
May import: model, errors.
Never: another check, files, the clock, a language library; a finding is never an exception.
"""
