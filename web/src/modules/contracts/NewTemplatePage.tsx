import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import {
  draftTemplateMutation,
  getTemplateOptions,
  getTemplateVersionOptions,
} from '@/api/generated/@tanstack/react-query.gen';
import { useAction } from '@/api/action';
import { useSession } from '@/api/session';
import { QueryGate } from '@/shared/QueryGate';
import { toast } from '@/shared/toast';
import { usePathParam } from '@/shared/usePathParam';
import { TemplateEditor } from './TemplateEditor';

/** A new version begins with the text that is in force, or the newest there is. */
export default function NewTemplatePage() {
  const key = usePathParam('key');
  const history = useQuery(getTemplateOptions({ path: { template: key } }));
  return (
    <QueryGate query={history}>
      {({ template, versions }) => (
        <FromVersion versionId={template.in_force?.id ?? versions[0]?.id ?? ''} />
      )}
    </QueryGate>
  );
}

function FromVersion({ versionId }: { versionId: string }) {
  const { t } = useTranslation('contracts');
  const { portal } = useSession();
  const navigate = useNavigate();
  const file = useQuery(getTemplateVersionOptions({ path: { version_id: versionId } }));
  const draft = useAction(draftTemplateMutation(), {
    onDone: ({ version }) => {
      toast(t('editor.saved'));
      void navigate({ to: `/${portal}/template-versions/${version.id}` });
    },
  });
  return (
    <QueryGate query={file}>
      {(data) => (
        <TemplateEditor
          text={data.text}
          onSave={(body) => draft.mutate({ path: { template: data.key }, body })}
          busy={draft.isPending}
          error={draft.error}
        />
      )}
    </QueryGate>
  );
}
