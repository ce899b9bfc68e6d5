"""The ten modules: declarations of forms, nothing else."""
