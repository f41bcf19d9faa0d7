import type { CreateClientConfig } from './generated/client.gen';

/** The generated paths are whole (`/api/v1/…`): page and API share one origin and its cookies. */
export const createClientConfig: CreateClientConfig = (config) => ({
  ...config,
  baseUrl: '',
  credentials: 'same-origin',
});
