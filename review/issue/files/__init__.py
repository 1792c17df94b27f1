"""What is done to a whole file: form, stamps, public version, merging, PDF."""
