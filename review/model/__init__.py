"""The values everybody talks in.

Takes: nothing.
Gives: frozen dataclasses, and Protocols for what the core needs from outside.
May import: errors, settings.
Never: a library outside the standard one, the clock, randomness, files.
"""
