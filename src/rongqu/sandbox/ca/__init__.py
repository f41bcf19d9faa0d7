"""The sandbox certificate authority 电子认证服务: issues certificates, revokes them, and says so by
CRL and OCSP.

Its own certificate is `ca.pem` in its state folder: whoever believes its certificates trusts that
file. Nobody else does.
"""
