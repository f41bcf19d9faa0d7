import type { FormInstance } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldFaults } from './fieldFaults';

/** Marks the fields of a form which the API refused. The fields are named as in the body. */
export function useFieldFaults<Values>(form: FormInstance<Values>, error: unknown): void {
  const { t } = useTranslation();
  useEffect(() => {
    // The names come from the answer, not from the type of this form.
    const untyped = form as FormInstance;
    untyped.setFields(fieldFaults(error).map(({ name, words }) => ({ name, errors: [t(words)] })));
  }, [form, error, t]);
}
