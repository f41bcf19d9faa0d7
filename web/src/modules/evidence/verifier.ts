/**
 * Checks a proof with nothing but the browser: the same steps and verdicts as `rongqu verify`.
 *
 * Imports nothing, so that it also stands alone in the page that people keep for offline use.
 */
export type Verdict =
  | 'intact'
  | 'erased'
  | 'not_its_erasure'
  | 'unreadable'
  | 'unknown_log'
  | 'signature_wrong'
  | 'other_tree_size'
  | 'not_in_tree'
  | 'fork';

export interface Cosignature {
  witness: string;
  at: string;
}

export interface Verification {
  verdict: Verdict;
  origin?: string;
  size?: number;
  index?: number;
  fact?: Record<string, unknown>;
  cosignatures: Cosignature[];
}

interface Key {
  name: string;
  id: string;
  algorithm: number;
  content: Bytes;
}

interface Head {
  origin: string;
  size: number;
  root: Bytes;
  cosignatures: Cosignature[];
}

type Bytes = Uint8Array<ArrayBuffer>;

const SIZE = /^(0|[1-9][0-9]{0,15})$/;
const HASH_BYTES = 32;
const SALT_BYTES = 16;
const PLAIN = 1;
const COSIGNATURE = 4;

class Refused extends Error {
  constructor(readonly verdict: Verdict) {
    super(verdict);
  }
}

/** `keys`: one a line, as the log and its witnesses publish them. */
export async function verify(content: string, keys: string): Promise<Verification> {
  try {
    const trusted = keys.split('\n').filter(Boolean).map(readKey);
    const found = readFile(content);
    if (found.format === 'rongqu-proof/1') return await verifyProof(found, trusted);
    if (found.format === 'rongqu-erasure/1') return await verifyErasure(found, trusted);
    if (found.format === 'rongqu-consistency/1') return await verifyGrowth(found, trusted);
    throw new Refused('unreadable');
  } catch (error) {
    if (error instanceof Refused) return { verdict: error.verdict, cosignatures: [] };
    throw error;
  }
}

/** Whether a line is a key as logs and witnesses publish theirs. */
export function isKey(line: string): boolean {
  try {
    return readKey(line).name !== '';
  } catch (error) {
    if (error instanceof Refused) return false;
    throw error;
  }
}

/** RFC 8785: a browser writes strings and numbers as it asks for, and sorts by UTF-16. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return `{${members.map(([name, each]) => `${JSON.stringify(name)}:${canonicalJson(each)}`).join(',')}}`;
}

async function verifyProof(file: Record<string, unknown>, keys: Key[]): Promise<Verification> {
  const { fact, salt, proof } = file;
  if (!isObject(fact) || typeof salt !== 'string' || typeof proof !== 'string') return refuse();
  const { index, path, note } = readProof(proof);
  const saltBytes = fromHex(salt);
  const head = await openCheckpoint(note, keys);
  const commitment = await sha256(saltBytes, utf8(canonicalJson(fact)));
  await checkInclusion(await leafOf(toHex(commitment)), index, head, path);
  return { verdict: 'intact', index, fact, ...tell(head) };
}

/** Its commitment is in the log, and so is the fact that tells of its erasure. */
async function verifyErasure(file: Record<string, unknown>, keys: Key[]): Promise<Verification> {
  const { commitment, proof, erasure } = file;
  if (typeof commitment !== 'string' || !/^[0-9a-f]{64}$/.test(commitment)) return refuse();
  if (typeof proof !== 'string' || !isObject(erasure)) return refuse();
  const { index, path, note } = readProof(proof);
  const head = await openCheckpoint(note, keys);
  await checkInclusion(await leafOf(commitment), index, head, path);
  const by = await verifyProof(erasure, keys);
  const content = by.fact?.content;
  const isAbout =
    by.origin === head.origin &&
    by.fact?.name === 'evidence.fact_erased.v1' &&
    isObject(content) &&
    content.index === index &&
    content.commitment === commitment;
  if (!isAbout) throw new Refused('not_its_erasure');
  return { verdict: 'erased', index, fact: by.fact, ...tell(head) };
}

function leafOf(commitment: string): Promise<Bytes> {
  return sha256(Uint8Array.of(0), utf8(`{"commitment":"${commitment}","v":1}`));
}

async function verifyGrowth(file: Record<string, unknown>, keys: Key[]): Promise<Verification> {
  const { older, newer, path } = file;
  if (typeof older !== 'string' || typeof newer !== 'string' || !Array.isArray(path))
    return refuse();
  const before = await openCheckpoint(older, keys);
  const after = await openCheckpoint(newer, keys);
  if (before.origin !== after.origin) throw new Refused('unknown_log');
  await checkGrowth(before, after, path.map(readHash));
  return { verdict: 'intact', ...tell(after) };
}

function tell({ origin, size, cosignatures }: Head) {
  return { origin, size, cosignatures };
}

/** RFC 9162, 2.1.3.2. */
async function checkInclusion(leaf: Bytes, index: number, head: Head, path: Bytes[]) {
  if (index >= head.size) throw new Refused('other_tree_size');
  let current = leaf;
  const sides = sidesOf(index, head.size - 1, path.length);
  for (const [step, sibling] of path.entries())
    current = sides[step] ? await node(sibling, current) : await node(current, sibling);
  if (!isSame(current, head.root)) throw new Refused('not_in_tree');
}

/** RFC 9162, 2.1.4.2. Both heads are signed, so a path that leads elsewhere shows a fork. */
async function checkGrowth(before: Head, after: Head, path: Bytes[]) {
  if (before.size < 1 || before.size > after.size) throw new Refused('other_tree_size');
  if (before.size === after.size) {
    if (path.length > 0) throw new Refused('other_tree_size');
    if (!isSame(before.root, after.root)) throw new Refused('fork');
    return;
  }
  const isPerfect = Number.isInteger(Math.log2(before.size));
  const [first, ...steps] = isPerfect ? [before.root, ...path] : path;
  if (first === undefined) throw new Refused('other_tree_size');
  const [old, now] = await climb(before.size - 1, after.size - 1, first, steps);
  if (!isSame(old, before.root) || !isSame(now, after.root)) throw new Refused('fork');
}

/** The roots of the older and the newer tree that the path leads to. */
async function climb(place: number, last: number, first: Bytes, steps: Bytes[]) {
  while (place % 2 === 1) [place, last] = [half(place), half(last)];
  let [old, now] = [first, first];
  const sides = sidesOf(place, last, steps.length);
  for (const [step, sibling] of steps.entries()) {
    if (sides[step]) old = await node(sibling, old);
    now = sides[step] ? await node(sibling, now) : await node(now, sibling);
  }
  return [old, now] as const;
}

/** For each step up: whether the sibling stands to the left. Refuses a path of another length. */
function sidesOf(place: number, last: number, steps: number): boolean[] {
  const sides: boolean[] = [];
  for (let step = 0; step < steps; step += 1) {
    if (last === 0) throw new Refused('other_tree_size');
    const isLeft = place % 2 === 1 || place === last;
    sides.push(isLeft);
    while (isLeft && place > 0 && place % 2 === 0) [place, last] = [half(place), half(last)];
    [place, last] = [half(place), half(last)];
  }
  if (last !== 0) throw new Refused('other_tree_size');
  return sides;
}

async function openCheckpoint(note: string, keys: Key[]): Promise<Head> {
  const cut = note.lastIndexOf('\n\n');
  if (cut < 0 || !note.endsWith('\n')) throw new Refused('unreadable');
  const text = note.slice(0, cut + 1);
  const [origin = '', size = '', root = '', ...more] = text.split('\n');
  if (origin === '' || !SIZE.test(size) || more.length === 0) throw new Refused('unreadable');
  const signed = await signersOf(text, note.slice(cut + 2, -1).split('\n'), keys);
  if (!signed.some(({ key }) => key.name === origin)) throw new Refused('unknown_log');
  const cosignatures = signed
    .filter(({ key }) => key.algorithm === COSIGNATURE)
    .map(({ key, at }) => ({ witness: key.name, at: at.toISOString() }));
  return { origin, size: Number(size), root: readHash(root), cosignatures };
}

async function signersOf(text: string, lines: string[], keys: Key[]) {
  const signed: { key: Key; at: Date }[] = [];
  for (const line of lines) {
    const [dash, name, encoded, ...more] = line.split(' ');
    if (dash !== '—' || encoded === undefined || more.length > 0) throw new Refused('unreadable');
    const content = fromBase64(encoded);
    const id = toHex(content.slice(0, 4));
    const key = keys.find((each) => each.name === name && each.id === id);
    if (key === undefined) continue;
    const { message, signature, at } = opened(key, text, content.slice(4));
    if (!(await isSigned(key, message, signature))) throw new Refused('signature_wrong');
    signed.push({ key, at });
  }
  return signed;
}

/** A witness signs the time at which it saw the checkpoint as well (C2SP tlog-cosignature). */
function opened({ algorithm }: Key, text: string, content: Bytes) {
  if (algorithm === PLAIN) return { message: text, signature: content, at: new Date(0) };
  const time = content.slice(0, 8).reduce((sum, byte) => sum * 256 + byte, 0);
  const message = `cosignature/v1\ntime ${time}\n${text}`;
  return { message, signature: content.slice(8), at: new Date(time * 1000) };
}

async function isSigned(key: Key, message: string, signature: Bytes): Promise<boolean> {
  const imported = await crypto.subtle.importKey('raw', key.content, 'Ed25519', false, ['verify']);
  return crypto.subtle.verify('Ed25519', imported, signature, utf8(message));
}

function readKey(line: string): Key {
  const [name, id, ...rest] = line.trim().split('+');
  const content = fromBase64(rest.join('+'));
  const [algorithm] = content;
  const isKnown = algorithm === PLAIN || algorithm === COSIGNATURE;
  if (!name || !id || !isKnown || content.length !== HASH_BYTES + 1) return refuse();
  return { name, id, algorithm, content: content.slice(1) };
}

function readFile(content: string): Record<string, unknown> {
  try {
    const found: unknown = JSON.parse(content);
    return isObject(found) ? found : refuse();
  } catch {
    return refuse();
  }
}

function readProof(proof: string) {
  const cut = proof.indexOf('\n\n');
  const [format, ...lines] = proof.slice(0, Math.max(cut, 0)).split('\n');
  if (lines[0]?.startsWith('extra ')) lines.shift();
  const [word, index = ''] = (lines.shift() ?? '').split(' ');
  if (format !== 'c2sp.org/tlog-proof@v1' || word !== 'index' || !SIZE.test(index)) return refuse();
  return { index: Number(index), path: lines.map(readHash), note: proof.slice(cut + 2) };
}

function readHash(encoded: unknown): Bytes {
  const found = typeof encoded === 'string' ? fromBase64(encoded) : new Uint8Array();
  return found.length === HASH_BYTES ? found : refuse();
}

function fromBase64(text: string): Bytes {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    return refuse();
  }
}

function fromHex(text: string): Bytes {
  if (!new RegExp(`^[0-9a-f]{${2 * SALT_BYTES}}$`).test(text)) return refuse();
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

function toHex(bytes: Bytes): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function sha256(...parts: Bytes[]): Promise<Bytes> {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return new Uint8Array(await crypto.subtle.digest('SHA-256', whole));
}

function node(left: Bytes, right: Bytes): Promise<Bytes> {
  return sha256(Uint8Array.of(1), left, right);
}

function isSame(left: Bytes, right: Bytes): boolean {
  return left.length === right.length && left.every((byte, at) => byte === right[at]);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function utf8(text: string): Bytes {
  return new TextEncoder().encode(text);
}

function half(count: number): number {
  return Math.floor(count / 2);
}

function refuse(): never {
  throw new Refused('unreadable');
}
