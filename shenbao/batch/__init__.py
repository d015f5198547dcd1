"""Many documents in one command: in processes that can be killed, resumed by content, told of at the end."""
