import { isProblem } from './problems';

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
    return await send();
  } catch (error) {
    if (ask === undefined || !isProblem(error, 'common.proof_needed')) throw error;
    if (!(await ask())) throw error;
    return send();
  }
}
