"""The use cases from the command line, as the contract of commands says.

Takes: arguments, standard input.
Gives: results on stdout (text or JSON Lines), diagnostics in Russian on stderr, an exit status.
May import: flow, model, errors, settings.
Never: decides or computes what flow should; prints a traceback for a mistake of the user.
"""
