"""From facts to proposed levels with quoted words.

Takes: Subject (document, facts, card, kit, copies), a rubric criterion's check and parameters, a Language.
Gives: Proposal: level, confidence, evidence, explanation, advice.
May import: model, errors, settings.
Never: decides; reads a clock or a file; imports another check.
"""
