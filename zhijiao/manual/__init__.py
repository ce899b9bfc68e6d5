"""操作手册: chapters that people write, a page for every form that its declaration writes, and the way to both."""
