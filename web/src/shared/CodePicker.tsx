import { Cascader } from 'antd';
import type { Codes } from './codes';

interface CodePickerProps {
  codes: Codes;
  placeholder: string;
  id?: string;
  value?: string;
  onChange?: (code: string | undefined) => void;
}

/** One code of a national standard, chosen by its name; a form holds the code itself. */
export function CodePicker({ codes, placeholder, id, value, onChange }: CodePickerProps) {
  return (
    <Cascader
      id={id}
      options={[...codes.tree]}
      showSearch
      placeholder={placeholder}
      value={value ? codes.pathOf(value) : undefined}
      onChange={(path) => onChange?.(path.at(-1))}
    />
  );
}
