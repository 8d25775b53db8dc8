"""Comments and spelling reports from readers, in one review queue."""
