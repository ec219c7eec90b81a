"""A package whose library is missing."""
raise ImportError("libgenn.so: cannot open shared object file")
