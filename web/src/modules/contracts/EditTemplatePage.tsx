import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import {
  changeTemplateMutation,
  getTemplateVersionOptions,
} from '@/api/generated/@tanstack/react-query.gen';
import { useAction } from '@/api/action';
import { useSession } from '@/api/session';
import { QueryGate } from '@/shared/QueryGate';
import { toast } from '@/shared/toast';
import { usePathParam } from '@/shared/usePathParam';
import { TemplateEditor } from './TemplateEditor';

export default function EditTemplatePage() {
  const { t } = useTranslation('contracts');
  const { portal } = useSession();
  const navigate = useNavigate();
  const versionId = usePathParam('versionId');
  const path = { version_id: versionId };
  const file = useQuery(getTemplateVersionOptions({ path }));
  const change = useAction(changeTemplateMutation(), {
    onDone: () => {
      toast(t('editor.saved'));
      void navigate({ to: `/${portal}/template-versions/${versionId}` });
    },
  });
  return (
    <QueryGate query={file}>
      {(data) => (
        <TemplateEditor
          text={data.text}
          about={data.version}
          onSave={(body) => change.mutate({ path, body })}
          busy={change.isPending}
          error={change.error}
        />
      )}
    </QueryGate>
  );
}
