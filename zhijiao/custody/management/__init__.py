"""Commands of zhijiao.custody."""
