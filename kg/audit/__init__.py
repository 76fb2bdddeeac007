"""What a reader should know of a reading: what became of every number of a text."""
