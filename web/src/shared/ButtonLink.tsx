import { createLink, type LinkComponent } from '@tanstack/react-router';
import { Button, type ButtonProps } from 'antd';
import type { Ref } from 'react';

// `type` means something else to the router's links, which keep it to themselves.
interface ButtonAnchorProps extends Omit<ButtonProps, 'type'> {
  primary?: boolean;
  ref?: Ref<HTMLAnchorElement>;
}

function ButtonAnchor({ ref, primary = false, ...props }: ButtonAnchorProps) {
  return <Button ref={ref} {...props} type={primary ? 'primary' : 'default'} />;
}

/** Looks like a button, is a link: opens in a new tab, shows its address, loads ahead on hover. */
export const ButtonLink: LinkComponent<typeof ButtonAnchor> = createLink(ButtonAnchor);
