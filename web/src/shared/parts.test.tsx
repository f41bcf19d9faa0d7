import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError } from '@/api/problems';
import { ErrorState } from './ErrorState';
import { MaskedText } from './MaskedText';
import { MoneyText } from './MoneyText';
import { QueryGate } from './QueryGate';
import { ScoreDial } from './ScoreDial';
import { UploadArea } from './upload/UploadArea';
import type { UploadPort } from './upload/upload';

beforeEach(() => {
  vi.stubGlobal('matchMedia', () => ({
    matches: false,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
    addListener: () => undefined,
    removeListener: () => undefined,
  }));
  return () => vi.unstubAllGlobals();
});

const problem = (status: number, code: string, params = {}) =>
  new ApiError({ type: '', status, code, params }, 'c-17');

describe('an error on the page', () => {
  it('says what happened, what is safe, what to do and what to quote', () => {
    const retry = vi.fn();
    render(<ErrorState error={problem(500, 'common.internal')} onRetry={retry} />);

    const said = screen.getByRole('alert').textContent;
    expect(said).toContain('系统出了问题');
    expect(said).toContain('不会重复处理');
    expect(said).toContain('请稍后重试');
    expect(said).toContain('c-17');

    fireEvent.click(screen.getByRole('button'));
    expect(retry).toHaveBeenCalledOnce();
  });

  it('prefers the words for the reason of a refusal', () => {
    render(<ErrorState error={problem(422, 'identity.weak_password', { reason: 'too_short' })} />);
    expect(screen.getByRole('alert').textContent).toContain('密码太短');
  });

  it('has general words for a code it does not know yet', () => {
    render(<ErrorState error={problem(409, 'future.unheard_of')} />);
    expect(screen.getByRole('alert').textContent).toContain('请求没有成功');
  });
});

describe('an amount', () => {
  it('keeps the exact figure on hover when it is said shortly', () => {
    render(<MoneyText value={{ amount: '1234567.80', currency: 'CNY' }} form="short" />);
    expect(screen.getByText('123.46 万元').title).toBe('1,234,567.80 元');
  });

  it('that is not there is a dash with a name', () => {
    render(<MoneyText value={null} />);
    expect(screen.getByLabelText('无').textContent).toBe('–');
  });
});

it('the score dial says in words what it draws', () => {
  render(<ScoreDial score={712} grade="B" marks={[500, 700]} />);
  expect(screen.getByRole('img').getAttribute('aria-label')).toBe(
    '信用评分 712，范围 300 至 850，等级 B',
  );
});

type Query = Parameters<typeof QueryGate<string, Error>>[0]['query'];
const query = (state: object) => state as Query;

describe('what is read', () => {
  it('is shown even when a later read failed', () => {
    render(
      <QueryGate query={query({ data: 'A', error: new Error('x') })}>{(data) => data}</QueryGate>,
    );
    expect(screen.getByText('A')).toBeTruthy();
  });

  it('can be asked for again when it failed', () => {
    const refetch = vi.fn(() => Promise.resolve());
    const failed = query({ data: undefined, error: problem(503, 'common.busy'), refetch });
    render(<QueryGate query={failed}>{(data) => data}</QueryGate>);
    fireEvent.click(screen.getByRole('button'));
    expect(refetch).toHaveBeenCalledOnce();
  });
});

describe('masked text', () => {
  const ask = async (reason: string) => {
    fireEvent.click(screen.getByLabelText('查看完整的手机号'));
    fireEvent.change(await screen.findByLabelText('查看原因'), { target: { value: reason } });
    fireEvent.submit(screen.getByLabelText('查看原因'));
  };

  it('is shown for a reason', async () => {
    const reveal = vi.fn(() => Promise.resolve('13812345678'));
    render(<MaskedText masked="138****5678" label="手机号" reveal={reveal} />);

    await ask('核实联系人');
    await screen.findByText('13812345678');
    expect(reveal).toHaveBeenCalledExactlyOnceWith('核实联系人');
  });

  it('stays masked without a reason', async () => {
    const reveal = vi.fn(() => Promise.resolve('13812345678'));
    render(<MaskedText masked="138****5678" label="手机号" reveal={reveal} />);
    await ask('');
    await screen.findByText('请说明原因，至少 4 个字');
    expect(reveal).not.toHaveBeenCalled();
  });

  it('cannot be shown where nobody may', () => {
    render(<MaskedText masked="138****5678" label="手机号" />);
    expect(screen.queryByRole('button')).toBeNull();
  });
});

describe('the field for a file', () => {
  const port: UploadPort = {
    begin: ({ size }) => Promise.resolve({ id: 'u1', received_bytes: size }),
    ask: () => Promise.reject(new Error('not asked')),
    send: () => Promise.reject(new Error('not sent')),
  };
  const choose = (name: string) =>
    fireEvent.change(screen.getByLabelText(/拖入文件/), {
      target: { files: [new File(['x'], name)] },
    });

  it('takes a file of a kind it knows', async () => {
    const done = vi.fn();
    render(<UploadArea port={port} accept={['.xlsx']} hint="" onDone={done} />);
    choose('发票.XLSX');
    await waitFor(() => expect(done).toHaveBeenCalledWith('u1', expect.any(File)));
    expect(screen.getByRole('status').textContent).toContain('上传完成');
  });

  it('refuses others and names the kinds it takes', () => {
    const done = vi.fn();
    render(<UploadArea port={port} accept={['.xlsx', '.csv']} hint="" onDone={done} />);
    choose('发票.pdf');
    expect(screen.getByRole('alert').textContent).toBe(
      '发票.pdf 不是可以接收的文件，请使用 .xlsx .csv',
    );
    expect(done).not.toHaveBeenCalled();
  });
});
