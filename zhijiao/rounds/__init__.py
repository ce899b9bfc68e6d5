"""Filing rounds, obligations, sign-off and submission up the tree."""
