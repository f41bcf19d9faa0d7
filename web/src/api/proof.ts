import { isProblem } from './problems';
import { fetchSession } from './session';

/** Shows the dialog in which a person proves themself again; resolves when they have, or gave up. */
export type AskForProof = () => Promise<boolean>;

let ask: AskForProof | undefined;

/** The layout says who answers; without it (nobody is signed in) nobody does. */
export function answerProofRequests(next: AskForProof | undefined): void {
  ask = next;
}

/** Sends a request; where the API wants a fresh proof first, asks the person and sends it again. */
export async function withProof<Answer>(send: () => Promise<Answer>): Promise<Answer> {
  try {
    return await withCurrentToken(send);
  } catch (error) {
    if (ask === undefined || !isProblem(error, 'common.proof_needed')) throw error;
    if (!(await ask())) throw error;
    return send();
  }
}

/** Another tab may have given the session another token: asked for anew, once. */
async function withCurrentToken<Answer>(send: () => Promise<Answer>): Promise<Answer> {
  try {
    return await send();
  } catch (error) {
    if (!isProblem(error, 'common.forged_request')) throw error;
    await fetchSession();
    return send();
  }
}
