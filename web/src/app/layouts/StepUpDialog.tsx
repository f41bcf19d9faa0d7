import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { answerProofRequests } from '@/api/proof';

const ProofDialog = lazy(() => import('./ProofDialog'));

/** Waits unseen until an action needs a fresh proof, asks for it, and lets the action go on. */
export function StepUpDialog() {
  const [isOpen, setOpen] = useState(false);
  const waiting = useRef<((proved: boolean) => void)[]>([]);
  useEffect(() => {
    answerProofRequests(() => {
      setOpen(true);
      return new Promise((resolve) => waiting.current.push(resolve));
    });
    return () => answerProofRequests(undefined);
  }, []);
  const end = (proved: boolean): void => {
    setOpen(false);
    waiting.current.splice(0).forEach((resolve) => resolve(proved));
  };
  return <Suspense fallback={null}>{isOpen && <ProofDialog onEnd={end} />}</Suspense>;
}
