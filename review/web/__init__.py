"""Russian pages over the use cases.

Takes: HTTP requests.
Gives: HTML pages and downloads.
May import: flow, model, errors, settings.
Never: decides, filters or computes what flow should; loads anything from another host.
"""
