import { Component, type PropsWithChildren, type ReactNode } from 'react';
import { ErrorState } from '@/shared/ErrorState';

type PartBoundaryProps = PropsWithChildren<{ quiet: boolean }>;

/** React has error boundaries as classes only. */
export class PartBoundary extends Component<PartBoundaryProps, { error: unknown }> {
  override state: { error: unknown } = { error: undefined };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render(): ReactNode {
    if (this.state.error === undefined) return this.props.children;
    if (this.props.quiet) return null;
    const again = (): void => this.setState({ error: undefined });
    return <ErrorState error={this.state.error} onRetry={again} />;
  }
}
