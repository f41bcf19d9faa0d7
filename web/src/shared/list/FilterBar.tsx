import { DatePicker, Input, Select } from 'antd';
import dayjs from 'dayjs';
import type { Filter } from './types';
import type { Filters } from './useFilters';

interface FilterBarProps {
  filters: readonly Filter[];
  values: Filters;
  onChange: (change: Filters) => void;
}

export function FilterBar({ filters, values, onChange }: FilterBarProps) {
  return (
    <div className="filter-bar" role="search">
      {filters.map((filter) => (
        <FilterField
          key={filter.name}
          filter={filter}
          value={values[filter.name]}
          onChange={(value) => onChange({ [filter.name]: value, cursor: undefined })}
        />
      ))}
    </div>
  );
}

interface FilterFieldProps {
  filter: Filter;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}

function FilterField({ filter, value, onChange }: FilterFieldProps) {
  const { label } = filter;
  switch (filter.kind) {
    case 'choice':
      return (
        <Select
          allowClear
          aria-label={label}
          placeholder={label}
          popupMatchSelectWidth={false}
          options={[...filter.options]}
          value={value}
          onChange={onChange}
        />
      );
    case 'day':
    case 'month':
      return (
        <DatePicker
          picker={filter.kind === 'day' ? 'date' : 'month'}
          aria-label={label}
          placeholder={label}
          value={value === undefined ? null : dayjs(value)}
          onChange={(_, text) => onChange(text === '' ? undefined : String(text))}
        />
      );
    case 'text':
      return (
        <Input.Search
          allowClear
          aria-label={label}
          placeholder={label}
          // A new address from elsewhere (back, a saved view) starts the field anew.
          key={value}
          defaultValue={value}
          onSearch={(text) => onChange(text.trim() || undefined)}
        />
      );
  }
}
