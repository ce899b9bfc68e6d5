"""Records of forms: who may reach them, how they are read, judged, written, undone and counted. No pages."""
