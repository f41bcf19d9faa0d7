"""The sandbox custody bank 存管银行: a server of its own, with books of its own.

It keeps accounts, executes orders after a moment, and tells what became of them by signed
call-backs. Faults come on demand (`POST /admin/faults`) or by seed (`PUT /admin/weather`).
"""
