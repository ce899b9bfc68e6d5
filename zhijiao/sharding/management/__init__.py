"""Commands of the distribution over machines."""
