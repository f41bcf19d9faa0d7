import { useQuery } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { checkUsccOptions } from '@/api/generated/@tanstack/react-query.gen';
import { normaliseUscc, usccFault } from './uscc';

const LENGTH = 18;

/** Checked while typing: here for slips, at the server for whether somebody else has it. */
export function UsccField({ checkTaken = true }: { checkTaken?: boolean }) {
  const { t } = useTranslation('parties');
  const typed = Form.useWatch<string | undefined>('uscc');
  const code = normaliseUscc(typed ?? '');
  const fault = usccFault(code);
  const check = useQuery({
    ...checkUsccOptions({ path: { text: code } }),
    enabled: checkTaken && fault === undefined,
  });
  const taken = check.data?.taken ?? false;
  const complete = code.length >= LENGTH;
  const wrong = complete ? (taken ? 'taken' : fault) : undefined;
  return (
    <Form.Item
      name="uscc"
      label={t('field.uscc')}
      required
      hasFeedback={complete}
      validateStatus={complete ? statusOf(wrong !== undefined, check.isFetching) : undefined}
      help={wrong && t(`field.uscc_${wrong}`)}
      extra={complete ? undefined : t('field.uscc_count', { count: code.length })}
      validateTrigger="onBlur"
      rules={[
        {
          validator: (_, value: string | undefined) => {
            const wrong = usccFault(normaliseUscc(value ?? ''));
            return wrong === undefined
              ? Promise.resolve()
              : Promise.reject(new Error(t(`field.uscc_${wrong}`)));
          },
        },
      ]}
    >
      <Input
        className="tabular"
        autoCapitalize="characters"
        autoComplete="off"
        spellCheck={false}
        maxLength={40}
        placeholder={t('field.uscc_hint')}
      />
    </Form.Item>
  );
}

function statusOf(isWrong: boolean, isAsking: boolean) {
  if (isWrong) return 'error';
  return isAsking ? 'validating' : 'success';
}
