import { StarOutlined } from '@ant-design/icons';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { Button, Input, Popover } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFilters } from './useFilters';
import { readViews, writeViews, type View } from './views';

/** Filters one comes back to, by name. They stay in this browser. */
export function SavedViews() {
  const { t } = useTranslation();
  const pathname = useLocation({ select: (location) => location.pathname });
  const [search] = useFilters();
  const navigate = useNavigate();
  const [views, setViews] = useState(() => readViews(pathname));
  const [name, setName] = useState('');
  const keep = (next: readonly View[]): void => {
    setViews(next);
    writeViews(pathname, next);
  };
  const save = (): void => {
    const { cursor: _, ...filters } = search;
    keep([...views.filter((view) => view.name !== name), { name, filters }]);
    setName('');
  };
  const list = (
    <div className="saved-views">
      {views.length === 0 && <p className="muted">{t('views.none')}</p>}
      {views.map((view) => (
        <div key={view.name} className="saved-view">
          <Button type="link" onClick={() => void navigate({ to: '.', search: view.filters })}>
            {view.name}
          </Button>
          <Button
            type="text"
            size="small"
            onClick={() => keep(views.filter((other) => other !== view))}
          >
            {t('views.forget')}
          </Button>
        </div>
      ))}
      <Input.Search
        aria-label={t('views.name')}
        placeholder={t('views.name')}
        value={name}
        maxLength={30}
        enterButton={t('save')}
        onChange={({ target }) => setName(target.value)}
        onSearch={() => name.trim() && save()}
      />
    </div>
  );
  return (
    <Popover trigger="click" placement="bottomRight" content={list}>
      <Button icon={<StarOutlined />}>{t('views.title')}</Button>
    </Popover>
  );
}
