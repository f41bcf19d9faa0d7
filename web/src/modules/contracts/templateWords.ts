import { useTranslation } from 'react-i18next';
import type { TemplateVersionBody, SentencePairBody } from '@/api/generated/types.gen';
import type { Tone } from '@/shared/StatusTag';

export const VERSION_TONES: Record<TemplateVersionBody['status'], Tone> = {
  draft: 'running',
  approved: 'good',
  discarded: 'neutral',
};

/** The reader's own language of a pair. */
export function useWords(): (words: SentencePairBody) => string {
  const { i18n } = useTranslation();
  return (words) => (i18n.language === 'en' ? words.en : words.zh);
}

/** What changed; of the text that comes with the product nobody has said so. */
export function useNote(): (note: string) => string {
  const { t } = useTranslation('contracts');
  return (note) => note || t('template.shipped');
}

export function previewAddress(versionId: string, language: 'zh' | 'en'): string {
  return `/api/v1/template-versions/${versionId}/preview?language=${language}`;
}
