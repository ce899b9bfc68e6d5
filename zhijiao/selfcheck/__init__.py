"""权限自检: goes to every address as every kind of person and compares the answers with what the rights say."""
