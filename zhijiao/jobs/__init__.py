"""The engine of all background work. A job is a row; a worker holds it by a lease that runs out by itself."""
