"""Russian: words, sentences, concepts, dates, quantities, names, declension.

Takes: plain text.
Gives: offsets into that text and inflected forms (model.language).
May import: model, errors, settings.
Never: knows what a document or a rubric is.
"""
