"""Pure rules of quality: reading, compiling, kernels, scores."""
