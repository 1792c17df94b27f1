"""How a document is built: headings, sections, titles, labels, headers of tables."""
