# pragma version 0.4.3
# pragma evm-version paris
# Consortium chains lag behind Ethereum: nothing newer than Paris is asked of them.
"""
@title  Anchor of a transparency log
@license Apache-2.0
@notice Keeps the root of the log's tree at each size that it was shown. Whoever holds a signed
        checkpoint compares it with `roots(size)`; a log that was written anew cannot match.
"""

event Anchored:
    size: indexed(uint256)
    root: bytes32

OWNER: public(immutable(address))
newest: public(uint256)
roots: public(HashMap[uint256, bytes32])


@deploy
def __init__():
    OWNER = msg.sender


@external
def anchor(size: uint256, root: bytes32):
    """
    @notice Only the log's own account, only a larger tree, each size once.
    """
    assert msg.sender == OWNER, "not the log's account"
    assert size > self.newest, "not larger"
    assert root != empty(bytes32), "no root"
    self.newest = size
    self.roots[size] = root
    log Anchored(size=size, root=root)
