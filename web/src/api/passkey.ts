/**
 * Passkeys between the API, which speaks base64url, and the browser, which speaks bytes.
 * (`parseCreationOptionsFromJSON` and `toJSON` would do it, but not yet in every browser.)
 */

export type PasskeyOptions = Record<string, unknown>;

export function canUsePasskeys(): boolean {
  return 'PublicKeyCredential' in window;
}

/** The person has cancelled, or has none for this site: nothing to complain about. */
export function isPasskeyCancelled(error: unknown): boolean {
  return error instanceof DOMException && ['NotAllowedError', 'AbortError'].includes(error.name);
}

interface CreateWire {
  challenge: string;
  user: { id: string; name: string; displayName: string };
  excludeCredentials?: { id: string; type: 'public-key' }[];
}

export interface CreatedPasskey {
  id: string;
  rawId: string;
  type: 'public-key';
  response: { clientDataJSON: string; attestationObject: string };
}

export interface UsedPasskey {
  id: string;
  rawId: string;
  type: 'public-key';
  response: { clientDataJSON: string; authenticatorData: string; signature: string };
}

export async function createPasskey(options: PasskeyOptions): Promise<CreatedPasskey> {
  const wire = options as unknown as CreateWire;
  const publicKey = {
    ...wire,
    challenge: toBytes(wire.challenge),
    user: { ...wire.user, id: toBytes(wire.user.id) },
    excludeCredentials: wire.excludeCredentials?.map((key) => ({ ...key, id: toBytes(key.id) })),
  } as unknown as PublicKeyCredentialCreationOptions;
  const made = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential;
  const response = made.response as AuthenticatorAttestationResponse;
  return {
    ...named(made),
    response: {
      clientDataJSON: toText(response.clientDataJSON),
      attestationObject: toText(response.attestationObject),
    },
  };
}

export async function answerWithPasskey(options: PasskeyOptions): Promise<UsedPasskey> {
  const wire = options as unknown as { challenge: string };
  const publicKey = {
    ...wire,
    challenge: toBytes(wire.challenge),
    allowCredentials: [],
  } as unknown as PublicKeyCredentialRequestOptions;
  const used = (await navigator.credentials.get({ publicKey })) as PublicKeyCredential;
  const response = used.response as AuthenticatorAssertionResponse;
  return {
    ...named(used),
    response: {
      clientDataJSON: toText(response.clientDataJSON),
      authenticatorData: toText(response.authenticatorData),
      signature: toText(response.signature),
    },
  };
}

function named({ id, rawId }: PublicKeyCredential) {
  return { id, rawId: toText(rawId), type: 'public-key' as const };
}

export function toBytes(text: string): Uint8Array<ArrayBuffer> {
  const plain = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

export function toText(bytes: ArrayBuffer): string {
  const plain = Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join('');
  return btoa(plain).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
