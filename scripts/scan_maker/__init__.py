"""Digital pages printed to pictures and spoilt as scanners, copiers and stamps spoil them, by seed."""
