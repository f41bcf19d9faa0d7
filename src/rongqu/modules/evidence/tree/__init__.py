"""The Merkle tree of RFC 6962 (SHA-256), kept in the tiles of C2SP `tlog-tiles`. Pure."""
