"""From bytes to an accepted file.

Takes: a path or bytes somebody sent.
Gives: the file's type by its content, its hash, or a typed refusal.
May import: model, errors, settings.
Never: trusts a file name; inflates what it has not measured.
"""
