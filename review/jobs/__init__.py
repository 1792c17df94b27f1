"""Rings the bell for rows of the job table.

Takes: a job id.
Gives: runs the matching use case under a lease.
May import: flow and below.
Never: keeps work anywhere but in the job table.
"""
