"""Work that nobody waits for: asked in a request, done by a worker, for whoever asked."""
