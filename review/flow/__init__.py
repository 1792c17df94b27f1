"""One use case per file.

Takes: an actor, the services of bootstrap, plain arguments.
Gives: model values; every act leaves an audit line.
May import: every room below it.
Never: knows Flask, argparse or a queue library.
"""
