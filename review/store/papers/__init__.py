"""The register of papers, their drafts and life, templates, batches, confirmed forms of words."""
