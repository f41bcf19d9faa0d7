'use strict';

// The roots of one log, each size once and only larger ones, by one organisation: a chaincode for
// Hyperledger Fabric (Node.js). The same rules as `anchor_contract/anchor.vy` has for an EVM.

const { Contract } = require('fabric-contract-api');

const OWNER = 'owner';
const NEWEST = 'newest';
const ROOT = /^[0-9a-f]{64}$/;
const NOTHING = '0'.repeat(64);
const SIZE = /^[1-9][0-9]{0,18}$/;

class Anchor extends Contract {
  // The organisation that anchors first is the only one that may, from then on.
  async anchor(context, size, root) {
    if (!SIZE.test(size)) throw new Error('size: a whole number above 0');
    if (!ROOT.test(root) || root === NOTHING) throw new Error('root: 64 hexadecimal digits');
    const { stub, clientIdentity } = context;
    const msp = clientIdentity.getMSPID();
    const owner = (await stub.getState(OWNER)).toString();
    if (owner !== '' && owner !== msp) throw new Error('not the owner');
    if (BigInt(size) <= BigInt(await this.newest(context))) throw new Error('not a larger size');
    const { seconds } = stub.getTxTimestamp();
    const kept = { at: Number(seconds), owner: msp, root, size: Number(size), transaction: stub.getTxID() };
    if (owner === '') await stub.putState(OWNER, Buffer.from(msp));
    await stub.putState(NEWEST, Buffer.from(size));
    await stub.putState(`root ${size}`, Buffer.from(JSON.stringify(kept)));
  }

  // What is kept of a size, as JSON; nothing for one that is not kept.
  async find(context, size) {
    return (await context.stub.getState(`root ${size}`)).toString();
  }

  async newest(context) {
    return (await context.stub.getState(NEWEST)).toString() || '0';
  }
}

module.exports.contracts = [Anchor];
