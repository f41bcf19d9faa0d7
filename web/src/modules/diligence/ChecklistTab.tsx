import { Input, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerChecklistItemMutation } from '@/api/generated/@tanstack/react-query.gen';
import type { ChecklistItemBody, ItemResult, WorkbenchBody } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { useMay } from '@/api/session';
import { ErrorNote } from '@/shared/ErrorNote';

const RESULTS: readonly ItemResult[] = ['passed', 'failed', 'not_applicable'];

/** What is looked at for this kind of product; each tap is kept at once. */
export function ChecklistTab({ bench }: { bench: WorkbenchBody }) {
  const mayWork = useMay('diligence:work') && bench.is_open;
  return bench.checklist.map((item) => (
    <Item key={item.item} bench={bench} item={item} mayWork={mayWork} />
  ));
}

interface ItemProps {
  bench: WorkbenchBody;
  item: ChecklistItemBody;
  mayWork: boolean;
}

function Item({ bench, item, mayWork }: ItemProps) {
  const { t } = useTranslation('diligence');
  const [note, setNote] = useState(item.note);
  const answer = useAction(answerChecklistItemMutation());
  const say = (result: ItemResult): void =>
    answer.mutate({
      path: { application_id: bench.application_id, item: item.item },
      body: { result, note },
    });
  const { result } = item;
  return (
    <div className="check-row">
      <div>
        <strong>{t(`item.${item.item}`)}</strong>
        {item.answered_by_name && <div className="muted small">{item.answered_by_name}</div>}
        <ErrorNote error={answer.error} />
      </div>
      <Radio.Group
        optionType="button"
        value={result}
        disabled={!mayWork || answer.isPending}
        options={RESULTS.map((value) => ({ value, label: t(`result.${value}`) }))}
        onChange={({ target }) => say(target.value as ItemResult)}
        aria-label={t(`item.${item.item}`)}
      />
      {(result === 'failed' || note !== '') && (
        <Input
          value={note}
          maxLength={500}
          disabled={!mayWork}
          placeholder={t('check.note')}
          aria-label={t('check.note')}
          onChange={({ target }) => setNote(target.value)}
          onBlur={() => result !== null && note !== item.note && say(result)}
        />
      )}
    </div>
  );
}
