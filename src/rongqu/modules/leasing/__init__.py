"""Finance leases 融资租赁: the deposit that secures them, and whose the thing is at the end."""
