import { useSession } from '@/api/session';
import { Fit } from './Fit';

/** For the company itself. */
export default function FitPage() {
  const { organisation } = useSession();
  return <Fit enterpriseId={organisation.id} mayApply />;
}
