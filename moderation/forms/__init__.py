"""How forms are drawn; what comes in is read by drafts, and by nothing else."""
