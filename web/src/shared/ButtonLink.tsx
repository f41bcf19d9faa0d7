import { createLink, type LinkComponent } from '@tanstack/react-router';
import { Button, type ButtonProps } from 'antd';
import type { Ref } from 'react';

function ButtonAnchor({ ref, ...props }: ButtonProps & { ref?: Ref<HTMLAnchorElement> }) {
  return <Button ref={ref} {...props} />;
}

/** Looks like a button, is a link: opens in a new tab, shows its address, loads ahead on hover. */
export const ButtonLink: LinkComponent<typeof ButtonAnchor> = createLink(ButtonAnchor);
