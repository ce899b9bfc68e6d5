"""Pages of 数据报送 in the manage portal."""
