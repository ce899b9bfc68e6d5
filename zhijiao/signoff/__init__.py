"""Sign-off of filing rounds: a school signs and submits, the authorities above it accept or return, level by level."""
