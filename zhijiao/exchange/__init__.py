"""数据报送: signed packages between the installation of a province and that of the ministry."""
