"""The selective sample and its estimates, experts to documents.

Takes: a frame and a rule with its seed; demands, experts, the seats taken now.
Gives: a sample with known probabilities, shares with intervals, a seating plan with reasons.
May import: model, errors, settings.
Never: draws without a seed, moves what an expert has begun, applies a plan by itself.
"""
