"""Collections 催收: cases of late loans, contacts and their limits, promises, disposals."""
