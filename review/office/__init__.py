"""One supervised LibreOffice.

Takes: a file and the wanted format.
Gives: the converted file, or ConverterDown.
May import: model, errors, settings.
Never: blocks for ever; leaves a process behind.
"""
