"""What the bytes of a document say about its making. Pure."""
