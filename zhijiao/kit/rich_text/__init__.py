"""Rich text: a few kinds of blocks, whatever was pasted; what is kept of markup the sanitiser decides."""
