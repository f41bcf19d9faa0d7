"""The sandbox time stamp authority 时间戳服务: RFC 3161 over HTTP, with a test CA of its own.

Its authority's certificate is `ca.pem` in its state folder: whoever checks its stamps trusts that
file. Nobody else does.
"""
