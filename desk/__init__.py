"""Where people work: the command line, above everything else."""
