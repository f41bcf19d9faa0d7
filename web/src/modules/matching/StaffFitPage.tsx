import { usePathParam } from '@/shared/usePathParam';
import { Fit } from './Fit';

/** For staff who help a company on the phone. */
export default function StaffFitPage() {
  return <Fit enterpriseId={usePathParam('enterpriseId')} mayApply={false} />;
}
